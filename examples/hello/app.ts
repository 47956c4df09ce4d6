// The shortest start: replica keys in two regions, for one PROTECTED account, when the VAULT account has its role already.
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
