import { isAllowed } from './evaluate';
import { ACCOUNTS, CALLERS, identityOf, nameOfCaller } from './options-callers';
import { CALLS, circumstancesOf, nameOfCall } from './options-calls';
import { shallBeAllowed } from './options-oracle';
import { EACH, keysUnder, nameOfSet, OPTION_SETS, PARTITIONS, type OptionSet, type Place } from './options-sets';

const QUESTIONS = CALLERS.flatMap((caller) => CALLS.map((call) => ({ caller, call })));
const SETS = OPTION_SETS.map((set): [string, OptionSet] => [nameOfSet(set), set]);
const [AWS, ...OTHER_PARTITIONS] = PARTITIONS;

const policyUnder = (set: OptionSet, place: Place) => keysUnder(set, place).keyIn(place[1]).renderKeyPolicy();

/** The questions that the engine answers otherwise than the options promise. */
async function brokenPromises(set: OptionSet, place: Place): Promise<string[]> {
  const [partition, region, elsewhere] = place;
  const keyArn = `arn:${partition}:kms:${region}:${ACCOUNTS.VAULT.id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const policy = policyUnder(set, place);
  const answers = await Promise.all(QUESTIONS.map(async ({ caller, call }) => {
    const { context, ...who } = identityOf(caller, partition);
    const request = { ...who, action: `kms:${call.action}`, context: { ...context, ...circumstancesOf(call, region, elsewhere) } };
    return { caller, call, allowed: await isAllowed(keyArn, policy, request) };
  }));
  return answers
    .filter(({ caller, call, allowed }) => allowed !== shallBeAllowed(set, caller, call))
    .map(({ caller, call, allowed }) => `${nameOfCaller(caller)}: ${nameOfCall(call)} is ${allowed ? 'allowed' : 'denied'}`);
}

describe('the policy engine answers what the options promise', () => {
  test.each(SETS)('under %s', async (_name, set) => {
    expect(await brokenPromises(set, AWS)).toEqual([]);
  });

  describe.each(OTHER_PARTITIONS)('in %s', (...place) => {
    // The engine takes its time: pairs are asked about in one partition, and are the same policy in the others.
    test.each(SETS.filter(([, { length }]) => length !== 2))('under %s', async (_name, set) => {
      expect(await brokenPromises(set, place)).toEqual([]);
    });

    test.each(SETS)('by the same policy but for partition and region, under %s', (_name, set) => {
      const [partition, region] = place;
      const policy = JSON.stringify(policyUnder(set, AWS)).replaceAll(`arn:${AWS[0]}:`, `arn:${partition}:`).replaceAll(AWS[1], region);
      expect(JSON.stringify(policyUnder(set, place))).toBe(policy);
    });
  });
});

describe('what the options promise', () => {
  const promised = (set: OptionSet) => QUESTIONS.map(({ caller, call }) => shallBeAllowed(set, caller, call));

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
