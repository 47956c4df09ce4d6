import type * as iam from 'aws-cdk-lib/aws-iam';
import type { AccountMatching } from './users/account-matching';
import type { ProtectedOrganization } from './users/protected-organization';
import type { VaultRole } from './users/vault-role';
import type { ViaService } from './users/via-service';

/** The options of a key policy: who can do what with a replica key. Changing them changes only key policies, and never replaces a key. */
export interface ReplicaKeyPolicyOptions {
  /**
   * The VAULT role, with which AutoBackup copies snapshots. The role can use the key and create grants on it for AWS services.
   *
   * The role needs no IAM policy for that, but a permissions boundary that does not mention KMS removes the access. The role must exist
   * before the key is deployed, unless it is `lateBound`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-users
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;

  /**
   * The ids of the PROTECTED accounts, 12 digits each. The IAM policies of each account can allow its principals, such as
   * `SourceIAMRole`, to use the key and to create grants on it for AWS services.
   *
   * The order does not matter, and an account that is listed twice counts once. About 480 accounts fit in one key policy, and more than
   * 1,000 with `accountMatching`. With more than 100, synthesis adds a warning, because Redshift shares snapshots under one key with at
   * most 100 accounts.
   *
   * The VAULT account is rejected, and so is a token: the `account` of a stack without an env is the account that the stack is deployed to.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @default - none. Then `protectedOrganization` is required, or a call of `addProtectedAccount` before synthesis
   */
  readonly protectedAccounts?: string[];

  /**
   * The key administrators: roles and users of the VAULT account that can change the key policy, create grants on the key, and
   * delete the key.
   *
   * Each administrator is an ARN, an imported role or user, or one that the same app creates with a `roleName` or `userName`, and must exist
   * before the key is deployed. The key policy does not allow administrators to encrypt or decrypt, but they can allow it to themselves:
   * with a grant, because `kms:Create*` includes `CreateGrant`, or with a change of the policy. With `deletionProtection`, they cannot delete
   * the key. The order does not matter, and an administrator that is listed twice counts once.
   *
   * Groups, services, federated principals, account roots, anyone (`*`) and principals with conditions are rejected. So is an ARN with
   * an account id where the account of the key is known only during deployment: write `Aws.ACCOUNT_ID` there.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-administrators
   * @default - none. IAM policies of the VAULT account decide who administers the key
   */
  readonly administrators?: iam.IPrincipal[];

  /**
   * Patterns of the ARNs of more key administrators: roles and users of the VAULT account.
   *
   * Use patterns for roles whose names change, such as those of IAM Identity Center:
   * `arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_KeyAdmins_????????????????`. The
   * path contains the Region of Identity Center, or none if that is us-east-1. In the path and the name, `*` matches any characters, and `?`
   * matches one. The sixteen `?` match the suffix of the role name: `*` would also match the roles of a permission set named
   * `KeyAdmins_ReadOnly`.
   *
   * The roles and users do not need to exist, and need no IAM policy. A permissions boundary that does not mention KMS does not limit them.
   * The KMS console does not list them among the key administrators.
   *
   * A pattern that matches every role or every user is rejected, and so is a pattern for roles of IAM Identity Center without their path.
   *
   * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
   * @default - none
   */
  readonly administratorPatterns?: string[];

  /**
   * The name of the only role of the PROTECTED accounts that can use the key, such as `SourceIAMRole`.
   *
   * The name has 1 to 64 ASCII letters, digits and characters of `_+=,.@-`, and no path. The role can have any path. No other principal
   * of these accounts can use the key then, whatever its IAM policies allow, not even to restore a snapshot that was shared back.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
   * @default - all principals of the PROTECTED accounts whose IAM policies allow it
   */
  readonly protectedRoleName?: string;

  /**
   * The AWS Organization, or its organizational units, whose accounts are PROTECTED accounts, in addition to `protectedAccounts`.
   *
   * An account that joins gets access immediately, and an account that leaves loses it. The VAULT account can be a member, and gets no
   * access from that.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalorgid
   * @default - only the listed accounts
   */
  readonly protectedOrganization?: ProtectedOrganization;

  /**
   * The way in which the policy names the listed PROTECTED accounts, and so how many accounts fit in it.
   *
   * @default AccountMatching.PRINCIPAL
   */
  readonly accountMatching?: AccountMatching;

  /**
   * The AWS services through which the VAULT role and the PROTECTED accounts can encrypt and decrypt with the key, at least one.
   *
   * The option does not restrict `kms:DescribeKey` and grants for AWS services: a service that is not listed can have a grant created for
   * itself, and use the key with that grant. It does not restrict IAM policies of the VAULT account either: a role that they allow to use the
   * key can still call KMS directly.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   * @default - through any service, and directly
   */
  readonly viaServices?: ViaService[];

  /**
   * Whether only `breakGlassPrincipals` and `breakGlassPatterns` can disable the key or schedule its deletion.
   *
   * A statement denies both to everyone else, including key administrators and principals whose IAM policies allow it. Whoever can change the
   * key policy can still remove that statement.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html
   * @default false
   */
  readonly deletionProtection?: boolean;

  /**
   * The roles and users that can disable the key and schedule its deletion despite `deletionProtection`, and undo both.
   *
   * They are in the VAULT account, have the same forms as `administrators`, and need no IAM policy. The option is rejected without
   * `deletionProtection`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html
   * @default - nobody
   */
  readonly breakGlassPrincipals?: iam.IPrincipal[];

  /**
   * Patterns of the ARNs of more break-glass principals: roles and users of the VAULT account.
   *
   * The patterns have the same form as `administratorPatterns`. The option is rejected without `deletionProtection`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-adding-permission.html
   * @default - nobody
   */
  readonly breakGlassPatterns?: string[];

  /**
   * The `Id` of the key policy: at least one character, all of them from U+0020 to U+00FF. It does not affect access.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_id.html
   * @default - the policy has no Id
   */
  readonly policyId?: string;
}
