import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';
import { isObject } from '../evaluator/json-object';

/** The statements of a policy, whether it has a list or a single one. Other values are left out. */
export function statementsOf(policy: KeyPolicyJson | null): StatementJson[] {
  const statements: readonly unknown[] = [policy?.Statement].flat();
  return statements.filter((one): one is StatementJson => isObject(one));
}
