/** A key of a fake account, by the names that KMS gives what DescribeKey answers. */
export interface FakeKey {
  readonly KeyId: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly policy?: string;
  readonly policyNames?: readonly string[];
  readonly rotates?: boolean;
  /** In seconds since 1970. */
  readonly lastUsed?: number;
}

/** A rule of a fake account, by the names that EventBridge gives what ListRules answers. */
export interface FakeRule {
  readonly Name: string;
  readonly EventPattern?: string;
  readonly ScheduleExpression?: string;
  readonly State: string;
  readonly ManagedBy?: string;
  /** The ARNs of its targets. */
  readonly targets?: readonly string[];
}

/** A trail that a fake account can see. */
export interface FakeTrail {
  readonly arn: string;
  readonly homeRegion: string;
  readonly isMultiRegion: boolean;
  readonly isLogging?: boolean;
  /** What GetEventSelectors answers. */
  readonly selectors?: object;
}

/** The contents of one Region of a fake account. */
export interface FakeRegion {
  readonly keys?: readonly FakeKey[];
  /** The ids of keys by alias. An alias of AWS without a key has none. */
  readonly aliases?: Readonly<Record<string, string | undefined>>;
  /** Summaries of resources by the names of stacks. */
  readonly stacks?: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  /** Those of the default event bus. */
  readonly rules?: readonly FakeRule[];
  readonly snapshots?: readonly Readonly<Record<string, string>>[];
}

/** A role of a fake account. */
export interface FakeRole {
  readonly id: string;
  readonly path?: string;
  readonly inline?: Readonly<Record<string, unknown>>;
  /** The ARNs of its managed policies. */
  readonly attached?: readonly string[];
  readonly boundary?: string;
}

/** The contents of a fake account. */
export interface FakeAccount {
  readonly id: string;
  readonly regionStatus?: Readonly<Record<string, string>>;
  readonly regions?: Readonly<Record<string, FakeRegion>>;
  readonly roles?: Readonly<Record<string, FakeRole>>;
  readonly trails?: readonly FakeTrail[];
  /** The documents of managed policies by their ARNs. */
  readonly managed?: Readonly<Record<string, unknown>>;
  /** The results of the policy simulator for a call, by the names that IAM gives them. */
  readonly simulate?: (action: string, resources: readonly string[]) => readonly unknown[];
}
