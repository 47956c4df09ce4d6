import { App, Aws, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, type VaultReplicaKeysProps } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const METHODS = ['onCloudTrailKeyChange', 'onReplicaCopyFailed'] as const;
const FORM = '"arn:aws:events:eu-west-1:111122223333:event-bus/key-alarms"';

function regional(overrides: Partial<VaultReplicaKeysProps> = {}): VaultReplicaKeys {
  return new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides));
}

function stackSet(overrides: Partial<VaultReplicaKeysProps> = {}): VaultReplicaKeyStackSet {
  const stack = new Stack(new App(), 'Vault', { env: { account: VAULT, region: overrides.regions?.[0] ?? 'eu-west-1' } });
  return new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', options(overrides));
}

const WAYS = [['regional stacks', regional], ['a StackSet', stackSet]] as const;

describe.each(METHODS)('%s', (method) => {
  describe.each(WAYS)('of %s', (_way, make) => {
    const refusal = (eventBusArn: any, overrides: Partial<VaultReplicaKeysProps> = {}) => errorOf(() => make(overrides)[method]('Alarms', { eventBusArn }));

    test.each<[any, string]>([
      [undefined, 'eventBusArn is undefined, but must be a string; pass a string'],
      [null, 'eventBusArn is null, but must be a string; pass a string'],
      [42, 'eventBusArn is 42, but must be a string; write it in quotes'],
      ...[
        '', 'key-alarms', `arn:aws:events:eu-west-1:${VAULT}:event-bus/`, `arn:aws:events:eu-west-1:${VAULT}:rule/key-alarms`,
        `arn:aws:sns:eu-west-1:${VAULT}:key-alarms`, 'arn:aws:events:eu-west-1:1111:event-bus/key-alarms', `arn:aws:events::${VAULT}:event-bus/key-alarms`,
        `arn:aws:events:eu-west-1:${VAULT}:event-bus/aws.partner/example.com/x`, `arn:aws:events:eu-west-1:${VAULT}:event-bus/key alarms`,
        ` arn:aws:events:eu-west-1:${VAULT}:event-bus/key-alarms`, `arn:aws:events:eu-west-1:${VAULT}:event-bus/*`,
        `arn:aws:events:eu-west-1:${VAULT}:event-bus/${'x'.repeat(257)}`,
      ].map((arn): [string, string] => [arn, `eventBusArn "${arn}" is not the ARN of a custom event bus; write one such as ${FORM}`]),
      [`arn:aws:events:eu-wset-1:${VAULT}:event-bus/key-alarms`, `eventBusArn "arn:aws:events:eu-wset-1:${VAULT}:event-bus/key-alarms" is in region "eu-wset-1", which this aws-cdk-lib does not know; correct the region, or update aws-cdk-lib if it is new`],
      [`arn:aws:events:cn-north-1:${VAULT}:event-bus/key-alarms`, `eventBusArn "arn:aws:events:cn-north-1:${VAULT}:event-bus/key-alarms" has the partition "aws", but region "cn-north-1" is in "aws-cn"; write "arn:aws-cn:…"`],
      [`arn:aws-cn:events:cn-north-1:${VAULT}:event-bus/key-alarms`, `eventBusArn "arn:aws-cn:events:cn-north-1:${VAULT}:event-bus/key-alarms" is in the partition "aws-cn", but the keys are in "aws", and EventBridge does not send events across partitions; use an event bus in "aws"`],
      [`arn:aws:events:us-east-1:${VAULT}:event-bus/default`, `eventBusArn "arn:aws:events:us-east-1:${VAULT}:event-bus/default" is a default event bus, where rules match the events that arrive as if they were its own, and may send them back; create a custom event bus, and write its ARN`],
    ])('%.80j is refused', (arn, sentence) => {
      expect(refusal(arn)).toBe(sentence);
    });

    test('the ARN of a bus that the app creates is refused, as its value would be an export', () => {
      const app = new App();
      const bus = new events.EventBus(new Stack(app, 'Central', { env: { account: VAULT, region: 'us-east-1' } }), 'Bus');
      const sentence = `eventBusArn is a token, whose value another stack would have to export; give the event bus a name, and write out its ARN, such as ${FORM}`;
      expect(refusal(bus.eventBusArn)).toBe(sentence);
      expect(refusal(`arn:aws:events:us-east-1:${Aws.ACCOUNT_ID}:event-bus/key-alarms`)).toBe(sentence);
    });

    test('options that are no object are refused', () => {
      expect(errorOf(() => make()[method]('Alarms', 'key-alarms' as any))).toBe(`options of ${method} is the string "key-alarms", but must be an object; write the options in braces`);
    });

    test('nothing is added when the ARN is refused', () => {
      const keys = make();
      errorOf(() => keys[method]('Alarms', { eventBusArn: 'key-alarms' }));
      expect(keys.node.findAll().filter((construct) => construct instanceof events.Rule)).toEqual([]);
    });

    test.each([
      ['arn:aws:events:eu-west-1:444444444444:event-bus/key-alarms'],
      ['arn:aws:events:ap-southeast-2:111111111111:event-bus/Key_alarms.1'],
      [`arn:aws:events:us-east-1:111111111111:event-bus/${'x'.repeat(256)}`],
    ])('%.80j is accepted', (eventBusArn) => {
      expect(make()[method]('Alarms', { eventBusArn })).toHaveLength(make === regional ? 2 : 1);
    });

    test.each([
      ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
      ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'],
    ])('in %s, a bus in another Region is refused', (partition, here, elsewhere) => {
      const eventBusArn = `arn:${partition}:events:${here}:${VAULT}:event-bus/key-alarms`;
      const remedy = make === regional ? 'call' : 'use VaultReplicaKeys, and call';
      const sentence = `eventBusArn "${eventBusArn}" is in another region than the key in "${elsewhere}", but EventBridge does not send events across regions in the partition "${partition}"; ${remedy} keyIn(region).${method}(id, { target }) for each region`;
      expect(refusal(eventBusArn, { regions: [here, elsewhere], administrators: [] })).toBe(sentence);
      expect(refusal(eventBusArn, { regions: [here], retiredRegions: [elsewhere], administrators: [] })).toBe(sentence);
      expect(() => make({ regions: [here], administrators: [] })[method]('Alarms', { eventBusArn })).not.toThrow();
    });

    test('the same id twice is refused by the CDK', () => {
      const keys = make();
      keys[method]('Alarms', { eventBusArn: `arn:aws:events:us-east-1:${VAULT}:event-bus/key-alarms` });
      expect(errorOf(() => keys[method]('Alarms', { eventBusArn: `arn:aws:events:us-east-1:${VAULT}:event-bus/key-alarms` })))
        .toMatch(/^There is already a Construct with name 'Alarms' in VaultReplicaKey \[ReplicaKey\]/);
    });
  });

  test('an ARN that is not looked up yet is not judged, and not deployed', () => {
    const stack = new Stack(new App(), 'Lookup', { env: { account: VAULT, region: 'eu-west-1' } });
    const eventBusArn = ssm.StringParameter.valueFromLookup(stack, '/key-alarms');
    const keys = regional();
    keys[method]('Alarms', { eventBusArn });
    expect(Annotations.fromStack(keys.stackIn('eu-west-1')).findError('*', Match.stringLikeRegexp('is not looked up yet'))).toHaveLength(1);
  });

  test.each<[string, events.EventPattern]>([
    ['source', { source: ['aws.ec2'] }],
    ['detailType', { detailType: ['x'] }],
    ['detail.$or', { detail: { $or: [{ x: ['1'] }, { y: ['1'] }] } }],
    ...method === 'onCloudTrailKeyChange' ? [
      ['detail.eventName', { detail: { eventName: ['DisableKey'] } }],
      ['detail.resources.ARN', { detail: { resources: { ARN: ['x'] } } }],
      ['detail.userIdentity.invokedBy', { detail: { userIdentity: { type: ['Root'], invokedBy: ['x'] } } }],
    ] as Array<[string, events.EventPattern]> : [
      ['detail.state', { detail: { state: ['RUNNING'] } }],
    ] as Array<[string, events.EventPattern]>,
  ])('an eventPattern that restricts %s again is refused', (field, eventPattern) => {
    const stack = new Stack(new App(), 'Stack');
    const key = new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'x', protectedAccounts: [PROTECTED] });
    expect(errorOf(() => key[method]('Alarms', { eventPattern })))
      .toBe(`eventPattern restricts "${field}", which the rule "Alarms" restricts already; restrict other fields, or create an events.Rule with a pattern of your own`);
  });

  test('an eventPattern with a field that is undefined is accepted', () => {
    const key = new VaultReplicaKey(new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'eu-west-1' } }), 'Key', options());
    expect(() => key[method]('Alarms', { eventPattern: { account: undefined, detail: { awsRegion: undefined } } })).not.toThrow();
  });
});
