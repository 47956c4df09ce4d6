import * as iam from 'aws-cdk-lib/aws-iam';
import { AccountMatching, VaultRole, ViaService, type VaultReplicaKeysProps } from '../src';

export const VAULT = '111111111111';
export const PROTECTED = '222222222222';
export const ADMINISTRATOR = `arn:aws:iam::${VAULT}:user/key_administrator@example.com`;

/** Options as the manual's example has them; a test names only what it is about. */
export function options(overrides: Partial<VaultReplicaKeysProps> = {}): VaultReplicaKeysProps {
  return {
    alias: 'very_secret_key',
    regions: ['eu-west-1', 'eu-central-1'],
    vaultAccount: VAULT,
    protectedAccounts: [PROTECTED],
    administrators: [new iam.ArnPrincipal(ADMINISTRATOR)],
    ...overrides,
  };
}

export const BREAK_GLASS = `arn:aws:iam::${VAULT}:role/BreakGlass`;
export const PATTERN = `arn:aws:iam::${VAULT}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????`;
export const ORGANIZATION = 'o-a1b2c3d4e5';
export const UNIT = `${ORGANIZATION}/r-f6g7/ou-f6g7-h8i9j0k1/`;

/** Every option that changes the policy, at once. */
export const ALL_OPTIONS: Partial<VaultReplicaKeysProps> = {
  regions: ['eu-west-1'],
  retiredRegions: ['eu-central-1'],
  vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }),
  protectedRoleName: 'SourceIAMRole',
  protectedOrganization: { id: ORGANIZATION, paths: [UNIT] },
  accountMatching: AccountMatching.CALLER_ACCOUNT,
  viaServices: [ViaService.EBS],
  deletionProtection: true,
  breakGlass: [new iam.ArnPrincipal(BREAK_GLASS)],
  administratorRolePatterns: [PATTERN],
};
