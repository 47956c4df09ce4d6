import { brokenPromises } from './broken-promises';
import { nameOfSet, OPTION_SETS, PARTITIONS, type OptionSet, type Place } from './options-sets';

/*
 * What options-matrix.test.ts leaves to `npm run test:access`, because the engine needs minutes for it: every pair of options, and the other
 * partitions. There, pairs make the same policy as in the first partition, which options-matrix.test.ts checks. Two test files ask for half of
 * the sets each, so that jest runs them at the same time.
 */
const [AWS, ...OTHER_PARTITIONS] = PARTITIONS;
const isPair = ({ length }: OptionSet) => length === 2;
const named = (sets: OptionSet[]) => sets.map((set): [string, OptionSet] => [nameOfSet(set), set]);

/** @param half which of the sets: those at an even place, or those at an odd one. */
export function testOptions(half: 'even' | 'odd'): void {
  const isMine = (_set: OptionSet, place: number) => place % 2 === (half === 'even' ? 0 : 1);

  describe('the policy engine answers what the options promise', () => {
    test.each(named(OPTION_SETS.filter(isPair).filter(isMine)))('under %s', async (_name, set) => {
      expect(await brokenPromises(set, AWS)).toEqual([]);
    });

    describe.each<Place>(OTHER_PARTITIONS)('in %s', (...place) => {
      test.each(named(OPTION_SETS.filter((set) => !isPair(set)).filter(isMine)))('under %s', async (_name, set) => {
        expect(await brokenPromises(set, place)).toEqual([]);
      });
    });
  });
}
