import type { AccessTable, Destroyers, Meaning } from './access-table';
import type { ExitCode } from '../command-line/exit-code';
import type { Expectation } from '../expectation';
import type { Outcome } from '../finding';

/** What a check found, with what a reader needs to know of the check itself. */
export interface Report {
  readonly outcome: Outcome;
  readonly expectation: Expectation;
  /** What the check ends with. */
  readonly exitCode: ExitCode;
  /** Whether notes fail too. */
  readonly strict: boolean;
  /** Of this package. */
  readonly version: string;
  /** ISO 8601, in UTC. */
  readonly date: string;
  /** Who may do what with the keys, by the policies in the assembly. */
  readonly access: readonly AccessTable[];
  /** What the words in these tables mean. */
  readonly meanings: readonly Meaning[];
  /** Who may destroy replica keys, and with them the replicas. */
  readonly destroyers: readonly Destroyers[];
}
