import { PENDING_DELETION, ROLE_NOT_READ, ROTATION_OFF } from './reports';
import type { Finding, RegionCases } from '../../../src/check/finding';
import { tally, tallyOfFindings } from '../../../src/check/report/tally';

const region = (A: RegionCases['A']): RegionCases => ({ region: 'eu-west-1', A, B: {}, C: 'yes' });

test.each<[string, RegionCases[]]>([
  ['no Regions', []],
  ['1 Region, works', [region('yes')]],
  ['2 Regions, all work', [region('yes'), region('yes')]],
  ['1 Region, 1 fails', [region('no')]],
  ['4 Regions, 2 fail, 1 unknown', [region('no'), region('yes'), region('unknown'), region('no')]],
])('%s', (text, regions) => {
  expect(tally(regions)).toBe(text);
});

test.each<[string, Finding[]]>([
  ['no findings', []],
  ['1 finding: 1 fails', [PENDING_DELETION]],
  ['3 findings: 2 fail, 1 note', [PENDING_DELETION, PENDING_DELETION, ROTATION_OFF]],
  ['3 findings: 1 unknown, 2 notes', [ROLE_NOT_READ, ROTATION_OFF, ROTATION_OFF]],
])('%s', (text, findings) => {
  expect(tallyOfFindings(findings)).toBe(text);
});
