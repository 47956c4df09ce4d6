import * as fc from 'fast-check';
import type { Base } from './base';

/**
 * What a corrupted case must come to: no answer, but a failure that Lambda notices; FAILED without a call of KMS; FAILED
 * without a request to write; SUCCESS without one; FAILED by KMS, without a write that took effect; or what it would have
 * come to in any case.
 */
export type Verdict = 'unanswerable' | 'refused at once' | 'refused' | 'nothing to do' | 'left to KMS' | 'in order';

/** One way in which something can be wrong. */
export interface Kind<T> {
  /** What it changes: two kinds that change the same are never used at once. */
  readonly of: string;
  readonly values: fc.Arbitrary<any>;
  /** Changes the target, or returns another one instead. */
  readonly corrupt: (target: T, value: any) => void;
  readonly verdict: (base: Base, writes: boolean) => Verdict;
}

/** A kind with a value for it. */
export interface Corruption {
  readonly kind: string;
  readonly value: any;
}

export function corruptionOf(kinds: Record<string, { readonly values: fc.Arbitrary<any> }>): fc.Arbitrary<Corruption> {
  return fc.oneof(...Object.entries(kinds).map(([kind, { values }]) => values.map((value) => ({ kind, value }))));
}

/** Whatever the base is. */
export const always = (verdict: Verdict) => () => verdict;
