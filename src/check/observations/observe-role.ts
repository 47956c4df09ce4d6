import type { ObservedRole } from './observed-role';
import { regionEnabled } from './region-enabled';
import type { Unseen } from './unseen';
import type { LiveAccount } from '../live/live';

/** A role to look for. */
export interface RoleReference {
  readonly account: string;
  readonly partition: string;
  readonly name: string;
  /** The ARN of the VAULT role. Undefined for a role of a PROTECTED account. */
  readonly expectedArn?: string;
}

/** Reads a role and its policies. */
export async function observeRole(account: LiveAccount, reference: RoleReference, unseen: Unseen): Promise<ObservedRole> {
  const { name, partition, expectedArn } = reference;
  const arn = expectedArn ?? `arn:${partition}:iam::${reference.account}:role/${name}`;
  const enabled = (region: string) => regionEnabled(account, region, partition, unseen);
  const role = { ...reference, isVaultRole: expectedArn !== undefined, enabled };
  const seen = unseen.see(await account.role(name), 'unknown', account.account);
  if (!seen) { return { ...role, exists: 'unknown', caller: { arn } }; }
  const { value: live } = seen;
  if (!live || (expectedArn !== undefined && live.arn !== expectedArn)) {
    // A role that does not exist matches no id in a policy.
    return { ...role, exists: 'no', liveArn: live?.arn, caller: { arn, id: 'none', policies: [], boundary: null } };
  }
  const policies = unseen.see(live.policies, 'unknown', account.account)?.value;
  const boundary = live.boundary && unseen.see(live.boundary, 'unknown', account.account)?.value.document;
  return {
    ...role,
    exists: 'yes',
    liveArn: live.arn,
    policies,
    caller: { arn: live.arn, id: live.id, policies: policies?.map(({ document }) => document), boundary: live.boundary ? boundary : null },
  };
}
