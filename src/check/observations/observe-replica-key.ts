import { aliasesOf } from './aliases-of';
import { expectedReplicaPolicy } from './expected-policy';
import { nearAlias } from './near-alias';
import { observeAlarms, unseenAlarms } from './observe-alarms';
import { observePolicy, type ObservedPolicy } from './observe-policy';
import { isKey, observeStack } from './observe-stack';
import type { AliasPlace, ObservedReplicaKey, StackState } from './observed-key';
import { isRegionDisabled, regionOfAnswerEnabled } from './region-enabled';
import type { Unseen, Weight } from './unseen';
import type { AlarmKind } from '../alarms/reported-events';
import { keyUserCalls } from '../calls/key-user-calls';
import { kindVerdict } from '../cases/key-verdicts';
import type { Verdict } from '../evaluator/verdict';
import type { ExpectedReplicaKey, ReplicaKeySet } from '../expectation';
import type { LiveAccount, LiveKey, Seen } from '../live/live';

/** Reads the replica key of one Region. */
export async function observeReplicaKey(
  account: LiveAccount, set: ReplicaKeySet, expected: ExpectedReplicaKey, unseen: Unseen,
): Promise<ObservedReplicaKey> {
  const { region, retired } = expected;
  const key = {
    account: set.vaultAccount,
    region,
    partition: set.partition,
    name: set.alias,
    set,
    expected,
    expectedPolicy: expectedReplicaPolicy(set, expected),
    calls: keyUserCalls({ region, services: set.services, retired }),
  };
  // Nothing is copied to a retired Region.
  const kinds: readonly AlarmKind[] = retired ? ['keyChanges'] : ['keyChanges', 'failedCopies'];
  if (isRegionDisabled(account, region, set.partition)) {
    return {
      ...key,
      regionEnabled: 'no',
      found: 'unknown',
      sharedByRam: 'unknown',
      alias: { is: 'unseen' },
      stack: { is: 'none' },
      failedCopies: [],
      alarms: unseenAlarms(kinds),
    };
  }
  const [byAlias, aliases, stack, failed] = await Promise.all([
    account.key(region, set.alias), account.aliases(region), observeStack(account, region, expected.resource, unseen), account.failedCopies(region),
  ]);
  const { alias, live, found } = await locate({ account, region, set, retired, byAlias, aliases, stack, unseen });
  // A key that may not be the app's is not the one that rules must be about.
  const [alarms, observed] = await Promise.all([
    observeAlarms(account, { account: account.account, region, arn: found === 'yes' ? live?.arn : undefined }, kinds, unseen),
    live ? observeLive(live, account, expected, unseen) : { sharedByRam: 'unknown' as const },
  ]);
  const copies = unseen.see(failed, 'note', account.account, region)?.value ?? [];
  return {
    ...key,
    regionEnabled: regionOfAnswerEnabled(account, region, set.partition, byAlias, unseen),
    found,
    live,
    aliases: live && aliasesOf(live, aliases),
    alias,
    stack,
    failedCopies: copies.filter(({ keyArn }) => keyArn === undefined || keyArn === live?.arn),
    alarms,
    ...observed,
  };
}

interface Location {
  readonly alias: AliasPlace;
  readonly found: Verdict;
  readonly live?: LiveKey;
}

interface KeySearch {
  readonly account: LiveAccount;
  readonly region: string;
  readonly set: ReplicaKeySet;
  readonly retired: boolean;
  readonly byAlias: Seen<LiveKey | undefined>;
  readonly aliases: Seen<ReadonlyMap<string, string>>;
  readonly stack: StackState;
  readonly unseen: Unseen;
}

/** Finds the key that the Region should have. Where there is a stack, its key is the right one, because an alias can be moved. */
async function locate({ account, region, set, retired, byAlias, aliases, stack, unseen }: KeySearch): Promise<Location> {
  // Old replicas name a retired key by its ARN.
  const weight: Weight = retired && stack.is === 'deployed' ? 'note' : 'unknown';
  const seen = unseen.see(byAlias, weight, account.account, region);
  const ownKeyId = stack.is === 'deployed' ? stack.keyId : undefined;
  const own = async (): Promise<Pick<Location, 'found' | 'live'>> => {
    if (ownKeyId === undefined) { return { found: stack.is === 'unseen' ? 'unknown' : 'no' }; }
    const key = unseen.see(await account.key(region, ownKeyId), 'unknown', account.account, region);
    return key ? { found: key.value ? 'yes' : 'no', live: key.value } : { found: 'unknown' };
  };
  if (!seen) { return { alias: { is: 'unseen' }, ...ownKeyId === undefined ? { found: 'unknown' } : await own() }; }
  const { value: live } = seen;
  if (!live) {
    const known = unseen.see(aliases, 'note', account.account, region);
    return { alias: { is: 'missing', near: known && nearAlias(set.alias, known.value, ownKeyId) }, ...await own() };
  }
  if (stack.is === 'unseen') { return { alias: { is: 'unseen' }, found: 'unknown', live }; }
  if (ownKeyId !== undefined && !isKey(live, ownKeyId)) { return { alias: { is: 'moved', to: live.arn }, ...await own() }; }
  return { alias: { is: 'in place' }, found: 'yes', live };
}

async function observeLive(
  live: LiveKey, account: LiveAccount, { region, retired }: ExpectedReplicaKey, unseen: Unseen,
): Promise<ObservedPolicy & Pick<ObservedReplicaKey, 'rotates' | 'lastUsed'>> {
  // KMS rotates only symmetric keys with its own material, and rejects the question for others.
  const rotates = live.manager === 'CUSTOMER' && kindVerdict(live) !== 'no' && (live.origin ?? 'AWS_KMS') === 'AWS_KMS';
  const [policy, rotation, lastUsed] = await Promise.all([
    observePolicy(live, account.account, region, unseen),
    rotates ? live.rotates() : undefined,
    retired ? live.lastUsed() : undefined,
  ]);
  return {
    ...policy,
    rotates: rotation && unseen.see(rotation, 'note', account.account, region)?.value,
    lastUsed: lastUsed && unseen.see(lastUsed, 'note', account.account, region)?.value,
  };
}
