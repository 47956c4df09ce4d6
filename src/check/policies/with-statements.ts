import { withoutDeadPrincipals } from './dead-principals';
import { statementsOf } from './statements-of';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/**
 * A live policy with further statements, as KMS accepts it: without the ids of deleted roles, and with each Sid once. Undefined where that
 * could change what the policy says.
 */
export function withStatements(live: KeyPolicyJson, statements: readonly StatementJson[]): KeyPolicyJson | undefined {
  const clean = withoutDeadPrincipals(live);
  if (!clean) { return undefined; }
  const kept = statementsOf(clean);
  const taken = new Set(kept.map(({ Sid }) => Sid));
  const added = statements.map((statement): StatementJson => {
    const { Sid, ...unnamed } = statement;
    return Sid !== undefined && taken.has(Sid) ? unnamed : statement;
  });
  return { ...clean, Statement: [...kept, ...added] };
}
