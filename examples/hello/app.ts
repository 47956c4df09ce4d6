// The shortest start: replica keys in two Regions, for one PROTECTED account. The VAULT role already exists.
import { App } from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeys } from 'cdk-vault-replica-keys';

const app = new App();

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['eu-west-1', 'eu-central-1'],
  vaultAccount: '111111111111',
  protectedAccounts: ['222222222222'],
  administrators: [new ArnPrincipal('arn:aws:iam::111111111111:user/key_administrator@example.com')],
});
