import type * as iam from 'aws-cdk-lib/aws-iam';
import type { AccountMatching } from './account-matching';
import type { ProtectedOrganization } from './protected-organization';
import type { VaultRole } from './vault-role';
import type { ViaService } from './via-service';

/** Who may do what with a replica key. No change of these options replaces a key: it changes key policies alone. */
export interface ReplicaKeyPolicyOptions {
  /**
   * The VAULT role, which AutoBackup copies snapshots with. It can use the key, and create grants on it for AWS services. It
   * needs no IAM policy for that, but a permissions boundary that does not mention KMS removes the access. The role must exist before the
   * key, unless it is `lateBound`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-users
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;

  /**
   * The ids of the PROTECTED accounts, 12 digits each. Each account may let its own IAM principals, such as `SourceIAMRole`, use
   * the key and create grants on it for AWS services. Order and repetition do not matter. The VAULT account is refused, and so are
   * tokens: `account` of a stack without environment stands for whoever deploys.
   *
   * About 480 fit in one key policy, and more than 1,000 with `accountMatching`; more are refused. More than 100 bring a warning:
   * Redshift shares snapshots under one key with 100 accounts at most.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @default - none: `protectedOrganization` must be given then, or an account be added by `addProtectedAccount`
   */
  readonly protectedAccounts?: string[];

  /**
   * The key administrators: roles and users of the VAULT account, which may change the key policy, create grants on the
   * key, and delete it.
   *
   * Each is given by ARN, imported, or made in the same app with a `roleName` or `userName`, and must exist before the key. The
   * policy does not let them encrypt or decrypt, but they can give that to themselves: by a grant, as `kms:Create*` includes
   * `CreateGrant`, or by a change of the policy. With `deletionProtection` they may not delete the key. Order and repetition do not
   * matter.
   *
   * Groups, services, federated principals, account roots, anyone (`*`) and principals with conditions are refused. So is an
   * account that is written out where that of the key is known at deployment only: write `Aws.ACCOUNT_ID` there.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
   * @default - none: IAM policies of the VAULT account decide who administers the key
   */
  readonly administrators?: iam.IPrincipal[];

  /**
   * More key administrators, by patterns of role or user ARNs of the VAULT account.
   *
   * They are for roles whose names change, as those of IAM Identity Center do:
   * `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_KeyAdmins_????????????????`. The
   * path contains the Region of Identity Center, or none if that is us-east-1. `*` stands for any characters and `?` for one, in path and name
   * only. The sixteen `?` are for the suffix of the role name: `*` would also match the roles of a permission set named `KeyAdmins_ReadOnly`.
   *
   * The roles and users need not exist, and need no IAM policy. A permissions boundary that does not mention KMS does not limit them. The KMS
   * console does not list them among the key administrators.
   *
   * A pattern that matches every role or every user is refused, and one for roles of IAM Identity Center without their path.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   * @default - none
   */
  readonly administratorPatterns?: string[];

  /**
   * The name of the one role of the PROTECTED accounts that may use the key, such as `SourceIAMRole`.
   *
   * The name has 1 to 64 ASCII letters, digits and characters of `_+=,.@-`, and no path: the role may have any. No other principal
   * of these accounts may then use the key, whatever its IAM policies allow: not even to restore a snapshot that was shared back.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
   * @default - all principals of the PROTECTED accounts whose IAM policies allow it
   */
  readonly protectedRoleName?: string;

  /**
   * An AWS Organization, or units of it, whose accounts are PROTECTED accounts, with or without `protectedAccounts`. Accounts
   * that join it have access at once, and those that leave it lose it. The VAULT account may be a member and gets no access
   * by that.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   * @default - the listed accounts alone
   */
  readonly protectedOrganization?: ProtectedOrganization;

  /**
   * How the policy names the listed PROTECTED accounts, and so how many fit in it.
   *
   * @default AccountMatching.PRINCIPAL
   */
  readonly accountMatching?: AccountMatching;

  /**
   * The AWS services through which the VAULT role and the PROTECTED accounts may encrypt and decrypt with the key. At least one,
   * if given. `kms:DescribeKey` and grants for AWS services are not narrowed: a service that is not listed can have a grant created for
   * itself, and use the key through that grant. Neither are IAM policies of the VAULT account: a role that they allow to use the key can
   * still call it directly.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   * @default - through any service, and directly
   */
  readonly viaServices?: ViaService[];

  /**
   * Whether nobody but `breakGlassPrincipals` and `breakGlassPatterns` may disable the key or schedule its deletion. A statement denies it to all
   * others, those with IAM policies that allow it and the key administrators too. Who may change the key policy can still lift
   * that.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * Who may disable the key and schedule its deletion in spite of `deletionProtection`, and undo both. They are roles and users of
   * the VAULT account, given as for `administrators`, and need no IAM policy. Refused without `deletionProtection`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html
   * @default - nobody
   */
  readonly breakGlassPrincipals?: iam.IPrincipal[];

  /**
   * More break-glass principals, by patterns of role or user ARNs of the VAULT account, given as for `administratorPatterns`.
   *
   * Refused without `deletionProtection`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html
   * @default - nobody
   */
  readonly breakGlassPatterns?: string[];

  /**
   * The `Id` of the key policy: at least one character, all of them from U+0020 to U+00FF. It has no effect on access.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
   * @default - the policy has no Id
   */
  readonly policyId?: string;
}
