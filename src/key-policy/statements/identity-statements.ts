import { Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS } from './key-actions';
import type { ConditionJson } from '../key-policy-json';
import { mergeConditions } from './statement';
import { ACCOUNT } from '../../arns/deploy-time/deploy-time';
import { areDifferent } from '../../arns/names/account-id';
import { assertInstance } from '../../arns/options/option-type';
import type { KeyOwner } from '../../arns/principal-arn';

/**
 * What an IAM policy of a key user must allow in addition to the key policy, as both must when they are of two accounts. The
 * statements have no Sids, so that a role can have those for several keys.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function identityStatements(resources: string[], conditions: ConditionJson = {}): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: [...USE_ACTIONS], resources, conditions }),
    new iam.PolicyStatement({ actions: [...GRANT_ACTIONS], resources, conditions: mergeConditions(conditions, FOR_AWS_RESOURCES) }),
  ];
}

/**
 * Allows what the statements allow in the IAM policy of a principal.
 *
 * @throws when it is a role or user that is imported from another account: the CDK would add nothing and call it a success.
 */
export function grantStatements(grantee: iam.IGrantable, statements: iam.PolicyStatement[]): iam.Grant {
  assertInstance(grantee, 'grantee', 'grantPrincipal', 'a role, or another principal with an IAM policy', () => 'the construct of the role, and not its ARN');
  const { grantPrincipal } = grantee;
  const account = Construct.isConstruct(grantPrincipal) ? Stack.of(grantPrincipal).account : undefined;
  if (account !== undefined && areDifferent(grantPrincipal.principalAccount ?? account, account)) {
    throw new Error(`principal "${grantPrincipal}" is imported from account "${grantPrincipal.principalAccount}" into a stack of account "${account}", which cannot change its IAM policy; call grantUse in a stack of account "${grantPrincipal.principalAccount}"`);
  }
  return statements
    .map(({ actions, resources, conditions }) => iam.Grant.addToPrincipal({ grantee, actions, resourceArns: resources, conditions }))
    .reduce((all, grant) => all.combine(grant));
}

/**
 * The ARN pattern for all keys of the VAULT account in a Region.
 *
 * @throws when the account or the Region is known only during deployment, and would be that of the stack that uses the ARN.
 */
export function keysOfAccount({ partition, account }: KeyOwner, region: string): string {
  if (account === ACCOUNT) {
    throw new Error('the VAULT account is known only during deployment, and a policy in another account cannot refer to it; set vaultAccount, or set env.account of the stack of the key');
  }
  if (Token.isUnresolved(region)) {
    throw new Error('the Region of the key is known only during deployment, and a policy in another account cannot refer to it; set env.region of the stack of the key');
  }
  return `arn:${partition}:kms:${region}:${account}:key/*`;
}

/** For keys of which only the alias is known. The condition works in IAM policies only, and not in key policies. */
export function withAlias(aliasName: string): ConditionJson {
  return { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } };
}
