import { aliasesOf } from './aliases-of';
import { expectedSourcePolicy } from './expected-policy';
import { observeAlarms, unseenAlarms } from './observe-alarms';
import { observePolicy } from './observe-policy';
import { observeStack } from './observe-stack';
import type { ObservedSourceKey } from './observed-key';
import { isRegionDisabled, regionOfAnswerEnabled } from './region-enabled';
import type { Unseen } from './unseen';
import type { AlarmKind } from '../alarms/reported-events';
import { keyUserCalls } from '../calls/key-user-calls';
import type { SourceKey } from '../expectation';
import type { LiveAccount, LiveKey } from '../live/live';

const ALARMS: readonly AlarmKind[] = ['keyChanges', 'policyChanges'];

/** Reads a key of a PROTECTED account. */
export async function observeSourceKey(account: LiveAccount, source: SourceKey, unseen: Unseen): Promise<ObservedSourceKey> {
  const { region, arn, resource } = source;
  const partition = source.vaultRole.arn.split(':')[1];
  const key = {
    account: source.account,
    region,
    partition,
    source,
    expectedPolicy: expectedSourcePolicy(source),
    // Only the services of replica keys are known.
    calls: keyUserCalls({ region, services: [], retired: false }),
  };
  const name = arn ?? '';
  const nothing = { ...key, name, sharedByRam: 'unknown' as const };
  if (isRegionDisabled(account, region, partition)) {
    return { ...nothing, regionEnabled: 'no', found: 'unknown', stack: { is: 'none' }, alarms: unseenAlarms(ALARMS) };
  }
  const alarmsOf = async (keyArn?: string) => observeAlarms(account, { account: account.account, region, arn: keyArn }, ALARMS, unseen);
  const stack = arn === undefined ? await observeStack(account, region, resource, unseen) : { is: 'none' as const };
  const keyId = arn ?? (stack.is === 'deployed' ? stack.keyId : undefined);
  const answer = keyId === undefined ? undefined : await account.key(region, keyId);
  const enabled = regionOfAnswerEnabled(account, region, partition, answer, unseen);
  if (!answer) {
    // Without an ARN or a resource in the app, it is not known which key to look for.
    const found = stack.is === 'unseen' || stack.is === 'none' ? 'unknown' : 'no';
    return { ...nothing, regionEnabled: enabled, found, stack, alarms: await alarmsOf() };
  }
  const seen = unseen.see(answer, 'unknown', account.account, region);
  if (!seen?.value) { return { ...nothing, regionEnabled: enabled, found: seen ? 'no' : 'unknown', stack, alarms: await alarmsOf() }; }
  const live: LiveKey = seen.value;
  const [aliases, policy, alarms] = await Promise.all([
    account.aliases(region), observePolicy(live, account.account, region, unseen), alarmsOf(live.arn),
  ]);
  return { ...key, name: arn ?? live.arn, regionEnabled: enabled, found: 'yes', live, aliases: aliasesOf(live, aliases), ...policy, stack, alarms };
}
