import type { Caller, Context } from '../evaluator/decide';

/** Somebody who calls KMS. */
export interface Actor {
  readonly name: string;
  readonly caller: Caller;
  /** What is known of the requests of the actor, once for each of the circumstances that must all give the same answer. */
  readonly contexts?: readonly Context[];
}

/** Which IAM policies somebody has. */
export type Iam = 'all IAM' | 'no IAM' | 'IAM allows';

const ALL_OF_KMS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

/** Somebody whose IAM policies allow nothing: what is allowed, only the key policy allows. */
export function withoutIam(name: string, arn: string, contexts?: readonly Context[]): Actor {
  return { name, caller: { arn, policies: [], boundary: null }, contexts };
}

/** Somebody whose IAM policies allow all of KMS: what is denied, the key policy denies. */
export function withAllOfKms(name: string, arn: string, contexts?: readonly Context[]): Actor {
  return withPolicy(name, arn, ALL_OF_KMS, contexts);
}

/** Somebody with one IAM policy. */
export function withPolicy(name: string, arn: string, policy: object, contexts?: readonly Context[]): Actor {
  return { name, caller: { arn, policies: [policy], boundary: null }, contexts };
}
