import type { ObservedAddition } from './scene';
import type { Unseen } from './unseen';
import type { AddedStatements } from '../expectation';
import type { LiveAccount } from '../live/live';

/** Reads a key policy that a custom resource adds statements to. */
export async function observeAddition(account: LiveAccount, addition: AddedStatements, unseen: Unseen): Promise<ObservedAddition> {
  const { region, arn } = addition;
  const live = unseen.see(await account.key(region, arn), 'note', account.account, region)?.value;
  const policy = live && unseen.see(await live.policy(), 'note', account.account, region)?.value;
  return { addition, live, policy };
}
