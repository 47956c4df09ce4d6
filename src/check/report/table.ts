import { alarmsTable } from './alarms-table';
import { casesTable } from './cases-table';
import type { Report } from './report';
import { sorted } from './sorted';
import { tally, tallyOfFindings } from './tally';
import type { Paint } from '../command-line/paint';
import { printable } from '../command-line/printable';
import { wrap } from '../command-line/wrap';
import type { Finding, KeySetCases } from '../finding';

const COLORS = { fails: 'red', unknown: 'yellow', note: 'bold' } as const;

/** The report for a terminal or a log. */
export function table({ outcome: { cases, alarms, findings, notSeen } }: Report, width: number, paint: Paint): string {
  const vaults = new Set(cases.map(({ vaultAccount }) => vaultAccount));
  const familiar = vaults.size === 1 ? [...vaults][0] : undefined;
  const alarmLines = alarmsTable(alarms, familiar, width, paint);
  const blocks = [
    ...cases.map((keySet) => keySetLines(keySet, width, paint)),
    ...sorted(findings).map((finding) => findingLines(finding, vaults, width, paint)),
    ...findings.length > 0 ? [[paint('bold', tallyOfFindings(findings))]] : [],
    ...alarmLines.length > 0 ? [alarmLines] : [],
    ...notSeen.length > 0 ? [wrap(`Not seen: ${notSeen.map(printable).join(' ')}`, width)] : [],
  ];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function keySetLines({ alias, vaultAccount, regions }: KeySetCases, width: number, paint: Paint): string[] {
  return [
    ...wrap(`${printable(alias)} in account ${printable(vaultAccount)}: ${tally(regions)}`, width).map((line) => paint('bold', line)),
    ...regions.length > 0 ? casesTable(regions, width, paint) : [],
  ];
}

/** A head line, the sentence, and the remedy, which is not wrapped: a terminal copies the lines that it breaks itself as one. */
function findingLines(finding: Finding, vaults: ReadonlySet<string>, width: number, paint: Paint): string[] {
  const { level, text, remedy } = finding;
  const indent = ' '.repeat(level.length + 2);
  return [
    `${paint(COLORS[level], level)}  ${head(finding, vaults)}`,
    ...wrap(printable(text), width - indent.length).map((line) => indent + line),
    ...remedy === undefined ? [] : remedy.split('\n').map((line, index) => (index > 0 ? '' : indent) + paint('bold', printable(line))),
  ];
}

function head({ id, account, region, key }: Finding, vaults: ReadonlySet<string>): string {
  // With one VAULT account, the account of a Region is obvious.
  const familiar = region !== undefined && vaults.size === 1 && vaults.has(account);
  const place = [...familiar ? [] : [account], ...region === undefined ? [] : [region]].join(' ');
  return [id, place, ...key === undefined ? [] : [key]].map(printable).join('  ');
}
