import type { KeyPolicyJson } from '../../key-policy/key-policy-json';

/** What a call answered, or why it could not. */
export type Seen<T> = { readonly value: T } | { readonly refused: Refusal };

/** Why something could not be seen. */
export interface Refusal {
  /** `denied` names the action that is missing in the IAM policy of whoever runs the check. */
  readonly reason: 'denied' | 'no credentials' | 'failed';
  /** The action of IAM, such as `kms:GetKeyPolicy`. */
  readonly action: string;
  /** What AWS said, in one line. */
  readonly message: string;
}

/** What is live in one account. Everything is read once. */
export interface LiveAccount {
  readonly account: string;
  /** Whether there are credentials for it at all. */
  readonly credentials: Seen<{ readonly caller: string }>;
  /** The Regions that are enabled. */
  readonly regions: Seen<ReadonlySet<string>>;
  role(name: string): Promise<Seen<LiveRole | undefined>>;
  /** Undefined where there is no such key or alias. `keyId` is an id, an ARN or an alias. */
  key(region: string, keyId: string): Promise<Seen<LiveKey | undefined>>;
  /** The customer managed aliases of a Region, by name, with the ids of their keys. */
  aliases(region: string): Promise<Seen<ReadonlyMap<string, string>>>;
  /** The physical ids of a stack's resources by their logical ids. Undefined where there is no such stack. */
  stackResources(region: string, stackName: string): Promise<Seen<ReadonlyMap<string, string> | undefined>>;
  /** Copies of EBS snapshots that failed lately. */
  failedCopies(region: string): Promise<Seen<readonly FailedCopy[]>>;
  /** The rules of the default event bus of a Region that have a pattern, apart from those of AWS services. */
  eventRules(region: string): Promise<Seen<readonly LiveEventRule[]>>;
  /** The trails that are for a Region, those of other Regions and of the organization too. */
  trails(region: string): Promise<Seen<readonly LiveTrail[]>>;
  /** What AWS's policy simulator says of calls by a role. It judges no resource policy of a role, and knows boundaries and SCPs. */
  simulate(roleArn: string, actions: readonly string[], keyArns: readonly string[]): Promise<Seen<readonly SimulatedCall[]>>;
}

/** A key as DescribeKey and its siblings show it. */
export interface LiveKey {
  readonly id: string;
  readonly arn: string;
  /** `Enabled`, `Disabled`, `PendingDeletion`, `PendingImport`, `Unavailable`, … */
  readonly state: string;
  /** ISO 8601. */
  readonly deletionDate?: string;
  readonly spec?: string;
  readonly usage?: string;
  readonly origin?: string;
  readonly multiRegion: boolean;
  /** `AWS` for an AWS managed key. */
  readonly manager: 'AWS' | 'CUSTOMER';
  policy(): Promise<Seen<KeyPolicyJson>>;
  /** The names of all its policies: `default`, and `AWS_RAM` where the key is shared by AWS RAM. */
  policyNames(): Promise<Seen<readonly string[]>>;
  rotates(): Promise<Seen<boolean>>;
  /** ISO 8601; undefined where it was not used since AWS began to keep track. */
  lastUsed(): Promise<Seen<string | undefined>>;
}

/** A role with all the policies that say what it may do. */
export interface LiveRole {
  readonly arn: string;
  /** The unique id, `AROA…`. */
  readonly id: string;
  readonly policies: Seen<readonly LivePolicy[]>;
  readonly boundary?: Seen<LivePolicy>;
}

/** An IAM policy of a role. */
export interface LivePolicy {
  readonly name: string;
  readonly document: unknown;
}

/** What the simulator says of a call. */
export interface SimulatedCall {
  readonly action: string;
  readonly resource: string;
  readonly allowed: boolean;
  /** Undefined where the role has no boundary. */
  readonly allowedByBoundary?: boolean;
  readonly allowedByOrganization?: boolean;
}

/** A copy of an EBS snapshot that failed. */
export interface FailedCopy {
  readonly snapshotId: string;
  /** ISO 8601. */
  readonly started: string;
  readonly message: string;
  readonly keyArn?: string;
}

/** A rule of EventBridge. */
export interface LiveEventRule {
  readonly name: string;
  /** The JSON of its pattern. Undefined for a text that is none. */
  readonly pattern: unknown;
  /** `ENABLED`, `DISABLED`, `ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS`. */
  readonly state: string;
  hasTargets(): Promise<Seen<boolean>>;
}

/** A trail of CloudTrail. */
export interface LiveTrail {
  readonly name: string;
  isLogging(): Promise<Seen<boolean>>;
  selectors(): Promise<Seen<EventSelectors>>;
}

/** What a trail logs, as CloudTrail describes it. */
export interface EventSelectors {
  readonly basic: readonly unknown[];
  readonly advanced: readonly unknown[];
}

/** The accounts by their ids. An account without credentials is one too: it refuses every question. */
export type Accounts = (account: string) => LiveAccount;
