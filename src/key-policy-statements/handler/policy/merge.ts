import { isOwned, type Owner } from './owner';
import { statementsOf, type KeyPolicy, type Statement } from './policy';
import { isSameStatement } from './same-statement';

/** The statements that one owner is to have in a policy. An empty list removes all that it has. */
export interface DesiredStatements {
  readonly owner: Owner;
  readonly statements: Statement[];
}

/**
 * A copy of the policy in which the owner has the desired statements and no others. They replace the owner's statements in
 * place, or else go to the end. All other statements keep their content and their order.
 *
 * In a policy with a single statement instead of a list, they go before it: their place then tells that the list was a single statement, so
 * that removing them restores that form.
 */
export function merge(policy: KeyPolicy, { owner, statements }: DesiredStatements): KeyPolicy {
  const current = statementsOf(policy);
  const others = current.filter((statement) => !isOwned(owner, statement));
  const first = current.findIndex((statement) => isOwned(owner, statement));
  const end = Array.isArray(policy.Statement) ? others.length : 0;
  const place = first < 0 ? end : first;
  const merged = [...others.slice(0, place), ...statements, ...others.slice(place)];
  return { ...policy, Statement: place === 0 && statements.length === 0 && others.length === 1 ? others[0] : merged };
}

/** Whether the owner has the desired statements in the policy, and no others. */
export function isConverged(policy: KeyPolicy, { owner, statements }: DesiredStatements): boolean {
  const owned = statementsOf(policy).filter((statement) => isOwned(owner, statement));
  return owned.length === statements.length
    && statements.every((desired) => owned.some((statement) => isSameStatement(statement, desired)));
}
