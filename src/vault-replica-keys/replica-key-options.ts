import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { VaultRole } from './vault-role';

/** Who may do what with a replica key. */
export interface ReplicaKeyPolicyOptions {
  /**
   * The VAULT role, which AutoBackup copies snapshots with. It may use the key, and create grants on it for AWS services.
   *
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;

  /**
   * The ids of the PROTECTED accounts. Each may let its own IAM principals, such as `SourceIAMRole`, use the key and
   * create grants on it for AWS services. Order and repetition do not matter. About 480 fit in one key policy.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @default - none: at least one must be added before synthesis, which fails otherwise
   */
  readonly protectedAccounts?: string[];

  /**
   * The key administrators: roles and users of the VAULT account, by ARN, imported, or made in the same app with a
   * `roleName` or `userName`. They may change the key policy and delete the key. They may not use the key, but could change
   * the policy so that they may. Order and repetition do not matter.
   *
   * Groups, services, federated principals, account roots, anyone (`*`) and principals with conditions are refused.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
   * @default - none: IAM policies of the VAULT account decide who administers the key
   */
  readonly administrators?: iam.IPrincipal[];

  /**
   * The `Id` of the key policy. It has no effect on access.
   *
   * @default - the policy has no Id
   */
  readonly policyId?: string;
}

/** A replica key: its name, who may do what with it, and its life. */
export interface ReplicaKeyOptions extends ReplicaKeyPolicyOptions {
  /**
   * The alias of the key, with or without the prefix `alias/`: what is typed into AutoBackup's field "Replicas encryption
   * KMS key ARN or alias". At most 256 letters, digits and characters of `/_:-` with the prefix, not beginning with
   * `aws/`. A change replaces the alias, not the key.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
   */
  readonly alias: string;

  /**
   * The description of the key, at most 8192 characters.
   *
   * @default 'AutoBackup replica key'
   */
  readonly description?: string;

  /**
   * How often KMS makes new key material: 90 to 2560 days. Rotation itself is always on.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
   * @default - KMS's own: 365 days
   */
  readonly rotationPeriod?: Duration;

  /**
   * How long KMS waits before it deletes a key whose deletion was asked for: 7 to 30 days.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
   * @default - KMS's own: 30 days
   */
  readonly pendingWindow?: Duration;

  /**
   * What becomes of the key when it leaves its stack, or the stack is deleted. Replicas cannot be read without their key.
   * The alias is always deleted with the stack, so that a new deployment does not find it taken.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
