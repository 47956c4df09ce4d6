import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, PARTITION } from '../../arns/deploy-time/deploy-time';
import { toLiteral } from '../../arns/deploy-time/literal';
import { assertPathOfIdentityCenter } from '../../arns/identity-center';
import { assertRoleName } from '../../arns/names/role-name';
import { assertInstance, assertOptionalFlag, assertOptions, assertText } from '../../arns/options/option-type';
import { iamArn, parseRoleOrUserArn, principalInVault, renderPrincipalArn, type KeyOwner, type PrincipalArn } from '../../arns/principal-arn';
import type { ConditionJson } from '../key-policy-json';

const OPTION = 'vaultRole';

/** The way in which a key policy names the VAULT role. */
export interface VaultRoleOptions {
  /**
   * Whether the policy names the role in a condition on the ARN of the caller, and not as a principal.
   *
   * The role then does not need to exist before the key, and can be deleted and re-created. A principal, in contrast, is tied to the
   * one role that had the name: a re-created role has no access by the key policy, and every later change of the policy fails. The KMS console
   * does not list a late-bound role among the key users.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
   * @default false
   */
  readonly lateBound?: boolean;
}

// The policy reads this; users do not see it.
let read: (role: VaultRole) => ParsedVaultRole;

/**
 * The VAULT role: the role of the VAULT account with which AutoBackup copies snapshots, `BackupIAMRole` by default.
 *
 * Key policies always contain its literal ARN. KMS rejects a policy that names a role that does not exist, so the role must be deployed
 * before the keys. For a role that the same app creates, the library adds the dependency. A role that is `lateBound` does not need to exist.
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
   * Returns the role with this name in the VAULT account, in the partition of the key.
   *
   * Throws when the name is an ARN, has a path or a wildcard, or is not a name that IAM allows.
   *
   * @param roleName only the name: 1 to 64 ASCII letters, digits and characters of `_+=,.@-`. A role with a path needs
   * `fromRoleArn`.
   * @param options the way in which key policies name the role, by default as a principal.
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
   * Returns the role with this ARN, which can have a path.
   *
   * Throws when the ARN is not that of one role, such as the ARN of a user, a session, an account root or a pattern. A construct that uses
   * the role throws when the role is not in the VAULT account, or not in the partition of the key.
   *
   * @param roleArn the whole ARN, such as `arn:aws:iam::111122223333:role/service-role/Copier`.
   * @param options the way in which key policies name the role, by default as a principal.
   */
  public static fromRoleArn(roleArn: string, options: VaultRoleOptions = {}): VaultRole {
    assertText(roleArn, OPTION);
    assertOptions(options, 'options of vaultRole');
    assertOptionalFlag(options.lateBound, 'lateBound');
    const { value: arn, resources } = toLiteral(roleArn, OPTION);
    return new VaultRole({ arn: parseRoleOrUserArn(arn, OPTION, ['role']), resources, ...options });
  }

  /**
   * Returns a role that the CDK app creates or imports. Stacks with keys depend on the role, unless it is `lateBound`.
   *
   * Throws when the role has no `roleName`, because its ARN would be known only during deployment, and when `fromRoleArn` throws.
   *
   * @param role a role with a `roleName`, or an imported one.
   * @param options the way in which key policies name the role, by default as a principal.
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

/** A VAULT role as the user passed it. */
interface ParsedVaultRole {
  /** What it leaves open is that of the VAULT account. */
  readonly arn: PrincipalArn;
  readonly lateBound?: boolean;
  /** The role itself, if the app creates it. */
  readonly resources: CfnResource[];
}

/** The VAULT role as the policy of a key names it. */
export interface VaultRoleOfKey {
  readonly arn: string;
  readonly lateBound: boolean;
  /**
   * The conditions that restrict anyone to a late-bound role: the account that it is of, and the ARN that it has at the time of the call.
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
