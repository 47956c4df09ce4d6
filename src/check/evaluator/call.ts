import type { Verdict } from './verdict';

/** Who calls KMS. */
export interface Caller {
  /** The ARN of a role, a session of a role, a user or an account root, or the name of an AWS service. */
  readonly arn: string;
  /** The unique id, such as `AROA…`, where it is known. */
  readonly id?: string;
  /** The IAM policies of the caller. Undefined where they were not seen. */
  readonly policies?: readonly unknown[];
  /** The permissions boundary: `null` where the caller has none, undefined where that was not seen. */
  readonly boundary?: unknown;
}

/** The values of a context key. An empty list says that the request has no such key. A key that is not in the context is unknown. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** A call on a key. */
export interface KmsCall {
  readonly caller: Caller;
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  readonly keyArn: string;
  /** The key policies: `default`, and any second one. Undefined where they were not seen. */
  readonly keyPolicies?: readonly unknown[];
  /** What is known of the context. What follows from caller, key and action is added by itself. */
  readonly context: Context;
}

/** A statement that decided, as far as a sentence needs it. */
export interface DecidingStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly in: 'key policy' | 'identity' | 'boundary';
  readonly sid?: string;
}

/** Whether AWS allows a call, and by which half. */
export interface Decision {
  readonly verdict: Verdict;
  /** Whether the key policy does its part: it allows the caller, or delegates to the IAM of the caller's account, and does not deny. */
  readonly keyPolicy: Verdict;
  /** Whether IAM does its part, where the call needs that: the policies of the caller allow, and neither they nor the boundary deny. */
  readonly identity: Verdict;
  /** The statements that deny the call for sure. */
  readonly denials: readonly DecidingStatement[];
  /** The context keys that were not known and would have decided. */
  readonly dependsOn: readonly string[];
}

