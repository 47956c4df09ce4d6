import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { isOwnedKey, type AppKey, type OwnedKey } from '../arns/app-key';
import { ACCOUNT, PARTITION, REGION, substituteText } from '../arns/deploy-time/deploy-time';
import { renderKeyArn, type KeyArn } from '../arns/key-arn';
import { accountOf } from '../arns/names/account-id';
import { partitionOf } from '../arns/regions/known-regions';
import { identityStatements, withAlias } from '../key-policy/statements/identity-statements';

/**
 * What the IAM policies of a role of another account must allow, for it to use the keys: by their ARNs, or by their aliases
 * where the ARN is not known before deployment.
 *
 * @throws when neither is known, or the account or region of a key is not.
 */
export function identityHalf(keys: readonly AppKey[]): iam.PolicyStatement[] {
  const names = keys.map((key) => nameOf(key));
  const arns = names.filter(({ resource }) => resource.startsWith('key/'));
  const aliases = [...new Set(names.map(({ resource }) => resource).filter((resource) => resource.startsWith('alias/')))];
  return [
    ...arns.length === 0 ? [] : identityStatements(arns.map(written)),
    ...aliases.flatMap((alias) => identityStatements(
      names.filter(({ resource }) => resource === alias).map((name) => written({ ...name, resource: 'key/*' })),
      withAlias(alias),
    )),
  ];
}

function nameOf(key: AppKey): KeyArn {
  const { construct } = key;
  const name = isOwnedKey(key) ? aliasOf(key) : key.arn;
  if (!name) {
    throw new Error(`key "${construct.node.path}" has an ARN that is known only during deployment, and a policy in another account cannot refer to it; `
      + (isOwnedKey(key) ? 'give it an alias with addAlias, or' : 'write the ARN as a literal, or') + ' import the key by its alias with Alias.fromAliasName');
  }
  const unknown = [[name.account, ACCOUNT, 'account'], [name.region, REGION, 'region']]
    .flatMap(([value, placeholder, what]) => value === placeholder || Token.isUnresolved(value) ? what : []);
  if (unknown.length > 0) {
    const [are, them] = unknown.length === 1 ? ['is', 'it'] : ['are', 'them'];
    const remedy = `set ${unknown.map((what) => `env.${what}`).join(' and ')} of stack "${Stack.of(construct).node.path}"`;
    throw new Error(`${unknown.join(' and ')} of key "${construct.node.path}" ${are} known only during deployment, and a policy in another account cannot refer to ${them}; ${remedy}`);
  }
  return name;
}

/** The first alias in the stack of a key that the app creates. */
function aliasOf({ construct: key }: OwnedKey): KeyArn | undefined {
  const stack = Stack.of(key);
  const text = (value: unknown) => JSON.stringify(stack.resolve(value));
  const alias = stack.node.findAll().find((construct): construct is kms.CfnAlias =>
    construct instanceof kms.CfnAlias && Stack.of(construct) === stack
    && !Token.isUnresolved(construct.aliasName) && text(construct.targetKeyId) === text(key.keyArn));
  return alias && { partition: partitionOf(stack.region) ?? PARTITION, region: stack.region, account: accountOf(stack), resource: alias.aliasName };
}

function written(name: KeyArn): string {
  return substituteText(renderKeyArn(name));
}
