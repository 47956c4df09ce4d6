// For PROTECTED accounts that are in units of an organization. Accounts that join get access to the replica keys without a
// deployment, and a StackSet grants the VAULT role access to their keys. The VAULT role may be re-created, and no key can be deleted.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MissingKey, ProtectedKeyAccessStackSet, ProtectedOrganization, StackSetDeployment, VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';
const managementAccount = '333333333333';
const regions = ['eu-west-1', 'eu-central-1'];

// A late-bound role does not have to exist yet.
const vaultRole = VaultRole.fromRoleName('BackupIAMRole', { lateBound: true });

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions,
  vaultAccount,
  vaultRole,
  protectedOrganization: ProtectedOrganization.fromPaths(['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/']),
  // Of all roles and users in these accounts, only this role.
  protectedRoleName: 'SourceIAMRole',
  deletionProtection: true,
  breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:role/BreakGlass`)],
});

// In every account of the same unit, the VAULT role may use the keys with this alias. Some accounts have no such key in some Regions.
const organization = new Stack(app, 'Organization', { env: { account: managementAccount, region: 'eu-west-1' } });
const access = new ProtectedKeyAccessStackSet(organization, 'VaultAccess', {
  deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }),
  aliases: ['snapshots'],
  regions,
  vaultAccount,
  vaultRole,
  missingKey: MissingKey.SKIP,
});

// The IAM half, for the owner of the VAULT role to attach.
new iam.ManagedPolicy(new Stack(app, 'VaultRolePolicy', { env: { account: vaultAccount, region: 'eu-west-1' } }), 'UseOfProtectedKeys', {
  managedPolicyName: 'UseOfProtectedKeys',
  statements: access.vaultRoleStatements(),
});
