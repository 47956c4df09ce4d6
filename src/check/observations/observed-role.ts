import type { Caller } from '../evaluator/decide';
import type { Verdict } from '../evaluator/verdict';
import type { LivePolicy } from '../live/live';

/** A role that uses keys, as far as it could be seen. */
export interface ObservedRole {
  readonly account: string;
  readonly partition: string;
  readonly name: string;
  readonly isVaultRole: boolean;
  /** The ARN that key policies should name. Undefined for a role of a PROTECTED account, which is known by its name. */
  readonly expectedArn?: string;
  /** Whether there is a role of that name, and of that ARN where one is expected. */
  readonly exists: Verdict;
  /** The ARN of the role of that name, where there is one. */
  readonly liveArn?: string;
  readonly caller: Caller;
  /** Undefined where they were not seen. */
  readonly policies?: readonly LivePolicy[];
  /** Whether its account has enabled a Region. */
  enabled(region: string): Verdict;
}
