import { matchEvents } from './match-events';
import { deployedPatterns } from '../key-events/deployed-patterns';
import { PATTERN_CASES } from '../key-events/pattern-cases';
import { RESTORE_CASES } from '../key-policy-statements/restore/pattern-cases';

const patterns = deployedPatterns();
const results = matchEvents(PATTERN_CASES.map(({ rule, event }) => ({ pattern: patterns[rule], event })));

test.each(PATTERN_CASES.map((each, index) => ({ ...each, result: results[index] })))('Event Ruler on the rule of a $rule: $title, $matches', ({ matches, result }) => {
  expect(result).toBe(matches);
});

const restoring = matchEvents(RESTORE_CASES.map(({ pattern, event }) => ({ pattern: JSON.stringify(pattern), event })));

test.each(RESTORE_CASES.map((each, index) => ({ ...each, result: restoring[index] })))('Event Ruler on $title, $matches', ({ matches, result }) => {
  expect(result).toBe(matches);
});

test('each rule has cases that match and cases that do not', () => {
  for (const rule of ['key change', 'failed copy']) {
    expect(new Set(PATTERN_CASES.filter((each) => each.rule === rule).map(({ matches }) => matches))).toEqual(new Set([true, false]));
  }
});

test('a field outside an $or that is also within it restricts nothing, which is why callers may not add one', () => {
  const event = { detail: { eventName: 'PutKeyPolicy', errorCode: 'AccessDenied' } };
  const pattern = { detail: { eventName: ['DisableKey'], $or: [{ eventName: ['PutKeyPolicy'] }, { errorCode: ['Other'] }] } };
  expect(matchEvents([{ pattern: JSON.stringify(pattern), event }])).toEqual([true]);
});

test('Event Ruler does judge patterns', () => {
  expect(() => matchEvents([{ pattern: '{"detail":{"eventName":"DisableKey"}}', event: {} }])).toThrow();
});
