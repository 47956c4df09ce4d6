import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { MAX_POLICY_BYTES } from '../key-policy/key-policy-limits';
import type { ReplicaKeyPolicy } from '../key-policy/replica-key-policy';

/** Redshift's limit for the accounts that snapshots under one key are shared with. */
const MANY_ACCOUNTS = 100;
const NEAR_LIMIT = 0.8;

/**
 * Warns of what is legal and likely to be regretted, as the accounts grow. Each warning can be acknowledged by its id, and is given once.
 *
 * @param place a construct in a stack, as the CDK shows no warning of what is above all stacks.
 */
export function warnOfPolicy(place: IConstruct, policy: ReplicaKeyPolicy): void {
  if (policy._accountCount > MANY_ACCOUNTS) {
    warn(place, 'manyProtectedAccounts', `more than ${MANY_ACCOUNTS} PROTECTED accounts are listed, and Redshift shares snapshots under one key with ${MANY_ACCOUNTS} accounts at most: give some of those that use Redshift keys of their own`);
  }
  if (policy._bytes > NEAR_LIMIT * MAX_POLICY_BYTES) {
    warn(place, 'policyNearLimit', `key policy takes more than ${NEAR_LIMIT * 100} % of the ${MAX_POLICY_BYTES} bytes that KMS takes: set accountMatching to AccountMatching.CALLER_ACCOUNT, or give protectedOrganization, before it is full`);
  }
}

function warn(place: IConstruct, id: string, message: string): void {
  Annotations.of(place).addWarningV2(`cdk-vault-replica-keys:${id}`, message);
}
