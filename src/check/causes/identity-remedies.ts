import { grouped } from './grouped';
import { oneOrMany, type ConditionJson, type StatementJson } from '../../key-policy/key-policy-json';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS } from '../../key-policy/statements/key-actions';
import { mergeConditions } from '../../key-policy/statements/statement';
import { isAcrossAccounts } from '../access/access';
import type { Blame } from '../access/blame';
import { isReplicaKey } from '../observations/observed-key';
import type { ObservedRole } from '../observations/observed-role';
import type { Shell } from '../remedies/commands';
import { putRolePolicy } from '../remedies/role-remedies';

/** The keys that a statement of an IAM policy is for. */
interface Target {
  readonly resource: string;
  readonly alias?: string;
}

/**
 * Adds a policy to the role that allows only what it lacks. Replica keys are named by their alias, as in `protectedRoleStatements()`, so that
 * the policy still works if a key is replaced. Keys of PROTECTED accounts are named by their ARNs.
 */
export function identityRemedy(shell: Shell, role: ObservedRole, blames: readonly Blame[]): string | undefined {
  if (!role.policies) { return undefined; }
  const byTarget = grouped(blames, (blame) => JSON.stringify(targetOf(blame)));
  const parts = [...byTarget.values()].flatMap((group) => {
    const actions = [...new Set(group.map(({ action }) => action))];
    const target = targetOf(group[0]);
    return [
      { target, actions: actions.filter((action) => !GRANT_ACTIONS.includes(action)), conditions: {} },
      { target, actions: actions.filter((action) => GRANT_ACTIONS.includes(action)), conditions: FOR_AWS_RESOURCES },
    ].filter((part) => part.actions.length > 0);
  });
  const statements = [...grouped(parts, ({ target, actions }) => JSON.stringify([target.alias, actions])).values()].map((alike): StatementJson => {
    const [{ target: { alias }, actions, conditions }] = alike;
    const byAlias: ConditionJson = alias === undefined ? {} : { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } };
    const all = mergeConditions(byAlias, conditions);
    return {
      Effect: 'Allow',
      Action: oneOrMany(actions),
      Resource: oneOrMany(alike.map(({ target: { resource } }) => resource)),
      ...Object.keys(all).length > 0 && { Condition: all },
    };
  });
  return putRolePolicy(shell, role.account, role.name, statements, role.policies.map(({ name }) => name));
}

function targetOf({ access: { role, key, keyArn } }: Blame): Target {
  if (!isReplicaKey(key) || !isAcrossAccounts(role, key)) { return { resource: keyArn }; }
  const { partition, region, account, name } = key;
  return { resource: `arn:${partition}:kms:${region}:${account}:key/*`, alias: name };
}
