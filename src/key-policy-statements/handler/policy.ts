/** A statement of a key policy, whatever its form. */
export type Statement = Record<string, any>;

/** A key policy as KMS gives it: one statement, or a list of them, beside whatever else it holds. */
export interface KeyPolicy {
  readonly Statement: Statement | Statement[];
  readonly [field: string]: any;
}

/** The statements of a policy, in their order. */
export function statementsOf(policy: KeyPolicy): Statement[] {
  return [policy.Statement].flat();
}
