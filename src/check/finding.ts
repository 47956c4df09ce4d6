import type { Verdict } from './evaluator/verdict';

/** How much a finding matters: replication fails, it cannot be told whether it works, or it is worth knowing. */
export type Level = 'fails' | 'unknown' | 'note';

/** A cause that was found, with what to do about it. */
export interface Finding {
  /** The cause, such as `pending-deletion`. It never changes. */
  readonly id: string;
  readonly level: Level;
  readonly account: string;
  /** Undefined where it is about an account or a role. */
  readonly region?: string;
  /** The alias or ARN of the key; undefined where it is about an account or a role. */
  readonly key?: string;
  /** One sentence. */
  readonly text: string;
  /** A command to paste that does just what its text says, or undefined where no command helps. */
  readonly remedy?: string;
}

/** Whether replicas arrive in a Region, by the manual's three cases. */
export interface RegionCases {
  readonly region: string;
  /** From an unencrypted source. */
  readonly A: Verdict;
  /** From a source under a key of a PROTECTED account, by the Region of the source. */
  readonly B: Readonly<Record<string, Verdict>>;
  /** From a source under a key of the VAULT account. */
  readonly C: Verdict;
}

/** What became of a check of one alias. */
export interface KeySetCases {
  readonly alias: string;
  readonly vaultAccount: string;
  readonly regions: readonly RegionCases[];
}

/** The outcome of a check. */
export interface Outcome {
  readonly cases: readonly KeySetCases[];
  readonly findings: readonly Finding[];
  /** What no call shows, and what could not be read. One sentence each. */
  readonly notSeen: readonly string[];
}
