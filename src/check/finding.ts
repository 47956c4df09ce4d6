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

/** Whether somebody is notified of what happens to a key. Nobody needs it for replication, so `no` is no finding. */
export interface KeyAlarms {
  readonly account: string;
  readonly region: string;
  /** The alias or ARN of the key, where it is known. */
  readonly key?: string;
  /** Whether rules with targets match when somebody disables the key, and when somebody schedules its deletion. */
  readonly keyChanges: Verdict;
  /** The same for copies of EBS snapshots that fail. Undefined where replicas are not copied to. */
  readonly failedCopies?: Verdict;
  /** The same for changes of the key policy. Of keys of PROTECTED accounts only. */
  readonly policyChanges?: Verdict;
  /** Whether a trail logs what is done to the key, without which rules match no change. */
  readonly trail: Verdict;
}

/** The outcome of a check. */
export interface Outcome {
  readonly cases: readonly KeySetCases[];
  readonly alarms: readonly KeyAlarms[];
  readonly findings: readonly Finding[];
  /** What no call shows, and what could not be read. One sentence each. */
  readonly notSeen: readonly string[];
}
