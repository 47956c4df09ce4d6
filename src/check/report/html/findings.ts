import { markup, type Markup } from './markup';
import type { Finding, Level } from '../../finding';
import { sorted } from '../sorted';
import { tallyOfFindings } from '../tally';

const KINDS: Readonly<Record<Level, string>> = { fails: 'no', unknown: 'unknown', note: 'note' };
const WORDS: Readonly<Record<Level, string>> = { fails: 'fails', unknown: 'cannot tell', note: 'note' };

/** What is wrong, with what to do. */
export function findingsSection(findings: readonly Finding[]): Markup {
  return markup`<section>
<h2>Findings</h2>
<p>${findings.length === 0 ? 'There are no findings.' : `${tallyOfFindings(findings)}.`}</p>
${sorted(findings).map(article)}</section>`;
}

function article({ id, level, account, region, key, text, remedy }: Finding): Markup {
  return markup`<article class="finding ${KINDS[level]}">
<h3><span class="badge ${KINDS[level]}">${WORDS[level]}</span> ${id}</h3>
<p>${text}</p>
<dl>
<dt>Account</dt><dd>${account}</dd>
${region === undefined ? '' : markup`<dt>Region</dt><dd>${region}</dd>\n`}${key === undefined ? '' : markup`<dt>Key</dt><dd><code>${key}</code></dd>\n`}</dl>
${remedy === undefined ? '' : markup`<p class="label">To repair it, type:</p>\n<pre><code>${remedy}</code></pre>\n`}</article>
`;
}
