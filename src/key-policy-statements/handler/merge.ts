import { owns, type Owner } from './owner';
import { statementsOf, type KeyPolicy, type Statement } from './policy';
import { sameStatement } from './same-statement';

/** What the statements of one owner shall be. None: they shall be gone. */
export interface Wanted {
  readonly owner: Owner;
  readonly statements: Statement[];
}

/**
 * A copy of the policy in which the owner has the wanted statements and no others. They stand where the owner's first
 * one stood, or else at the end; all other statements keep their content and their order.
 *
 * A policy of a lone statement, not in a list, gets them before it: by that it is known, when they go, not to be a list of one.
 */
export function merge(policy: KeyPolicy, { owner, statements }: Wanted): KeyPolicy {
  const current = statementsOf(policy);
  const others = current.filter((statement) => !owns(owner, statement));
  const first = current.findIndex((statement) => owns(owner, statement));
  const end = Array.isArray(policy.Statement) ? others.length : 0;
  const place = first < 0 ? end : first;
  const merged = [...others.slice(0, place), ...statements, ...others.slice(place)];
  return { ...policy, Statement: place === 0 && statements.length === 0 && others.length === 1 ? others[0] : merged };
}

/** Whether the owner has the wanted statements in the policy, and no others. */
export function holds(policy: KeyPolicy, { owner, statements }: Wanted): boolean {
  const current = statementsOf(policy).filter((statement) => owns(owner, statement));
  return current.length === statements.length
    && statements.every((wanted) => current.some((statement) => sameStatement(statement, wanted)));
}
