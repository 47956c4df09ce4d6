import { withoutDeadPrincipals } from './dead-principals';
import { statementsOf } from './statements-of';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/**
 * A live policy with further statements, in a form that KMS accepts: without ids of deleted roles, and with unique Sids. Undefined where this
 * could change the meaning of the policy.
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
