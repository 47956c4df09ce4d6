import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import type { ExpectedReplicaKey, ReplicaKeySet, SourceKey } from '../expectation';
import { manualPolicy, vaultRoleStatements } from '../manual-policy';

/** The policy that a replica key should have: the app's, or for a key that was created by hand, the manual's. */
export function expectedReplicaPolicy(set: ReplicaKeySet, { policy }: ExpectedReplicaKey): KeyPolicyJson {
  return policy ?? manualPolicy(set);
}

/** What the policy of a key of a PROTECTED account should hold for the VAULT role. */
export function expectedSourcePolicy({ statements, vaultRole }: SourceKey): KeyPolicyJson {
  return { Version: '2012-10-17', Statement: statements.length > 0 ? statements : vaultRoleStatements(vaultRole.arn) };
}
