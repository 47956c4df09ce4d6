import { Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { VaultReplicaKey } from './vault-replica-key';

/**
 * Which key and alias the resources of a template shall be, for `cdk import`.
 *
 * @throws when the ARN is not that of a key of the account and region of the stack.
 */
export function resourceMapping({ key, alias, aliasName }: VaultReplicaKey, keyArn: string): Record<string, Record<string, string>> {
  const { account, region } = Stack.of(key);
  const [, ofRegion, ofAccount, id] = /^arn:[^:]+:kms:([^:]+):([^:]+):key\/([\w-]+)$/.exec(keyArn) ?? [];
  if (id === undefined) {
    throw new Error(`"${keyArn}" is not the ARN of a key: write it as the KMS console shows it, "arn:aws:kms:${region}:${account}:key/…"`);
  }
  if (ofRegion !== region || ofAccount !== account) {
    throw new Error(`key "${keyArn}" is in account ${ofAccount} and region ${ofRegion}, but the stack is in ${account} and ${region}, and takes a key of its own alone: give one of these`);
  }
  const logicalId = (construct: kms.Key | kms.Alias) => Stack.of(key).getLogicalId(construct.node.defaultChild as kms.CfnKey | kms.CfnAlias);
  return { [logicalId(key)]: { KeyId: id }, [logicalId(alias)]: { AliasName: aliasName } };
}
