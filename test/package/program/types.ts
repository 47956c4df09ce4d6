import { App } from 'aws-cdk-lib';
import { VaultReplicaKeys, ViaService, type VaultReplicaKeysProps } from 'cdk-vault-replica-keys';

const props: VaultReplicaKeysProps = {
  alias: 'very_secret_key',
  regions: ['eu-west-1'],
  vaultAccount: '111111111111',
  protectedAccounts: ['222222222222'],
  viaServices: [ViaService.EBS],
};
new VaultReplicaKeys(new App(), 'ReplicaKeys', props).keyIn('eu-west-1').renderKeyPolicy();
