/** The principals of a statement: anyone, or by kind, such as `AWS`. */
export type PrincipalJson = '*' | Readonly<Record<string, string | readonly string[]>>;

/** The conditions of a statement, by operator and key. */
export type ConditionJson = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * A statement of a key policy as plain JSON. In a template, each of its values can be a token or a CloudFormation function, and the statement of
 * a caller can contain anything: the rules for key policies expect both.
 */
export interface StatementJson {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: PrincipalJson;
  readonly NotPrincipal?: PrincipalJson;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: ConditionJson;
}

/** A key policy as plain JSON. */
export interface KeyPolicyJson {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: readonly StatementJson[];
}

/** A list of one is written as the value itself, as AWS writes it back and as the manual does. */
export function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? values[0] : values;
}
