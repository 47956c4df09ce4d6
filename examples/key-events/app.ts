// To be notified when someone disables a replica key, changes its policy or moves its alias, and when a copy fails: the events of all Regions
// in one encrypted SNS topic of the VAULT account. A trail must log the management events of AWS KMS in every Region.
import { App, Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as subscriptions from 'aws-cdk-lib/aws-sns-subscriptions';
import { VaultReplicaKeys } from 'cdk-vault-replica-keys';

const app = new App();
const vaultAccount = '111111111111';
const regions = ['eu-west-1', 'eu-central-1'];

const keys = new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions,
  vaultAccount,
  protectedAccounts: ['222222222222'],
});

// Every Region sends its events to this bus, which has a name so that its ARN is known.
const central = new Stack(app, 'KeyAlarms', { env: { account: vaultAccount, region: 'eu-west-1' } });
const bus = new events.EventBus(central, 'Bus', { eventBusName: 'key-alarms' });
const eventBusArn = `arn:aws:events:eu-west-1:${vaultAccount}:event-bus/key-alarms`;
keys.onCloudTrailKeyChange('KeyChange', { eventBusArn });
keys.onReplicaCopyFailed('CopyFailed', { eventBusArn });
for (const region of regions) { keys.stackIn(region).addDependency(central); }

// SNS encrypts each message on behalf of EventBridge, which the key must allow, without conditions: SNS does not support them here. With the
// AWS managed key, aws/sns, no message arrives.
const topicKey = new kms.Key(central, 'TopicKey', { enableKeyRotation: true });
topicKey.addToResourcePolicy(new iam.PolicyStatement({
  sid: 'Allow EventBridge to publish to the encrypted topic',
  principals: [new iam.ServicePrincipal('events.amazonaws.com')],
  actions: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  resources: ['*'],
}));
const topic = new sns.Topic(central, 'Topic', { masterKey: topicKey, enforceSSL: true });
topic.addSubscription(new subscriptions.EmailSubscription('key-alarms@example.com'));

// The target allows EventBridge to publish in the policy of the topic. Only the rules above send to this bus, so this rule matches everything.
new events.Rule(central, 'Everything', {
  eventBus: bus,
  eventPattern: { account: [vaultAccount] },
  targets: [new targets.SnsTopic(topic)],
});
