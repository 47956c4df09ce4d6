import type { ReplicaKeyOptions } from './replica-key-options';

/** Replica keys of several regions, whichever way they are deployed. */
export interface RegionalReplicaKeyOptions extends ReplicaKeyOptions {
  /**
   * The replication regions, by their codes, such as `eu-west-1`: those that AutoBackup copies snapshots to.
   *
   * Each gets a stack of its own. All are of one partition. A region that this aws-cdk-lib does not know, one listed twice, and a
   * token are refused. One that must be opted into brings a warning: every PROTECTED account must opt in too. May be empty when
   * there are retired regions.
   *
   * A region that is given up moves to `retiredRegions`: taken off both lists, its key stays and is no longer managed.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
   */
  readonly regions: string[];

  /**
   * Regions that replicas are no longer made in, by their codes, such as `eu-west-1`.
   *
   * Their stacks stay managed, with the same keys, which decrypt the replicas that there are and re-encrypt them under other keys,
   * and no longer encrypt for those who call them. Grants for AWS services stay as they are, as a restore needs them; through such
   * a grant, a service may still encrypt. So may a role of the VAULT account whose IAM policies allow it.
   *
   * A region that moves between the two lists changes the policy of its key, and nothing else.
   *
   * @default - none
   */
  readonly retiredRegions?: string[];
}
