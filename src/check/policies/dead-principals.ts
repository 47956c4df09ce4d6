import { statementsOf } from './statements-of';
import { oneOrMany, type KeyPolicyJson, type PrincipalJson, type StatementJson } from '../../key-policy/key-policy-json';

/** In place of the ARN of a deleted role or user, KMS shows its unique id. */
const UNIQUE_ID = /^A(?:RO|ID)A[A-Z0-9]{8,}$/;

/** The unique ids in a policy, each once. */
export function deadPrincipals(policy: KeyPolicyJson): string[] {
  const ids = statementsOf(policy).flatMap(({ Principal, NotPrincipal }) => [...awsOf(Principal), ...awsOf(NotPrincipal)]);
  return [...new Set(ids.filter((id) => UNIQUE_ID.test(id)))];
}

/** Whether a statement names a role or user that was deleted. */
export function isDead(statement: StatementJson): boolean {
  return deadPrincipals({ Statement: [statement] }).length > 0;
}

/** The policy with an ARN in place of a unique id. */
export function withPrincipal(policy: KeyPolicyJson, id: string, arn: string): KeyPolicyJson {
  return mapPrincipals(policy, (principal) => principal === id ? [arn] : [principal]);
}

/**
 * The policy without unique ids, which KMS does not accept and which match nobody, and without statements that have no other principal. Undefined
 * where this could change the meaning of the policy.
 */
export function withoutDeadPrincipals(policy: KeyPolicyJson): KeyPolicyJson | undefined {
  if (statementsOf(policy).some(({ NotPrincipal }) => awsOf(NotPrincipal).some((id) => UNIQUE_ID.test(id)))) { return undefined; }
  const without = mapPrincipals(policy, (principal) => UNIQUE_ID.test(principal) ? [] : [principal]);
  return { ...without, Statement: statementsOf(without).filter(({ Principal }) => Principal === undefined || Object.keys(Principal).length > 0) };
}

function awsOf(principal: PrincipalJson | undefined): string[] {
  if (typeof principal !== 'object' || principal === null) { return []; }
  return [principal.AWS ?? []].flat().filter((one) => typeof one === 'string');
}

function mapPrincipals(policy: KeyPolicyJson, change: (principal: string) => string[]): KeyPolicyJson {
  const statements = statementsOf(policy).map((statement): StatementJson => {
    const { Principal } = statement;
    const old = awsOf(Principal);
    const changed = old.flatMap(change);
    if (changed.every((one, index) => one === old[index]) && changed.length === old.length) { return statement; }
    const { AWS: _, ...others } = Principal as Exclude<PrincipalJson, '*'>;
    return { ...statement, Principal: { ...others, ...changed.length > 0 && { AWS: oneOrMany(changed) } } };
  });
  return { ...policy, Statement: statements };
}
