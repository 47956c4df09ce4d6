import { plural } from './plural';
import { worst } from './verdicts';
import type { Verdict } from '../evaluator/verdict';
import type { Finding, Level, RegionCases } from '../finding';

/** How many Regions there are, and how many of them do not work or may not, such as `12 Regions, 2 fail`. */
export function tally(regions: readonly RegionCases[]): string {
  const count = (verdict: Verdict) => regions.filter((region) => worst(region) === verdict).length;
  const total = plural(regions.length, 'Region');
  const parts = [
    ...count('no') > 0 ? [`${count('no')} ${count('no') === 1 ? 'fails' : 'fail'}`] : [],
    ...count('unknown') > 0 ? [`${count('unknown')} unknown`] : [],
  ];
  if (parts.length > 0) { return [total, ...parts].join(', '); }
  if (regions.length === 0) { return 'no Regions'; }
  return regions.length > 1 ? `${total}, all work` : `${total}, works`;
}

/** How many findings there are, such as `3 findings: 2 fail, 1 note`. */
export function tallyOfFindings(findings: readonly Finding[]): string {
  const count = (level: Level) => findings.filter((finding) => finding.level === level).length;
  const parts = [
    ...count('fails') > 0 ? [`${count('fails')} ${count('fails') === 1 ? 'fails' : 'fail'}`] : [],
    ...count('unknown') > 0 ? [`${count('unknown')} unknown`] : [],
    ...count('note') > 0 ? [plural(count('note'), 'note')] : [],
  ];
  return findings.length === 0 ? 'no findings' : `${plural(findings.length, 'finding')}: ${parts.join(', ')}`;
}
