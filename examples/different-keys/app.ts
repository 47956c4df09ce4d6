// For snapshots that are encrypted with keys of the PROTECTED account. The VAULT role reads with those keys and writes with the
// replica keys, so it needs access to both. Here one app covers both accounts; two apps work as well.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';
const protectedAccount = '222222222222';

// The VAULT account: the VAULT role, and the replica keys.
const role = new iam.Role(new Stack(app, 'VaultRole', { env: { account: vaultAccount, region: 'eu-west-1' } }), 'Role', {
  roleName: 'BackupIAMRole',
  assumedBy: new iam.ArnPrincipal('arn:aws:iam::999999999999:root'),
  externalIds: ['1234abcd'],
});
const vaultRole = VaultRole.fromRole(role);

const replicaKeys = new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['eu-west-1', 'eu-central-1'],
  vaultAccount,
  vaultRole,
  protectedAccounts: [protectedAccount],
});

// The PROTECTED account: the keys that its snapshots are encrypted with.
const source = new Stack(app, 'ProtectedKeys', { env: { account: protectedAccount, region: 'eu-west-1' } });
const access = new ProtectedKeyAccess(source, 'VaultAccess', {
  keys: [
    // Exists, and its ARN is known. It may be in another region of the account.
    kms.Key.fromKeyArn(source, 'Volumes', `arn:aws:kms:eu-central-1:${protectedAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`),
    // Exists, and is known by its alias.
    kms.Alias.fromAliasName(source, 'Databases', 'alias/databases'),
    // Created by this app. The policy of the VAULT role refers to it by its alias.
    new kms.Key(source, 'Files', { alias: 'files', enableKeyRotation: true }),
  ],
  vaultAccount,
  vaultRole,
});

// Across accounts, a key policy is not enough: IAM of the caller's account must allow the same.
access.grantUse(role);

const sourceRole = iam.Role.fromRoleName(source, 'SourceRole', 'SourceIAMRole');
replicaKeys.grantUse(sourceRole);
