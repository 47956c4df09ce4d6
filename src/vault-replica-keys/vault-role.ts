import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNT, PARTITION } from '../private/deploy-time';
import { toLiteral } from '../private/literal';
import { arnInVault, assertIamName, assertPrincipalArn, iamArn, type KeyOwner } from '../private/principal-arn';

const OPTION = 'vaultRole';

/**
 * The VAULT role: the role of the VAULT account that AutoBackup copies snapshots with, `BackupIAMRole` by default.
 *
 * Key policies always name it by its ARN, written out. KMS refuses a policy that names a role which does not exist, so
 * the role must be deployed before the keys; for a role made in the same app, the library sees to that.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export class VaultRole {
  /**
   * The role of this name in the VAULT account, in the partition of the key.
   *
   * Throws when the name is an ARN, has a path or a wildcard, or is not one that IAM allows.
   *
   * @param roleName the name alone. A role with a path needs `fromRoleArn`.
   */
  public static fromRoleName(roleName: string): VaultRole {
    const { value: name, resources } = toLiteral(roleName, OPTION);
    if (/^arn:/.test(name)) { throw new Error(`${OPTION} "${name}" is an ARN, not a role name: use VaultRole.fromRoleArn`); }
    if (name.includes('/')) { throw new Error(`${OPTION} "${name}" has a path, which is no part of a role name: use VaultRole.fromRoleArn with the whole ARN`); }
    if (/[*?]/.test(name)) { throw new Error(`${OPTION} "${name}" holds a wildcard, which KMS takes in no principal: name one role`); }
    assertIamName(name, OPTION);
    return new VaultRole(iamArn({ partition: PARTITION, account: ACCOUNT }, `role/${name}`), resources);
  }

  /**
   * The role with this ARN. It may have a path.
   *
   * Throws when the ARN is not that of one role, as of a user, a session, an account root or a pattern; and, where the
   * role is used, when it is of another account than VAULT or of another partition than the key.
   */
  public static fromRoleArn(roleArn: string): VaultRole {
    const { value: arn, resources } = toLiteral(roleArn, OPTION);
    assertPrincipalArn(arn, OPTION, ['role']);
    return new VaultRole(arn, resources);
  }

  /**
   * A role made or imported in the CDK app. Stacks with keys depend on the role itself, so that it is deployed first.
   *
   * Throws when the role has no `roleName`: its ARN would be known at deployment only, and the policy not be literal.
   */
  public static fromRole(role: iam.IRole): VaultRole {
    return VaultRole.fromRoleArn(role.roleArn);
  }

  private constructor(private readonly arn: string, /** @internal */ public readonly _resources: CfnResource[]) {}

  /** @internal */
  public _arnIn(vault: KeyOwner): string {
    return arnInVault(this.arn, OPTION, vault);
  }
}
