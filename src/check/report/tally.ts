import { plural } from './plural';
import { countOf } from './verdicts';
import type { Finding, Level, RegionCases } from '../finding';

/** How many Regions there are, and how many of them do not work or may not, such as `12 Regions, 2 fail`. */
export function tally(regions: readonly RegionCases[]): string {
  const total = plural(regions.length, 'Region');
  const parts = notWorking(countOf(regions, 'no'), countOf(regions, 'unknown'));
  if (parts.length > 0) { return [total, ...parts].join(', '); }
  if (regions.length === 0) { return 'no Regions'; }
  return regions.length > 1 ? `${total}, all work` : `${total}, works`;
}

/** How many findings there are, such as `3 findings: 2 fail, 1 note`. */
export function tallyOfFindings(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const parts = [
    ...notWorking(count('fails'), count('unknown')),
    ...count('note') > 0 ? [plural(count('note'), 'note')] : [],
  ];
  return findings.length === 0 ? 'no findings' : `${plural(findings.length, 'finding')}: ${parts.join(', ')}`;
}

/** What is left out where there is none of it. */
function notWorking(failing: number, unknown: number): string[] {
  return [
    ...failing > 0 ? [`${failing} ${failing === 1 ? 'fails' : 'fail'}`] : [],
    ...unknown > 0 ? [`${unknown} unknown`] : [],
  ];
}
