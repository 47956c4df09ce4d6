import type { ObservedAlarms } from './observed-alarms';
import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import type { KeyUserCall } from '../calls/key-user-calls';
import type { Verdict } from '../evaluator/verdict';
import type { ExpectedReplicaKey, ReplicaKeySet, SourceKey, StackResource } from '../expectation';
import type { FailedCopy, LiveKey, Seen } from '../live/live';

/** A key, as far as it could be seen. */
export type ObservedKey = ObservedReplicaKey | ObservedSourceKey;

/** What both kinds of keys have. */
interface ObservedKeyBase {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** Its name in findings: its alias or ARN. Empty where neither is known. */
  readonly name: string;
  /** Whether its account has enabled its Region. */
  readonly regionEnabled: Verdict;
  /** Whether there is such a key. */
  readonly found: Verdict;
  readonly live?: LiveKey;
  /** Undefined where it was not seen. */
  readonly policy?: KeyPolicyJson;
  /** Whether it has a second policy, which only ever allows more. */
  readonly sharedByRam: Verdict;
  /** The names of all its aliases. Undefined where there is no key. */
  readonly aliases?: Seen<readonly string[]>;
  /** The policy that it should have, as far as that is known. */
  readonly expectedPolicy: KeyPolicyJson;
  readonly alarms: ObservedAlarms;
  /** The calls that its key users make. */
  readonly calls: readonly KeyUserCall[];
}

/** Where the alias of a replica key leads. */
export type AliasPlace =
  | { readonly is: 'in place' }
  | { readonly is: 'unseen' }
  /** There is no such alias. `near` is one that may be meant. */
  | { readonly is: 'missing'; readonly near?: NearAlias }
  /** It leads to another key. */
  | { readonly is: 'moved'; readonly to: string };

/** An alias that is almost the one that is missing. */
export interface NearAlias {
  readonly name: string;
  readonly keyId: string;
}

/** What CloudFormation knows of the key. */
export type StackState =
  /** Not a key of a stack, or one of a StackSet. */
  | { readonly is: 'none' }
  | { readonly is: 'unseen'; readonly resource: StackResource }
  | { readonly is: 'missing'; readonly resource: StackResource }
  /** The stack is there, and `keyId` is its key, unless it has none. */
  | { readonly is: 'deployed'; readonly resource: StackResource; readonly keyId?: string };

/** A replica key. Where its alias leads to another key, this is the key of the stack. */
export interface ObservedReplicaKey extends ObservedKeyBase {
  readonly set: ReplicaKeySet;
  readonly expected: ExpectedReplicaKey;
  readonly alias: AliasPlace;
  readonly stack: StackState;
  readonly rotates?: boolean;
  /** ISO 8601. Known of a retired key only. */
  readonly lastUsed?: string;
  readonly failedCopies: readonly FailedCopy[];
}

/** A key of a PROTECTED account. */
export interface ObservedSourceKey extends ObservedKeyBase {
  readonly source: SourceKey;
  readonly stack: StackState;
}

/** Whether a key is a replica key, and not one of a PROTECTED account. */
export function isReplicaKey(key: ObservedKey): key is ObservedReplicaKey {
  return 'alias' in key;
}
