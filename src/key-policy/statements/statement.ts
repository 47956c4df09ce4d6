import { oneOrMany, type ConditionJson, type StatementJson } from '../key-policy-json';

/** Anyone. Only ever with conditions, or in a statement that denies. */
export const ANYONE = '*';

/** A statement of a key policy as plain JSON, its fields in the order of the AutoBackup manual. */
export function allow(
  sid: string, principals: readonly string[] | typeof ANYONE, actions: readonly string[], conditions: ConditionJson = {},
): StatementJson {
  return statement('Allow', sid, principals, actions, conditions);
}

/** A statement that denies the actions to everyone whom the conditions do not exclude. */
export function denyAnyone(sid: string, actions: readonly string[], conditions: ConditionJson): StatementJson {
  return statement('Deny', sid, ANYONE, actions, conditions);
}

function statement(
  effect: 'Allow' | 'Deny', sid: string, principals: readonly string[] | typeof ANYONE, actions: readonly string[], conditions: ConditionJson,
): StatementJson {
  return {
    Sid: sid,
    Effect: effect,
    Principal: principals === ANYONE ? ANYONE : { AWS: oneOrMany(principals) },
    Action: oneOrMany(actions),
    Resource: '*',
    ...Object.keys(conditions).length === 0 ? {} : { Condition: conditions },
  };
}

/** Conditions that must all hold. */
export function mergeConditions(one: ConditionJson, other: ConditionJson): ConditionJson {
  const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(operators.map((operator) => [operator, { ...one[operator], ...other[operator] }]));
}
