import type { StackState } from './observed-key';
import type { Unseen } from './unseen';
import type { StackResource } from '../expectation';
import type { LiveAccount } from '../live/live';

/** Asks CloudFormation for the key of a stack. */
export async function observeStack(
  account: LiveAccount, region: string, resource: StackResource | undefined, unseen: Unseen,
): Promise<StackState> {
  if (!resource) { return { is: 'none' }; }
  const resources = unseen.see(await account.stackResources(region, resource.stackName), 'unknown', account.account, region);
  if (!resources) { return { is: 'unseen', resource }; }
  if (!resources.value) { return { is: 'missing', resource }; }
  return { is: 'deployed', resource, keyId: resources.value.get(resource.logicalId) };
}

/** Whether this is the id of the key for CloudFormation or an alias. */
export function isKey({ id, arn }: { readonly id: string; readonly arn: string }, keyId: string): boolean {
  return id === keyId || arn === keyId;
}
