import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { ReplicaKeyOptions } from './replica-key-options';
import { withSharedPolicy, type SharedPolicy } from './shared-policy';
import { VaultReplicaKey } from './vault-replica-key';

/** What the stack of a region holds: the key, its alias, and the outputs `KeyArn` and `KeyAlias`. */
export function addReplicaKey(stack: Stack, options: ReplicaKeyOptions, shared: SharedPolicy): VaultReplicaKey {
  const replicaKey = new VaultReplicaKey(stack, 'ReplicaKey', withSharedPolicy(options, shared));
  new CfnOutput(stack, 'KeyArn', { value: replicaKey.key.keyArn });
  new CfnOutput(stack, 'KeyAlias', { value: replicaKey.aliasName });
  return replicaKey;
}
