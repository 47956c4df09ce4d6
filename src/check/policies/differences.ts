import { isLiteral } from './literal';
import { meaning } from './meaning';
import { statementsOf } from './statements-of';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/** How a policy differs from the one that it should be. */
export interface Differences {
  /** What it should have and does not. */
  readonly missing: readonly StatementJson[];
  /** What it has and should not. */
  readonly added: readonly StatementJson[];
}

/**
 * How a live policy differs from the one that it should be, whatever the order and the form of its statements. Those that are known at deployment
 * only may be any of the live ones, so nothing is added for sure where there are some.
 */
export function differences(live: KeyPolicyJson, expected: KeyPolicyJson): Differences {
  const [inLive, inExpected] = [live, expected].map((policy) => new Set(statementsOf(policy).map(meaning)));
  const known = statementsOf(expected).filter(isLiteral);
  return {
    missing: known.filter((statement) => !inLive.has(meaning(statement))),
    added: known.length < statementsOf(expected).length ? [] : statementsOf(live).filter((statement) => !inExpected.has(meaning(statement))),
  };
}
