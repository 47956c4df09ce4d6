import { Stack, Token } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { ACCOUNT, PARTITION, REGION } from './deploy-time';
import { partitionOfKnown } from './known-regions';
import { referencedResources, toLiteral } from './literal';

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
  const parts = ARN.exec(arn);
  if (!parts) {
    const name = 'aliasName' in key ? (key as kms.IAlias).aliasName : undefined;
    throw new Error(name === undefined
      ? `key "${arn}" is not the ARN of a KMS key: write it as "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`
      : `alias "${name}" ${name.startsWith('arn:')
        ? 'is an ARN, but Alias.fromAliasName takes a name: import it by Key.fromKeyArn'
        : `lacks its prefix, which Alias.fromAliasName does not add: write "alias/${name}"`}`);
  }
  const [, partition, region, account, resource] = parts;
  if (/^alias\/aws\//i.test(resource)) {
    throw new Error(`key "${resource}" is an AWS managed key, whose policy nobody can change: encrypt with a customer managed key, and give that`);
  }
  if (region === REGION) { return { partition, region, account, resource }; }
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
  if (arn.account === ACCOUNT || Token.isUnresolved(stack.account) || arn.account === stack.account) { return; }
  throw new Error(`key "${textOf(arn)}" is in the account ${arn.account}, but stack "${stack.node.path}" is deployed to ${stack.account}, and a key policy is changed from the key's own account alone: put this in a stack of ${arn.account}`);
}

function literalArn(key: kms.IKey): string | undefined {
  try {
    return toLiteral(key.keyArn, 'key').value;
  } catch {
    return undefined;
  }
}

// The placeholders hold colons of their own.
const ARN = /^arn:(\$\{AWS::Partition\}|[^:$]+):kms:(\$\{AWS::Region\}|[^:$]+):(\$\{AWS::AccountId\}|\d{12}):((?:key|alias)\/[^*?]+)$/;
