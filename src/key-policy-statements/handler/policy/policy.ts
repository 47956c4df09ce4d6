/** Principals by their kind. */
export interface Principals {
  readonly AWS?: string | string[];
  readonly [kind: string]: string | string[] | undefined;
}

/** A principal element: "*", or principals by their kind. */
export type Principal = string | Principals;

/** A statement of a key policy: its elements have the types that AWS documents, wherever they are present. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect?: string;
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly [element: string]: unknown;
}

/** A key policy as KMS returns it: one statement or a list of them, next to any other elements. */
export interface KeyPolicy {
  readonly Version?: string;
  readonly Statement: Statement | Statement[];
  readonly [element: string]: unknown;
}

/** The statements of a policy, in their order. */
export function statementsOf(policy: KeyPolicy): Statement[] {
  return [policy.Statement].flat();
}
