// For keys in many Regions. One stack contains a StackSet, which CloudFormation deploys to all of them at once. Only the Region of
// the stack must be bootstrapped. The roles of self-managed StackSets must exist in the VAULT account.
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeyStackSet } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';

const stack = new Stack(app, 'ReplicaKeys', { env: { account: vaultAccount, region: 'eu-west-1' } });

new VaultReplicaKeyStackSet(stack, 'StackSet', {
  alias: 'very_secret_key',
  // All Regions that are enabled by default.
  regions: [
    'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
    'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1',
    'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
  ],
  protectedAccounts: ['222222222222'],
  administrators: [new iam.ArnPrincipal(`arn:aws:iam::${vaultAccount}:role/KeyAdministrator`)],
});
