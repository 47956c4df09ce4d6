// For accounts in the partition aws-cn, where ARNs begin with `arn:aws-cn`. The library derives that from the Regions. Replicas do
// not cross partitions, so keys in other partitions need a separate construct. Amazon RDS copies no snapshots to or from Beijing
// and Ningxia: these keys are for the other services.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, VaultReplicaKeys } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';
const protectedAccount = '222222222222';

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['cn-north-1', 'cn-northwest-1'],
  vaultAccount,
  protectedAccounts: [protectedAccount],
  administrators: [new iam.ArnPrincipal(`arn:aws-cn:iam::${vaultAccount}:role/KeyAdministrator`)],
});

const source = new Stack(app, 'ProtectedKeys', { env: { account: protectedAccount, region: 'cn-north-1' } });
new ProtectedKeyAccess(source, 'VaultAccess', {
  keys: [kms.Key.fromKeyArn(source, 'Volumes', `arn:aws-cn:kms:cn-north-1:${protectedAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`)],
  vaultAccount,
});
