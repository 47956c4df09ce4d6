import { isDead } from './dead-principals';
import { differences } from './differences';
import { statementsOf } from './statements-of';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/** How a live policy differs from the app's. */
export interface Drift {
  /** Live statements that differ from the app's statement with the same Sid. */
  readonly changed: readonly StatementJson[];
  readonly missing: readonly StatementJson[];
  readonly added: readonly StatementJson[];
}

/**
 * Compares a live policy with the app's and with what custom resources add to it. Statements that name a deleted role are left out, because nobody
 * changed them.
 */
export function driftOf(live: KeyPolicyJson, expected: KeyPolicyJson, additions: readonly StatementJson[]): Drift {
  const { missing, added } = differences(live, { Statement: [...statementsOf(expected), ...additions] });
  const isOf = (statements: readonly StatementJson[]) => ({ Sid }: StatementJson) =>
    Sid !== undefined && statements.some((other) => other.Sid === Sid);
  const valid = added.filter((one) => !isDead(one));
  return {
    changed: valid.filter(isOf(missing)),
    missing: missing.filter((one) => !additions.includes(one) && !isOf(added)(one)),
    added: valid.filter((one) => !isOf(missing)(one)),
  };
}
