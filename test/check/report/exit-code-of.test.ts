import { BROKEN, HEALTHY, PENDING_DELETION, ROLE_NOT_READ, ROTATION_OFF } from './reports';
import type { Finding, Outcome, RegionCases } from '../../../src/check/finding';
import { exitCodeOf } from '../../../src/check/report/exit-code-of';

const found = (...findings: Finding[]): Outcome => ({ ...HEALTHY, findings });
const cases = (region: Partial<RegionCases>): Outcome => ({
  ...HEALTHY, cases: [...HEALTHY.cases, { ...HEALTHY.cases[0], regions: [{ region: 'x', A: 'yes', B: {}, C: 'yes', ...region }] }],
});

test.each<[string, Outcome, number, number]>([
  ['all works', HEALTHY, 0, 0],
  ['a note', found(ROTATION_OFF), 0, 1],
  ['something unknown', found(ROLE_NOT_READ), 2, 2],
  ['something unknown and a note', found(ROLE_NOT_READ, ROTATION_OFF), 2, 1],
  ['a failure', found(PENDING_DELETION), 1, 1],
  ['all of these', BROKEN, 1, 1],
  ['a Region that fails for no cause that is known', cases({ A: 'no' }), 1, 1],
  ['a source Region that fails', cases({ B: { 'eu-west-1': 'yes', 'us-east-1': 'no' } }), 1, 1],
  ['a Region that cannot be told', cases({ C: 'unknown' }), 2, 2],
  ['a Region that fails in one case and cannot be told in another', cases({ A: 'unknown', C: 'no' }), 1, 1],
])('%s', (_, outcome, exitCode, strict) => {
  expect([exitCodeOf(outcome, false), exitCodeOf(outcome, true)]).toEqual([exitCode, strict]);
});
