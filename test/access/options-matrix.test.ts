import { brokenPromises, policyUnder, QUESTIONS } from './broken-promises';
import { isPromised } from './options-oracle';
import { EACH, nameOfSet, OPTION_SETS, PARTITIONS, type OptionSet } from './options-sets';

const SETS = OPTION_SETS.map((set): [string, OptionSet] => [nameOfSet(set), set]);
const [AWS, ...OTHER_PARTITIONS] = PARTITIONS;

describe('the policy engine answers what the options promise', () => {
  // The engine is slow: options-exhaustive.ts asks it about pairs of options, and about the other partitions.
  test.each(SETS.filter(([, { length }]) => length !== 2))('under %s', async (_name, set) => {
    expect(await brokenPromises(set, AWS)).toEqual([]);
  });

  describe.each(OTHER_PARTITIONS)('in %s', (...place) => {
    test.each(SETS)('by the same policy but for partition and region, under %s', (_name, set) => {
      const [partition, region] = place;
      const policy = JSON.stringify(policyUnder(set, AWS)).replaceAll(`arn:${AWS[0]}:`, `arn:${partition}:`).replaceAll(AWS[1], region);
      expect(JSON.stringify(policyUnder(set, place))).toBe(policy);
    });
  });
});

describe('what the options promise', () => {
  const promised = (set: OptionSet) => QUESTIONS.map(({ caller, call }) => isPromised(set, caller, call));

  test('differs from option to option, but for how the policy names the same callers', () => {
    const changing = EACH.filter((option) => JSON.stringify(promised([option])) !== JSON.stringify(promised([])));
    expect(EACH.filter((option) => !changing.includes(option))).toEqual(['late-bound', 'accounts in a condition']);
    expect(new Set(changing.map((option) => JSON.stringify(promised([option])))).size).toBe(changing.length);
  });

  test('is asked of 1,326 calls under each of 88 sets of options; 382 of them are allowed by default', () => {
    expect([QUESTIONS.length, OPTION_SETS.length]).toEqual([1326, 88]);
    expect(promised([]).filter((allowed) => allowed)).toHaveLength(382);
  });
});
