import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { AccountMatching } from './account-matching';
import type { ProtectedOrganization } from './protected-organization';
import type { VaultRole } from './vault-role';
import type { ViaService } from './via-service';

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
   * create grants on it for AWS services. Order and repetition do not matter. About 480 fit in one key policy, and more than 1,000
   * with `accountMatching`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @default - none: at least one must be added before synthesis, which fails otherwise, unless `protectedOrganization` is given
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
   * Key administrators by patterns of role ARNs of the VAULT account, beside those listed: for roles whose names change, as those
   * of IAM Identity Center do. `*` stands for any characters and `?` for one, in path and name. They need no IAM policy.
   *
   * A pattern that matches every role is refused. The KMS console does not list such roles among the key administrators.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   * @default - none
   */
  readonly administratorRolePatterns?: string[];

  /**
   * The role of the PROTECTED accounts that may use the key, such as `SourceIAMRole`, by its name; it may have any path. No other
   * principal of these accounts may then use the key, whatever its IAM policies allow: not even to restore a snapshot that was
   * shared back.
   *
   * @default - all principals of the PROTECTED accounts whose IAM policies allow it
   */
  readonly protectedRoleName?: string;

  /**
   * An AWS Organization, or units of it, whose accounts are PROTECTED accounts; alone, or beside `protectedAccounts`. Accounts
   * that join it are let in at once, and those that leave it no longer are. The VAULT account may be a member and gets no access
   * by that.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   * @default - the listed accounts alone
   */
  readonly protectedOrganization?: ProtectedOrganization;

  /**
   * How the policy names the listed PROTECTED accounts.
   *
   * @default AccountMatching.PRINCIPAL
   */
  readonly accountMatching?: AccountMatching;

  /**
   * The AWS services through which the VAULT role and the PROTECTED accounts may encrypt and decrypt with the key. At least one,
   * where given. What they call themselves, and through other services, is then refused, but for a look at the key
   * (`kms:DescribeKey`) and for grants for AWS services.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   * @default - through any service, and directly
   */
  readonly viaServices?: ViaService[];

  /**
   * Whether nobody may disable the key or schedule its deletion, but the `breakGlass` principals: a statement denies it to all
   * others, those with IAM policies that allow it and the key administrators too. Who may change the key policy can still lift
   * that.
   *
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * Who may disable the key and schedule its deletion in spite of `deletionProtection`, with no need of an IAM policy: roles and
   * users of the VAULT account, as for `administrators`. Only with `deletionProtection`.
   *
   * @default - nobody
   */
  readonly breakGlass?: iam.IPrincipal[];

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
