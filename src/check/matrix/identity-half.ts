import type { ConditionJson } from '../../key-policy/key-policy-json';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS } from '../../key-policy/statements/key-actions';
import { mergeConditions } from '../../key-policy/statements/statement';

/**
 * The IAM policy that the library gives for a role of another account than the key's.
 *
 * @param alias the alias of the keys, where the resource stands for all keys of a Region.
 */
export function identityHalf(resource: string, alias?: string): object {
  const conditions: ConditionJson = alias === undefined ? {} : { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } };
  return {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: USE_ACTIONS, Resource: resource, ...alias === undefined ? {} : { Condition: conditions } },
      { Effect: 'Allow', Action: GRANT_ACTIONS, Resource: resource, Condition: mergeConditions(conditions, FOR_AWS_RESOURCES) },
    ],
  };
}
