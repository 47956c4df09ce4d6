import { isAllowed } from './evaluate';
import { ACCOUNTS, CALLERS, identityOf, nameOfCaller } from './options-callers';
import { CALLS, circumstancesOf, nameOfCall } from './options-calls';
import { isPromised } from './options-oracle';
import { keysUnder, type OptionSet, type Place } from './options-sets';

/** Every call by every caller. */
export const QUESTIONS = CALLERS.flatMap((caller) => CALLS.map((call) => ({ caller, call })));

export const policyUnder = (set: OptionSet, place: Place) => keysUnder(set, place).keyIn(place[1]).renderKeyPolicy();

/** The questions that the engine answers otherwise than the options promise. */
export async function brokenPromises(set: OptionSet, place: Place): Promise<string[]> {
  const [partition, region, elsewhere] = place;
  const keyArn = `arn:${partition}:kms:${region}:${ACCOUNTS.VAULT.id}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const policy = policyUnder(set, place);
  const answers = await Promise.all(QUESTIONS.map(async ({ caller, call }) => {
    const { context, ...who } = identityOf(caller, partition);
    const request = { ...who, action: `kms:${call.action}`, context: { ...context, ...circumstancesOf(call, region, elsewhere) } };
    return { caller, call, allowed: await isAllowed(keyArn, policy, request) };
  }));
  return answers
    .filter(({ caller, call, allowed }) => allowed !== isPromised(set, caller, call))
    .map(({ caller, call, allowed }) => `${nameOfCaller(caller)}: ${nameOfCall(call)} is ${allowed ? 'allowed' : 'denied'}`);
}
