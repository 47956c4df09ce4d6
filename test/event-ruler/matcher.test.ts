import * as fc from 'fast-check';
import { matchEvents } from './match-events';
import { matcherOf } from '../../src/check/event-patterns/match-pattern';
import { knownEvent } from '../check/event-patterns/known-event';
import { event, pattern } from '../check/event-patterns/random-patterns';

const PAIRS = fc.sample(fc.tuple(pattern, event), { numRuns: 40_000, seed: 17 });

/** The alternatives of a pattern as patterns of their own. */
function alternativesOf({ $or: alternatives, ...others }: any): object[] {
  return alternatives ? alternatives.map((alternative: object) => ({ ...others, ...alternative })) : [{ ...others }];
}

const asked = (one: object, other: object) => ({ pattern: JSON.stringify(one), event: other });

/**
 * Whether Event Ruler finds a pattern to match, but none of its alternatives, or the other way round: it does now and then, where they share a field.
 */
function contradictsItself(one: object, other: object, result: boolean): boolean {
  return matchEvents(alternativesOf(one).map((alternative) => asked(alternative, other))).includes(true) !== result;
}

test('on 40,000 random patterns and events, the matcher of check never says otherwise than Event Ruler', () => {
  const results = matchEvents(PAIRS.map(([one, other]) => asked(one, other)));
  const answers = PAIRS.map(([one, other]) => matcherOf(one)(knownEvent(other, one)));
  const different = [...PAIRS.keys()].filter((index) => answers[index] !== 'unknown' && (answers[index] === 'yes') !== results[index]);
  // Few enough to be asked about one by one.
  expect(different.length).toBeLessThan(5);
  expect(different.filter((index) => !contradictsItself(...PAIRS[index], results[index])).map((index) => JSON.stringify(PAIRS[index]))).toEqual([]);
  const counts = Object.fromEntries(['yes', 'no', 'unknown'].map((verdict) => [verdict, answers.filter((one) => one === verdict).length]));
  console.log(counts);
  expect(counts.yes).toBeGreaterThan(1_500);
  expect(counts.no).toBeGreaterThan(10_000);
});
