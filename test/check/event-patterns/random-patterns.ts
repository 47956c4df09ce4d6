import * as fc from 'fast-check';

const TEXTS = ['', 'a', 'A', 'ab', 'aB', 'ba', 'abba', 'a*b', 'é'];
const text = fc.constantFrom(...TEXTS);
const texts = fc.uniqueArray(text, { minLength: 1, maxLength: 3 });
/** The length of what EventBridge compares with must be at least one. */
const part = fc.constantFrom('a', 'ab', 'b', 'B');
const wildcard = fc.constantFrom('*', 'a*', '*a', 'a*a', '*b*', 'ab');

const comparison = fc.oneof(
  { arbitrary: text, weight: 20 },
  ...[
    fc.constantFrom(null, true, false),
    fc.record({ exists: fc.boolean() }),
    fc.record({ prefix: part }),
    fc.record({ suffix: part }),
    fc.record({ 'equals-ignore-case': part }),
    fc.record({ 'anything-but': fc.oneof(text, texts) }),
  ].map((arbitrary) => ({ arbitrary, weight: 5 })),
  // Next to any other comparison, nothing is known of these.
  ...[
    fc.record({ wildcard }), fc.record({ 'anything-but': fc.record({ prefix: part }) }), fc.record({ 'anything-but': fc.record({ suffix: part }) }),
  ].map((arbitrary) => ({ arbitrary, weight: 1 })),
);

const leaf = fc.uniqueArray(comparison, { minLength: 1, maxLength: 2, selector: (one) => JSON.stringify(one) });

/** Fields of two levels, with alternatives here and there. */
const fields = fc.record({ a: leaf, b: fc.oneof(leaf, fc.record({ c: leaf, d: leaf }, { requiredKeys: ['c'] })) }, { requiredKeys: [] })
  .filter((object) => Object.keys(object).length > 0);
const alternatives = fc.record({ $or: fc.array(fields, { minLength: 2, maxLength: 3 }) });

/** A pattern as EventBridge accepts it. */
export const pattern = fc.oneof(fields, alternatives, fc.tuple(fields, alternatives).map(([one, other]): object => ({ ...one, ...other })));

const value = fc.oneof({ arbitrary: text, weight: 4 }, fc.constantFrom<any>(null, true, false));

/** An event with some of the fields. */
export const event = fc.record({
  a: value, b: fc.oneof(value, fc.record({ c: value, d: value }, { requiredKeys: [] })),
}, { requiredKeys: [] });
