// When another tool keeps replacing the policies of keys in the PROTECTED account, such as Terraform or the upgrades of a landing zone: the
// statements come back by themselves, and a topic hears of it when they cannot. The account needs a CloudTrail trail.
import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { ProtectedKeyAccess, VaultReplicaKeys } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';
const protectedAccount = '222222222222';

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['eu-west-1'],
  vaultAccount,
  protectedAccounts: [protectedAccount],
});

// One stack for each Region that has such keys.
const source = new Stack(app, 'ProtectedKeys', { env: { account: protectedAccount, region: 'eu-west-1' } });
new ProtectedKeyAccess(source, 'VaultAccess', {
  keys: [kms.Alias.fromAliasName(source, 'Databases', 'alias/databases')],
  vaultAccount,
  restoreStatements: true,
});

new events.Rule(source, 'NotRestored', {
  eventPattern: { source: ['cdk-vault-replica-keys'], detailType: ['Key Policy Statements Not Restored'] },
  targets: [new targets.SnsTopic(sns.Topic.fromTopicArn(source, 'Alarms', 'arn:aws:sns:eu-west-1:222222222222:alarms'))],
});
