import type { Facts } from './facts';
import type { Term } from '../solver/term';

/** What is claimed of a policy: for every request of which `when` is true, `then` is true. */
export interface Statement {
  readonly when: Term;
  readonly then: Term;
}

/** A sentence about all replica keys that the solver proves of each policy. */
export interface Claim {
  /** Tells it from the others, and never changes. */
  readonly id: string;
  /** What docs/proof.md says, word for word. */
  readonly sentence: string;
  /** The document that promises it, from the root of the repository. */
  readonly from: string;
  /**
   * The claim about the policy of the facts; undefined where it says nothing of such a policy.
   *
   * @param allowed whether KMS allows a request, by the policy of other facts or of the same.
   */
  readonly about: (facts: Facts, allowed: (facts: Facts) => Term) => Statement | undefined;
}
