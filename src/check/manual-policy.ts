import type { ReplicaKeySet } from './expectation';
import type { KeyPolicyJson, StatementJson } from '../key-policy/key-policy-json';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS } from '../key-policy/statements/key-actions';
import { SIDS } from '../key-policy/statements/sids';
import { allow } from '../key-policy/statements/statement';

/** The AutoBackup manual's key policy, with the ids filled in. Who administers the key is not said by hand, and so left to IAM policies. */
export function manualPolicy({ partition, vaultAccount, vaultRole, protectedAccounts }: Omit<ReplicaKeySet, 'keys'>): KeyPolicyJson {
  const root = (account: string) => `arn:${partition}:iam::${account}:root`;
  return {
    Version: '2012-10-17',
    Statement: [allow(SIDS.ROOT, [root(vaultAccount)], ['kms:*']), ...useStatements([vaultRole.arn, ...protectedAccounts.map(root)])],
  };
}

/** What the policy of a key of a PROTECTED account needs for the VAULT role. */
export function vaultRoleStatements(vaultRole: string): StatementJson[] {
  return useStatements([vaultRole]);
}

function useStatements(principals: readonly string[]): StatementJson[] {
  return [allow(SIDS.USE, principals, USE_ACTIONS), allow(SIDS.GRANT, principals, GRANT_ACTIONS, FOR_AWS_RESOURCES)];
}
