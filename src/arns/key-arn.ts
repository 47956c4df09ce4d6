import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT_ID, accountOf, areDifferent } from './account-id';
import { ALIAS_PREFIX, assertAliasGrammar, isReservedAlias } from './alias-grammar';
import { ACCOUNT, PARTITION, REGION } from './deploy-time';
import { isDummy, nameOf } from './dummy-value';
import { partitionOf, partitionOfKnown } from './known-regions';
import { referencedResources, toLiteral } from './literal';
import { assertInstance } from './option-type';
import { PARTITION_NAME } from './partition-name';

/** The parts of the ARN of a key or an alias. What is known at deployment only is `PARTITION`, `REGION` and `ACCOUNT`. */
export interface KeyArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `key/…` or `alias/…`. */
  readonly resource: string;
}

/** The key that an alias stands for, where the app knows it; otherwise the key, or the alias, itself. */
export function targetOf(key: kms.IKey): kms.IKey {
  assertInstance(key, 'key', 'keyArn', 'a KMS key', (arn = 'keyArn') => `kms.Key.fromKeyArn(this, "Key", ${arn})`);
  try {
    const target: kms.IKey | undefined = (key as kms.IAlias).aliasTargetKey;
    return target ? targetOf(target) : key;
  } catch {
    // An alias that was imported by its name alone has no target, and says so by throwing.
    return key;
  }
}

/** Whether the key is made in the app, so that a template of the app holds its policy. */
export function isMadeHere(key: kms.IKey): boolean {
  return referencedResources(key.keyArn).some(({ cfnResourceType }) => ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'].includes(cfnResourceType));
}

/**
 * The ARN of an imported key or alias. Undefined when it is known at deployment only, as a parameter's value is.
 *
 * @throws when it is the ARN of something else, of an AWS managed key, of an unknown region, or of an alias whose name is not known.
 */
export function keyArnOf(key: kms.IKey): KeyArn | undefined {
  const arn = literalArn(key);
  if (arn === undefined && 'aliasName' in key) {
    throw new Error(`alias "${key.node.path}" has a name that is known at deployment only, but the right to change its key is given by the name: write it out, or import the key by its ARN`);
  }
  if (arn === undefined) { return undefined; }
  if (isDummy(arn)) { return notLookedUp(key, arn); }
  const parts = parseKeyArn(arn);
  if (!parts) {
    const name = 'aliasName' in key ? (key as kms.IAlias).aliasName : undefined;
    throw new Error(name === undefined
      ? `key ${JSON.stringify(arn)} is not the ARN of a KMS key: write it as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`
      : `alias "${name}" ${name.startsWith('arn:')
        ? 'is an ARN, but Alias.fromAliasName takes a name: import it by Key.fromKeyArn'
        : `lacks its prefix, which Alias.fromAliasName does not add: write "alias/${name}"`}`);
  }
  const { partition, region, account, resource } = parts;
  const alias = resource.startsWith(ALIAS_PREFIX) ? resource.slice(ALIAS_PREFIX.length) : undefined;
  if (alias !== undefined && isReservedAlias(alias)) {
    throw new Error(`key "${resource}" is an AWS managed key, whose policy nobody can change: encrypt with a customer managed key, and give that`);
  }
  if (alias !== undefined) { assertAliasGrammar(alias, `alias ${JSON.stringify(resource)}`); }
  if (region === REGION) { return parts; }
  const actual = partitionOfKnown(region);
  if (partition !== PARTITION && partition !== actual) {
    throw new Error(`key "${arn}" is said to be in the partition "${partition}", but ${region} is in "${actual}": write "arn:${actual}:…"`);
  }
  return { partition: actual, region, account, resource };
}

/** The ARN as text, in which `PARTITION`, `REGION` and `ACCOUNT` may stand. */
export function textOf({ partition, region, account, resource }: KeyArn): string {
  return `arn:${partition}:kms:${region}:${account}:${resource}`;
}

/** @throws when the key is of another account than the stack, from where nobody can change its policy. */
export function assertSameAccount(arn: KeyArn, stack: Stack): void {
  const account = accountOf(stack);
  if (!areDifferent(arn.account, account)) { return; }
  throw new Error(`key "${textOf(arn)}" is in the account ${arn.account}, but stack "${stack.node.path}" is deployed to ${account}, and a key policy is changed from the key's own account alone: put this in a stack of ${arn.account}`);
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

// The placeholders hold colons of their own. The name of an alias is judged apart.
const ARN = new RegExp(`^arn:(\\$\\{AWS::Partition\\}|${PARTITION_NAME}):kms:(\\$\\{AWS::Region\\}|[^:$]+):(\\$\\{AWS::AccountId\\}|${ACCOUNT_ID}):(key/[\\w-]+|alias/[^]*)$`);

/** The parts of the ARN of a key or an alias. Undefined when it is the ARN of something else. */
export function parseKeyArn(arn: string): KeyArn | undefined {
  const [match, partition, region, account, resource] = ARN.exec(arn) ?? [];
  return match === undefined ? undefined : { partition, region, account, resource };
}
