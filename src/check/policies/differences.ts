import { isLiteral } from './literal';
import { meaning } from './meaning';
import { statementsOf } from './statements-of';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/** How a policy differs from the expected one. */
export interface Differences {
  /** Statements that it should have and does not have. */
  readonly missing: readonly StatementJson[];
  /** Statements that it has and should not have. */
  readonly added: readonly StatementJson[];
}

/**
 * Compares a live policy with the expected one, whatever the order and the form of the statements. An expected statement with values that are known
 * at deployment only may be any of the live ones, so none of those counts as added then.
 */
export function differences(live: KeyPolicyJson, expected: KeyPolicyJson): Differences {
  const [inLive, inExpected] = [live, expected].map((policy) => new Set(statementsOf(policy).map(meaning)));
  const known = statementsOf(expected).filter(isLiteral);
  return {
    missing: known.filter((statement) => !inLive.has(meaning(statement))),
    added: known.length < statementsOf(expected).length ? [] : statementsOf(live).filter((statement) => !inExpected.has(meaning(statement))),
  };
}
