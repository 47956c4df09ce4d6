import type { ObservedReplicaKey, ObservedSourceKey } from './observed-key';
import type { ObservedRole } from './observed-role';
import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import type { AddedStatements, ReplicaKeySet } from '../expectation';
import type { LiveKey } from '../live/live';

/** The replica keys of one alias, with all who use them. */
export interface ObservedKeySet {
  readonly set: ReplicaKeySet;
  readonly vaultRole: ObservedRole;
  /** The roles of the PROTECTED accounts. */
  readonly sourceRoles: readonly ObservedRole[];
  readonly keys: readonly ObservedReplicaKey[];
  readonly sourceKeys: readonly ObservedSourceKey[];
}

/** What a custom resource adds to the policy of a key, and that policy as far as it was seen. */
export interface ObservedAddition {
  readonly addition: AddedStatements;
  readonly live?: LiveKey;
  readonly policy?: KeyPolicyJson;
}

/** All that was seen. */
export interface Scene {
  readonly sets: readonly ObservedKeySet[];
  readonly sourceKeys: readonly ObservedSourceKey[];
  readonly additions: readonly ObservedAddition[];
  /** Each once. */
  readonly roles: readonly ObservedRole[];
}
