// When the PROTECTED accounts are units of an AWS Organization: accounts that join are let in without a deployment, both to the
// replica keys and, by a StackSet, on the PROTECTED side. Made for years: the VAULT role may be made anew, no key can be deleted.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { MissingKey, ProtectedKeyAccessStackSet, ProtectedOrganization, StackSetDeployment, VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';
const managementAccount = '333333333333';
const regions = ['eu-west-1', 'eu-central-1'];

// Bound late, the role need not exist yet.
const vaultRole = VaultRole.fromRoleName('BackupIAMRole', { lateBound: true });

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions,
  vaultAccount,
  vaultRole,
  protectedOrganization: ProtectedOrganization.fromPaths(['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/']),
  // Of all that is in these accounts, this role alone.
  protectedRoleName: 'SourceIAMRole',
  deletionProtection: true,
  breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:role/BreakGlass`)],
});

// In every account of the same unit, the VAULT role may use the keys that bear the alias. Not every account has one everywhere.
const organization = new Stack(app, 'Organization', { env: { account: managementAccount, region: 'eu-west-1' } });
const access = new ProtectedKeyAccessStackSet(organization, 'VaultAccess', {
  deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }),
  aliases: ['snapshots'],
  regions,
  vaultAccount,
  vaultRole,
  missingKey: MissingKey.SKIP,
});

// The VAULT role's own half, for whoever makes the role to attach.
new iam.ManagedPolicy(new Stack(app, 'VaultRolePolicy', { env: { account: vaultAccount, region: 'eu-west-1' } }), 'UseOfProtectedKeys', {
  managedPolicyName: 'UseOfProtectedKeys',
  statements: access.vaultRoleStatements(),
});
