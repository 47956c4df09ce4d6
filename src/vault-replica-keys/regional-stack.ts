import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { ReplicaKeyParts } from './replica-key-parts';
import { VaultReplicaKey } from './vault-replica-key';

/** Adds the contents of a regional stack: the key, its alias, and the outputs `KeyArn` and `KeyAlias`. */
export function addReplicaKey(stack: Stack, parts: ReplicaKeyParts): VaultReplicaKey {
  const replicaKey = new VaultReplicaKey(stack, 'ReplicaKey', parts);
  new CfnOutput(stack, 'KeyArn', { value: replicaKey.key.keyArn });
  new CfnOutput(stack, 'KeyAlias', { value: replicaKey.aliasName });
  return replicaKey;
}

export function cfnKeyOf({ key }: VaultReplicaKey): CfnKey {
  return key.node.defaultChild as CfnKey;
}
