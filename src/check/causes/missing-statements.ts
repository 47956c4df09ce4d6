import { grouped } from './grouped';
import { oneOrMany, type ConditionJson, type StatementJson } from '../../key-policy/key-policy-json';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS } from '../../key-policy/statements/key-actions';
import type { Blame } from '../access/blame';
import type { ObservedRole } from '../observations/observed-role';

/** Statements that allow only the calls that a key policy lacks, for the principals that the manual names. */
export function missingStatements(blames: readonly Blame[]): StatementJson[] {
  const byRole = [...grouped(blames, ({ access }) => access.role)].flatMap(([role, group]) => {
    const actions = [...new Set(group.map(({ action }) => action))];
    return [
      { role, actions: actions.filter((action) => !GRANT_ACTIONS.includes(action)), conditions: {} },
      { role, actions: actions.filter((action) => GRANT_ACTIONS.includes(action)), conditions: FOR_AWS_RESOURCES },
    ].filter((one) => one.actions.length > 0);
  });
  return [...grouped(byRole, ({ actions }) => actions.join(' ')).values()].map((alike) =>
    statement(alike.map(({ role }) => principalOf(role)), alike[0].actions, alike[0].conditions));
}

function principalOf({ isVaultRole, caller, account, partition }: ObservedRole): string {
  return isVaultRole ? caller.arn : `arn:${partition}:iam::${account}:root`;
}

/** It has no Sid, because each Sid must be unique in a policy. */
function statement(principals: readonly string[], actions: readonly string[], conditions: ConditionJson): StatementJson {
  return {
    Effect: 'Allow',
    Principal: { AWS: oneOrMany(principals) },
    Action: oneOrMany(actions),
    Resource: '*',
    ...Object.keys(conditions).length > 0 && { Condition: conditions },
  };
}
