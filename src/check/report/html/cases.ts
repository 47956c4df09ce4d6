import { markup, type Markup } from './markup';
import type { Verdict } from '../../evaluator/verdict';
import type { KeySetCases } from '../../finding';
import { casesGrid, type CasesGrid } from '../cases-grid';
import { tally } from '../tally';
import { word } from '../verdicts';

/** As many source Regions as fit on a page next to each other. Of more, those that are alike have one column. */
const FEW_SOURCES = 6;

/** Whether replicas arrive, a table for each alias. Every target Region has its row, as somebody may look for it. */
export function casesByRegion(cases: readonly KeySetCases[]): Markup {
  return markup`<section>
<h2>Replication by Region</h2>
<p>Whether a replica arrives in a Region, by the key of its source: A none, B a key of a PROTECTED account, C a key of the VAULT account.</p>
${cases.map((keySet, index) => table(keySet, `cases-${index + 1}`))}</section>`;
}

function table({ alias, vaultAccount, regions }: KeySetCases, id: string): Markup {
  const sources = new Set(regions.flatMap(({ B }) => Object.keys(B))).size;
  const grid = casesGrid(regions, { sources: sources > FEW_SOURCES ? 1 : Infinity, rows: Infinity });
  return markup`<div class="table" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${alias} in account ${vaultAccount}: ${tally(regions)}</caption>
${head(grid)}
<tbody>
${grid.rows.map(({ names, A, B, C }) => markup`<tr><th scope="row">${names[0]}</th>${[A, ...grid.sources.length > 0 ? B : [undefined], C].map(cell)}</tr>\n`)}</tbody>
</table>
</div>
`;
}

function head({ sources }: CasesGrid): Markup {
  if (sources.length === 0) {
    return markup`<thead>
<tr><th scope="col">Region</th><th scope="col">A unencrypted source</th><th scope="col">B PROTECTED key (none known)</th><th scope="col">C VAULT key source</th></tr>
</thead>`;
  }
  const total = sources.flatMap(({ names }) => names).length;
  const label = (names: readonly string[]) => {
    if (names.length === 1) { return markup`${names[0]}`; }
    return markup`${names.length === total ? `all ${total}` : names.length} Regions<span class="names">${names.join(', ')}</span>`;
  };
  return markup`<thead>
<tr><th scope="col" rowspan="2">Region</th><th scope="col" rowspan="2">A unencrypted source</th><th scope="colgroup" colspan="${sources.length}">B PROTECTED key from</th><th scope="col" rowspan="2">C VAULT key source</th></tr>
<tr>${sources.map(({ names }) => markup`<th scope="col">${label(names)}</th>`)}</tr>
</thead>`;
}

function cell(verdict: Verdict | undefined): Markup {
  return verdict === undefined ? markup`<td>-</td>` : markup`<td class="${verdict}">${word(verdict)}</td>`;
}
