import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';

/** The statements of a policy, whether it has a list or a single one. Other values are left out. */
export function statementsOf(policy: KeyPolicyJson | null): StatementJson[] {
  const statements: readonly unknown[] = [policy?.Statement].flat();
  return statements.filter((one): one is StatementJson => typeof one === 'object' && one !== null && !Array.isArray(one));
}
