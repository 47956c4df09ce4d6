import { Stack, Token, type CfnResource } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, PARTITION, REGION } from './deploy-time/deploy-time';
import { isDummy, nameOf } from './deploy-time/dummy-value';
import { referencedResources, toLiteral } from './deploy-time/literal';
import { parseKeyArn, renderKeyArn, type KeyArn } from './key-arn';
import { accountOf, areDifferent } from './names/account-id';
import { ALIAS_PREFIX, assertAliasGrammar, isReservedAlias } from './names/alias-grammar';
import { assertInstance } from './options/option-type';
import { partitionOf, partitionOfKnown } from './regions/known-regions';

/** A KMS key as the app knows it. */
export type AppKey = OwnedKey | ImportedKey;

/** A key that the app creates, so that a template of the app contains its policy. */
export interface OwnedKey {
  readonly construct: kms.IKey;
  readonly resource: CfnResource;
}

/** A key that exists already. */
export interface ImportedKey {
  readonly construct: kms.IKey;
  readonly resource?: undefined;
  /** Of the key or of its alias. Undefined when it is known only during deployment, such as the value of a parameter. */
  readonly arn?: KeyArn;
}

/**
 * The key that the caller passes, or the key of the alias that the caller passes, if the app knows it.
 *
 * @throws when it is not a key, or is an imported one with the ARN of something else, of an AWS managed key, of an unknown region, or of an
 * alias whose name is not known.
 */
export function parseKey(given: kms.IKey): AppKey {
  const construct = targetOf(given);
  const resource = referencedResources(construct.keyArn).find(({ cfnResourceType }) => ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].includes(cfnResourceType));
  return resource ? { construct, resource } : { construct, arn: importedArn(construct) };
}

/** Whether a template of the app contains the policy of the key. */
export function isOwnedKey(key: AppKey): key is OwnedKey {
  return key.resource !== undefined;
}

/** @throws when the key is not in the account of the stack, from which nobody can change its policy. */
export function assertSameAccount(arn: KeyArn, stack: Stack): void {
  const account = accountOf(stack);
  if (!areDifferent(arn.account, account)) { return; }
  throw new Error(`key "${renderKeyArn(arn)}" is in account "${arn.account}", but stack "${stack.node.path}" is deployed to account "${account}", and a key policy can be changed only from the key's own account; put this construct in a stack of account "${arn.account}"`);
}

/**
 * What to do to change the policy of a key that the app creates. It depends on what creates the key.
 *
 * @param withKey what to do where there is a key of the CDK with a policy that can be added to, such as `give "Stack/Key"`.
 */
export function remedyForOwnedKey({ resource }: OwnedKey, withKey: (name: string) => string): string {
  const { node: { path, scope }, cfnResourceType } = resource;
  if ('addToResourcePolicy' in scope!) { return withKey(`"${scope.node.path}"`); }
  return cfnResourceType === 'AWS::KMS::ReplicaKey'
    ? `add the statements to the keyPolicy of the CfnReplicaKey "${path}"`
    : withKey(`Key.fromCfnKey(…) of the CfnKey "${path}"`);
}

function targetOf(key: kms.IKey): kms.IKey {
  assertInstance(key, 'key', 'keyArn', 'a KMS key', (arn = 'keyArn') => `kms.Key.fromKeyArn(this, "Key", ${arn})`);
  try {
    const target: kms.IKey | undefined = (key as kms.IAlias).aliasTargetKey;
    return target ? targetOf(target) : key;
  } catch {
    // An alias that was imported by its name has no target, and throws.
    return key;
  }
}

function importedArn(key: kms.IKey): KeyArn | undefined {
  const arn = literalArn(key);
  if (arn === undefined && 'aliasName' in key) {
    throw new Error(`alias "${key.node.path}" has a name that is known only during deployment, but the permission to change its key refers to the name; write the name as a literal, or import the key by its ARN`);
  }
  if (arn === undefined) { return undefined; }
  if (isDummy(arn)) { return notLookedUp(key, arn); }
  const parts = parseKeyArn(arn);
  if (!parts) {
    const name = 'aliasName' in key ? (key as kms.IAlias).aliasName : undefined;
    throw new Error(name === undefined
      ? `key ${JSON.stringify(arn)} is not the ARN of a KMS key; write it as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`
      : `alias "${name}" ${name.startsWith('arn:')
        ? 'is an ARN, but Alias.fromAliasName accepts a name; import the key with Key.fromKeyArn'
        : `has no prefix, and Alias.fromAliasName adds none; write "alias/${name}"`}`);
  }
  const { partition, region, account, resource } = parts;
  if (resource.startsWith(ALIAS_PREFIX)) {
    const alias = resource.slice(ALIAS_PREFIX.length);
    if (isReservedAlias(alias)) {
      throw new Error(`key "${resource}" is an AWS managed key, whose policy nobody can change; encrypt with a customer managed key, and pass that key`);
    }
    assertAliasGrammar(alias, `alias ${JSON.stringify(resource)}`);
  }
  if (region === REGION) { return parts; }
  const actual = partitionOfKnown(region);
  if (partition !== PARTITION && partition !== actual) {
    throw new Error(`key "${arn}" has the partition "${partition}", but region "${region}" is in partition "${actual}"; write "arn:${actual}:…"`);
  }
  return { partition: actual, region, account, resource };
}

/** An ARN with the account and region of the key's stack, and a name that shows that it is not looked up yet. */
function notLookedUp(key: kms.IKey, arn: string): KeyArn {
  const stack = Stack.of(key);
  const [account, region] = [accountOf(stack), stack.region];
  return {
    partition: partitionOf(region) ?? PARTITION,
    region: Token.isUnresolved(region) ? REGION : region,
    account: Token.isUnresolved(account) ? ACCOUNT : account,
    resource: ('aliasName' in key ? ALIAS_PREFIX : 'key/') + nameOf(arn),
  };
}

function literalArn(key: kms.IKey): string | undefined {
  try {
    return toLiteral(key.keyArn, 'key').value;
  } catch {
    return undefined;
  }
}
