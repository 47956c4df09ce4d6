/** The conditions of a statement, by operator and key. */
export type Conditions = Record<string, Record<string, any>>;

/** Anyone. Only ever beside conditions, or in a statement that denies. */
export const ANYONE = '*';

/** A statement of a key policy as plain JSON, its fields in the order of the AutoBackup manual. */
export function allow(sid: string, principals: readonly string[] | typeof ANYONE, actions: readonly string[], conditions: Conditions = {}): any {
  return statement('Allow', sid, principals, actions, conditions);
}

/** The same for what nobody may do but whom the conditions leave out. */
export function denyAnyone(sid: string, actions: readonly string[], conditions: Conditions): any {
  return statement('Deny', sid, ANYONE, actions, conditions);
}

function statement(
  effect: 'Allow' | 'Deny', sid: string, principals: readonly string[] | typeof ANYONE, actions: readonly string[], conditions: Conditions,
): any {
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
export function both(one: Conditions, other: Conditions): Conditions {
  const operators = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return Object.fromEntries(operators.map((operator) => [operator, { ...one[operator], ...other[operator] }]));
}

/** A list of one is written as the value itself, as AWS writes it back and as the manual does. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
