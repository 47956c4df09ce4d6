import * as iam from 'aws-cdk-lib/aws-iam';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS } from './key-actions';
import { both, type Conditions } from './statement';

/**
 * What an IAM policy of a key user must allow beside the key policy, as both must when they are of two accounts. The
 * statements have no Sids, so that a role can hold those for several keys.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 */
export function identityStatements(resources: string[], conditions: Conditions = {}): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: [...USE_ACTIONS], resources, conditions }),
    new iam.PolicyStatement({ actions: [...GRANT_ACTIONS], resources, conditions: both(conditions, FOR_AWS_RESOURCES) }),
  ];
}

/** For keys that are known by their alias alone. The condition works in IAM policies only, not in key policies. */
export function withAlias(aliasName: string): Conditions {
  return { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } };
}
