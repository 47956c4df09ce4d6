import * as fc from 'fast-check';
import { knownEvent } from './known-event';
import { event as events, pattern as patterns } from './random-patterns';
import { ABSENT, OPEN, UNNAMED, type EventFields, type EventValue } from '../../../src/check/event-patterns/event-value';
import { matcherOf } from '../../../src/check/event-patterns/match-pattern';
import { deployedPatterns } from '../../key-events/deployed-patterns';
import { PATTERN_CASES } from '../../key-events/pattern-cases';

describe('comparisons, as the documentation of EventBridge explains them', () => {
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
  test.each<[what: string, comparisons: unknown[], matching: EventValue[], other: EventValue[]]>([
    ['a text', ['Alice'], ['Alice'], ['alice', 'Alice ', null, true, ABSENT, UNNAMED]],
    ['one of several', ['Alice', 'Bob'], ['Alice', 'Bob'], ['Carol', ABSENT, UNNAMED]],
    ['an empty text', [''], [''], ['a', null, ABSENT]],
    ['null', [null], [null], ['', 'null', false, ABSENT, UNNAMED]],
    ['true', [true], [true], ['true', false, null, ABSENT]],
    ['anything but a text', [{ 'anything-but': 'initializing' }], ['stopped', '', UNNAMED], ['initializing', ABSENT]],
    ['anything but texts', [{ 'anything-but': ['stopped', 'overloaded'] }], ['running', UNNAMED], ['stopped', 'overloaded', ABSENT]],
    ['anything but a prefix', [{ 'anything-but': { prefix: 'init' } }], ['stopped', 'ini'], ['init', 'initializing', ABSENT]],
    ['anything but prefixes', [{ 'anything-but': { prefix: ['a', 'b'] } }], ['c'], ['a', 'b1', ABSENT]],
    ['anything but a suffix', [{ 'anything-but': { suffix: '.txt' } }], ['a.png'], ['a.txt', ABSENT]],
    ['anything but a text in any case', [{ 'anything-but': { 'equals-ignore-case': 'init' } }], ['inits'], ['INIT', 'init', ABSENT]],
    ['anything but a wildcard', [{ 'anything-but': { wildcard: '*/lib/*' } }], ['/bin/a'], ['/usr/lib/a', ABSENT]],
    ['a prefix', [{ prefix: 'us-' }], ['us-east-1', 'us-'], ['eu-us-', 'US-east-1', null, ABSENT]],
    ['every text', [{ prefix: '' }], ['us-east-1', ''], [null, true, ABSENT]],
    ['a suffix', [{ suffix: '.png' }], ['a.png'], ['a.PNG', '.png.txt', ABSENT]],
    ['a text in any case', [{ 'equals-ignore-case': 'alice' }], ['ALICE', 'alice'], ['alice2', ABSENT]],
    ['a wildcard', [{ wildcard: 'dir/*.png' }], ['dir/a.png', 'dir/.png', 'dir/b/c.png'], ['dir.png', 'dir/a.png2', ABSENT]],
    ['a field that is there', [{ exists: true }], ['x', '', null, false, UNNAMED], [ABSENT]],
    ['a field that is missing', [{ exists: false }], [ABSENT], ['x', '', null, UNNAMED]],
    ['a field that is missing or has a text', [{ exists: false }, 'x'], [ABSENT, 'x'], ['y', UNNAMED]],
  ])('%s', (_, comparisons, matching, other) => {
    const verdicts = (values: readonly EventValue[]) => values.map((value) => matcherOf({ field: comparisons })({ field: value }));
    expect(verdicts(matching)).toEqual(matching.map(() => 'yes'));
    expect(verdicts(other)).toEqual(other.map(() => 'no'));
    // A field that is open may have either.
    expect(verdicts([OPEN])).toEqual(['unknown']);
    expect(matcherOf({ field: comparisons })({})).toBe('unknown');
  });

  test.each<[string, unknown, EventValue]>([
    ['numbers', [{ numeric: ['>', 1] }], 'x'],
    ['a number, which is compared as it is written', [300], 'x'],
    ['IP addresses', [{ cidr: '10.0.0.0/24' }], '10.0.0.1'],
    ['an operator that comes later', [{ contains: 'x' }], 'x'],
    ['two operators in one', [{ prefix: 'x', suffix: 'x' }], 'x'],
    ['no operator', [{}], 'x'],
    ['a prefix in any case', [{ prefix: { 'equals-ignore-case': 'x' } }], 'x'],
    ['a prefix of another kind', [{ prefix: 1 }], 'x'],
    ['anything but numbers', [{ 'anything-but': [1] }], 'x'],
    ['anything but nothing', [{ 'anything-but': [] }], 'x'],
    ['anything but a text, of a value that is none', [{ 'anything-but': 'x' }], null],
    ['a text that no pattern names, with a prefix', [{ prefix: 'x' }], UNNAMED],
    ['a text that no pattern names, with anything but a prefix', [{ 'anything-but': { prefix: 'x' } }], UNNAMED],
    ['letters with accents in any case', [{ 'equals-ignore-case': 'é' }], 'É'],
    ['an escaped wildcard', [{ wildcard: '\\*' }], '*'],
    ['a wildcard next to something else', [{ wildcard: '*a' }, { 'equals-ignore-case': 'ab' }], 'a*b'],
    ['a wildcard within anything but next to something else', [{ 'anything-but': { wildcard: 'a*a' } }, { prefix: 'ab' }], 'abba'],
    ['exists that is neither true nor false', [{ exists: 'no' }], 'x'],
    ['whether an object exists', [{ exists: true }], { inner: 'x' }],
    ['a list within a list', [['x']], 'x'],
    ['no comparison', [], 'x'],
    ['a text in place of a list', 'x', 'x'],
  ])('%s: cannot tell', (_, comparisons, value) => {
    expect(matcherOf({ field: comparisons })({ field: value })).toBe('unknown');
  });
});

describe('fields and alternatives', () => {
  test.each<[string, unknown, EventFields, string]>([
    ['all fields must match', { a: ['x'], b: ['y'] }, { a: 'x', b: 'y' }, 'yes'],
    ['one that does not is enough', { a: ['x'], b: ['y'] }, { a: OPEN, b: 'z' }, 'no'],
    ['one that is open leaves it open', { a: ['x'], b: ['y'] }, { a: 'x' }, 'unknown'],
    ['fields within fields', { a: { b: ['x'] } }, { a: { b: 'x' } }, 'yes'],
    ['fields of a missing field are missing', { a: { b: [{ exists: false }] } }, { a: ABSENT }, 'yes'],
    ['fields of a text are missing', { a: { b: [{ exists: true }] } }, { a: 'x' }, 'no'],
    ['an object is no text', { a: ['x'] }, { a: { b: 'x' } }, 'no'],
    ['a name of every object is no field', { constructor: ['x'] }, {}, 'unknown'],
    ['one alternative is enough', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'z', b: 'y' }, 'yes'],
    ['no alternative', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'z', b: 'z' }, 'no'],
    ['an alternative that is open', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'z' }, 'unknown'],
    ['a field next to alternatives', { c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { a: 'x', c: 'y' }, 'no'],
    // ADR-24: Event Ruler ignores the first restriction.
    ['a field next to alternatives that is also in one', { a: ['x'], $or: [{ a: ['y'] }, { b: ['y'] }] }, { a: 'y', b: 'z' }, 'unknown'],
    ['the same, and another field that does not match', { a: ['x'], c: ['z'], $or: [{ a: ['y'] }, { b: ['y'] }] }, { a: 'x', b: 'z', c: 'y' }, 'no'],
    ['the same within alternatives of alternatives', { a: ['x'], $or: [{ $or: [{ a: ['y'] }, { b: ['z'] }] }, { b: ['y'] }] }, { a: 'y', b: ABSENT }, 'unknown'],
    ['one alternative is no valid list', { $or: [{ a: ['x'] }] }, { a: 'x' }, 'unknown'],
    ['alternatives that are comparisons are those of a field of that name', { $or: [{ prefix: 'x' }, { prefix: 'y' }] }, { $or: 'x' }, 'unknown'],
    ['a pattern without fields', {}, { a: 'x' }, 'unknown'],
  ])('%s', (_, pattern, event, verdict) => {
    expect(matcherOf(pattern)(event)).toBe(verdict);
  });

  test.each([undefined, null, 'text', 1, ['x'], true])('%p is no pattern', (pattern) => {
    expect(matcherOf(pattern)({ a: 'x' })).toBe('unknown');
  });
});

function hasLongList(value: any): boolean {
  if (typeof value !== 'object' || value === null) { return false; }
  return (Array.isArray(value) && value.length > 1) || Object.values(value).some(hasLongList);
}

describe('the rules of the library, with events as the documentation shows them', () => {
  const deployed = deployedPatterns();

  test.each(PATTERN_CASES)('a rule of a $rule: $title, $matches', ({ rule, event, matches }) => {
    const pattern = JSON.parse(deployed[rule]);
    // Of lists with several values, as in the events of aliases, the matcher knows nothing.
    const possible = [matches ? 'yes' : 'no', ...hasLongList(event) ? ['unknown'] : []];
    expect(possible).toContain(matcherOf(pattern)(knownEvent(event, pattern)));
  });
});

/** All ways to hide one field. */
function withOneHidden(event: EventFields): EventFields[] {
  return Object.entries(event).flatMap(([name, value]) => [
    { ...event, [name]: OPEN },
    ...typeof value === 'object' && value !== null ? withOneHidden(value).map((inner) => ({ ...event, [name]: inner })) : [],
  ]);
}

describe('hiding a field never changes a sure answer', () => {
  const expectSound = (pattern: unknown, event: EventFields) => {
    const full = matcherOf(pattern)(event);
    for (const hidden of withOneHidden(event)) {
      const verdict = matcherOf(pattern)(hidden);
      expect(verdict === 'unknown' || verdict === full ? 'sound' : { pattern, event, hidden, full, verdict }).toBe('sound');
    }
  };

  test('of random events', () => {
    fc.assert(fc.property(patterns, events, (pattern, event) => { expectSound(pattern, knownEvent(event, pattern)); }), { numRuns: 5_000, seed: 17 });
  });

  test.each(PATTERN_CASES)('$rule: $title', ({ rule, event }) => {
    const pattern = JSON.parse(deployedPatterns()[rule]);
    expectSound(pattern, knownEvent(event, pattern));
  });
});
