export { KeyPolicyStatements, type KeyPolicyStatementsProps } from './key-policy-statements/key-policy-statements';
export { ProtectedKeyAccess, type ProtectedKeyAccessProps } from './protected-key-access/protected-key-access';
export { type ReplicaKeyOptions, type ReplicaKeyPolicyOptions } from './vault-replica-keys/replica-key-options';
export { ReplicaKeyPolicy, type ReplicaKeyPolicyProps } from './vault-replica-keys/replica-key-policy';
export { VaultReplicaKey, type VaultReplicaKeyProps } from './vault-replica-keys/vault-replica-key';
export { VaultReplicaKeys, type VaultReplicaKeysProps } from './vault-replica-keys/vault-replica-keys';
export { VaultRole } from './vault-replica-keys/vault-role';
