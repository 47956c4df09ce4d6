import type { ReplicaKeyOptions } from './replica-key-options';

/** The options of replica keys in several Regions, in stacks or in a StackSet. */
export interface RegionalReplicaKeyOptions extends ReplicaKeyOptions {
  /**
   * The codes of the replication Regions, such as `eu-west-1`: the Regions that AutoBackup copies snapshots to.
   *
   * Each Region gets a stack of its own. All Regions are in one partition. The list can be empty if there are retired Regions. For an
   * opt-in Region, synthesis adds a warning, because every PROTECTED account must enable the Region too.
   *
   * Move a Region that you no longer use to `retiredRegions`. If you remove it from both lists, its key stays and is no longer managed.
   *
   * A Region that this aws-cdk-lib does not know is rejected, and so are a Region that is listed twice and a token.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
   */
  readonly regions: string[];

  /**
   * The codes of the Regions that AutoBackup no longer copies snapshots to, such as `eu-west-1`.
   *
   * Their stacks stay managed, with the same keys. The key policies allow the VAULT role and the PROTECTED accounts to decrypt old replicas and
   * to re-encrypt them under other keys, but no longer to encrypt. Grants for AWS services stay as they are, because a restore needs them:
   * with such a grant, a service can still encrypt. So can a role of the VAULT account whose IAM policies allow it.
   *
   * Moving a Region between the two lists changes only the policy of its key.
   *
   * @default - none
   */
  readonly retiredRegions?: string[];
}
