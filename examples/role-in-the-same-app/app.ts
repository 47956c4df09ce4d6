// For an app of the VAULT account that also creates the VAULT role and a role that administers the keys. KMS rejects a policy
// that names a role before it exists, so the library makes the stacks of the keys depend on the stack of the roles.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';

const roles = new Stack(app, 'VaultRoles', { env: { account: vaultAccount, region: 'eu-west-1' } });

// Key policies in other Regions can refer to the roles only by their names.
const vaultRole = new iam.Role(roles, 'VaultRole', {
  roleName: 'BackupIAMRole',
  assumedBy: new iam.ArnPrincipal('arn:aws:iam::999999999999:root'),
  externalIds: ['1234abcd'],
});
const administrator = new iam.Role(roles, 'KeyAdministrator', {
  roleName: 'KeyAdministrator',
  assumedBy: new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:root`),
});

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['eu-west-1', 'eu-central-1'],
  vaultAccount,
  vaultRole: VaultRole.fromRole(vaultRole),
  protectedAccounts: ['222222222222'],
  administrators: [administrator],
});
