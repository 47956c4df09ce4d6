import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { ConditionJson } from './key-policy-json';
import { ACCOUNT, PARTITION } from '../arns/deploy-time';
import { assertPathOfIdentityCenter } from '../arns/identity-center';
import { toLiteral } from '../arns/literal';
import { assertInstance, assertOptionalFlag, assertOptions, assertText } from '../arns/option-type';
import { iamArn, parseRoleOrUserArn, principalInVault, renderPrincipalArn, type KeyOwner, type PrincipalArn } from '../arns/principal-arn';
import { assertRoleName } from '../arns/role-name';

const OPTION = 'vaultRole';

/** How a key policy names the VAULT role. */
export interface VaultRoleOptions {
  /**
   * Whether the policy names the role by a condition on the caller's ARN, instead of as a principal. The role need then not
   * exist before the key, and may be deleted and re-created: KMS ties a principal to the one role that had the name, so that a
   * re-created role has no access and every later change of the policy fails. The KMS console does not show such a role among
   * the key users.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
   * @default false
   */
  readonly lateBound?: boolean;
}

// The policy reads what users do not see.
let read: (role: VaultRole) => ParsedVaultRole;

/**
 * The VAULT role: the role of the VAULT account that AutoBackup copies snapshots with, `BackupIAMRole` by default.
 *
 * Key policies always name it by its ARN, written out. KMS refuses a policy that names a role which does not exist, so
 * the role must be deployed before the keys; for a role made in the same app, the library sees to that. A role that is
 * `lateBound` need not exist.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 * @example
 * new VaultReplicaKeys(app, 'ReplicaKeys', {
 *   alias: 'very_secret_key',
 *   regions: ['eu-west-1'],
 *   vaultAccount: '111111111111',
 *   vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }),
 *   protectedAccounts: ['222222222222'],
 * });
 */
export class VaultRole {
  /**
   * The role of this name in the VAULT account, in the partition of the key.
   *
   * Throws when the name is an ARN, has a path or a wildcard, or is not one that IAM allows.
   *
   * @param roleName the name alone, 1 to 64 ASCII letters, digits and characters of `_+=,.@-`. A role with a path needs
   * `fromRoleArn`.
   * @param options how key policies name the role, by default as a principal.
   */
  public static fromRoleName(roleName: string, options: VaultRoleOptions = {}): VaultRole {
    assertText(roleName, OPTION);
    assertOptions(options, 'options of vaultRole');
    assertOptionalFlag(options.lateBound, 'lateBound');
    const { value: name, resources } = toLiteral(roleName, OPTION);
    assertRoleName(name, OPTION, { arn: 'use VaultRole.fromRoleArn', path: 'use VaultRole.fromRoleArn with the whole ARN' });
    const anywhere = { partition: PARTITION, account: ACCOUNT };
    assertPathOfIdentityCenter(name, `${OPTION} "${name}"`, iamArn(anywhere, ''));
    return new VaultRole({ arn: { ...anywhere, type: 'role', name }, resources, ...options });
  }

  /**
   * The role with this ARN. It may have a path.
   *
   * Throws when the ARN is not that of one role, as of a user, a session, an account root or a pattern; and, where the
   * role is used, when it is of another account than VAULT or of another partition than the key.
   *
   * @param roleArn the whole ARN, such as `arn:aws:iam::111122223333:role/service-role/Copier`.
   * @param options how key policies name the role, by default as a principal.
   */
  public static fromRoleArn(roleArn: string, options: VaultRoleOptions = {}): VaultRole {
    assertText(roleArn, OPTION);
    assertOptions(options, 'options of vaultRole');
    assertOptionalFlag(options.lateBound, 'lateBound');
    const { value: arn, resources } = toLiteral(roleArn, OPTION);
    return new VaultRole({ arn: parseRoleOrUserArn(arn, OPTION, ['role']), resources, ...options });
  }

  /**
   * A role made or imported in the CDK app. Stacks with keys depend on the role itself, so that it is deployed first, unless
   * it is `lateBound`.
   *
   * Throws when the role has no `roleName`, as its ARN would be known at deployment only and the policy not be literal, and
   * where `fromRoleArn` does.
   *
   * @param role a role with a `roleName`, or an imported one.
   * @param options how key policies name the role, by default as a principal.
   */
  public static fromRole(role: iam.IRole, options: VaultRoleOptions = {}): VaultRole {
    assertInstance(role, 'role', 'roleArn', 'an IAM role', (name = 'name') => `VaultRole.fromRoleName(${name})`);
    return VaultRole.fromRoleArn(role.roleArn, options);
  }

  static {
    read = (role) => role.parsedRole;
  }

  private constructor(private readonly parsedRole: ParsedVaultRole) {}
}

/** A VAULT role as it was given. */
interface ParsedVaultRole {
  /** What it leaves open is that of the VAULT account. */
  readonly arn: PrincipalArn;
  readonly lateBound?: boolean;
  /** The role itself, when the app makes it. */
  readonly resources: CfnResource[];
}

/** The VAULT role as the policy of a key names it. */
export interface VaultRoleOfKey {
  readonly arn: string;
  readonly lateBound: boolean;
  /**
   * What narrows anyone to a role that is late-bound: the account that it is of, and the ARN that it has at the time of the call.
   * None for one that is a principal.
   */
  readonly conditions: ConditionJson;
  /** What must be deployed before a key policy that names the role. */
  readonly resources: CfnResource[];
}

/**
 * The role that an option gives, or the default, in the VAULT account.
 *
 * @throws when it is something else, such as the name of a role, or is of another account or partition.
 */
export function vaultRoleIn(vault: KeyOwner, given?: VaultRole): VaultRoleOfKey {
  const { arn: parsedArn, lateBound = false, resources } = parseVaultRole(given);
  const arn = renderPrincipalArn(principalInVault(parsedArn, OPTION, vault));
  return {
    arn,
    lateBound,
    conditions: lateBound ? { StringEquals: { 'kms:CallerAccount': vault.account }, ArnEquals: { 'aws:PrincipalArn': arn } } : {},
    resources: lateBound ? [] : resources,
  };
}

function parseVaultRole(given: VaultRole = VaultRole.fromRoleName('BackupIAMRole')): ParsedVaultRole {
  assertInstance(given, OPTION, 'parsedRole', 'a VaultRole', (text) => text === undefined
    ? 'VaultRole.fromRoleName(…) or VaultRole.fromRoleArn(…)'
    : `VaultRole.${text.startsWith('"arn:') ? 'fromRoleArn' : 'fromRoleName'}(${text})`);
  return read(given);
}
