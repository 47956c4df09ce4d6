import { App, BootstraplessSynthesizer, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { deployedPatterns, patternsIn } from './deployed-patterns';
import { filledIn } from './filled-in';
import { VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, type VaultReplicaKeysProps } from '../../src';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { stackSetOf } from '../fixtures/stack-set-of';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const BUS = `arn:aws:events:us-east-1:${VAULT}:event-bus/key-alarms`;
const METHODS = ['onCloudTrailKeyChange', 'onReplicaCopyFailed'] as const;

function regional(overrides: Partial<VaultReplicaKeysProps> = {}, app = new App()): VaultReplicaKeys {
  return new VaultReplicaKeys(app, 'ReplicaKeys', options(overrides));
}

function vaultStack(app = new App()): Stack {
  return new Stack(app, 'Vault', { env: { account: VAULT, region: 'us-east-1' } });
}

function stackSet(stack: Stack, overrides: Partial<VaultReplicaKeysProps> = {}): VaultReplicaKeyStackSet {
  return new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', options({ vaultAccount: undefined, ...overrides }));
}

function templateOf(keys: VaultReplicaKeys, region: string): any {
  return Template.fromStack(keys.stackIn(region)).toJSON();
}

function ofType(template: any, type: string): any[] {
  return Object.values<any>(template.Resources).flatMap(({ Type, Properties }) => Type === type ? Properties : []);
}

/** What a template has more than another. */
function added(template: any, before: any): any {
  expect({ ...template.Resources, ...before.Resources }).toEqual(template.Resources);
  return Object.fromEntries(Object.entries(template.Resources).filter(([id]) => !(id in before.Resources)));
}

describe.each(METHODS)('%s of several keys', (method) => {
  test('adds a rule and its role to each regional stack, and changes nothing else', () => {
    const keys = regional({ retiredRegions: ['us-east-1'] });
    const without = regional({ retiredRegions: ['us-east-1'] });
    expect(keys[method]('Alarms', { eventBusArn: BUS }).map((rule) => Stack.of(rule).region)).toEqual(['eu-west-1', 'eu-central-1', 'us-east-1']);
    for (const region of ['eu-west-1', 'eu-central-1', 'us-east-1']) {
      const [template, before] = [templateOf(keys, region), templateOf(without, region)];
      const resources = added(template, before);
      expect(Object.values<any>(resources).map(({ Type }) => Type).sort()).toEqual(['AWS::Events::Rule', 'AWS::IAM::Role']);
      expect({ ...template, Resources: before.Resources }).toEqual(before);
    }
  });

  test('adds the same to the template of a StackSet', () => {
    const [stack, before] = [vaultStack(), vaultStack()];
    stackSet(stack, { retiredRegions: ['us-east-1'] })[method]('Alarms', { eventBusArn: BUS });
    stackSet(before, { retiredRegions: ['us-east-1'] });
    const inStackSet = added(stackSetOf(stack).body, stackSetOf(before).body);
    const keys = regional();
    keys[method]('Alarms', { eventBusArn: BUS });
    const inRegion = added(templateOf(keys, 'eu-west-1'), templateOf(regional(), 'eu-west-1'));
    const values = { account: VAULT, region: 'eu-west-1', keyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1' };
    expect(filledIn(inStackSet, values)).toEqual(filledIn(inRegion, values));
    expect(stackSetOf(stack).properties.Capabilities).toEqual(['CAPABILITY_IAM']);
  });

  test('sends to the bus by a role that may do nothing else, for rules of this account and Region only', () => {
    const keys = regional();
    keys[method]('Alarms', { eventBusArn: BUS });
    const template = templateOf(keys, 'eu-west-1');
    const [[roleId]] = Object.entries<any>(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    expect(ofType(template, 'AWS::Events::Rule')[0].Targets).toEqual([{ Id: 'Target0', Arn: BUS, RoleArn: { 'Fn::GetAtt': [roleId, 'Arn'] } }]);
    const [role] = ofType(template, 'AWS::IAM::Role');
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'events.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': VAULT },
        ArnLike: { 'aws:SourceArn': `arn:aws:events:eu-west-1:${VAULT}:rule/*` },
      },
    }]);
    expect(role.Policies.map(({ PolicyDocument }: any) => PolicyDocument.Statement)).toEqual([[{ Effect: 'Allow', Action: 'events:PutEvents', Resource: BUS }]]);
    expect(Object.keys(role).sort()).toEqual(['AssumeRolePolicyDocument', 'Description', 'Policies']);
    expect(ofType(template, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('needs no bootstrapped account, exports nothing and imports nothing', () => {
    const app = new App({ defaultStackSynthesizer: new BootstraplessSynthesizer() });
    regional({}, app)[method]('Alarms', { eventBusArn: BUS });
    stackSet(new Stack(app, 'Vault', { env: { account: VAULT, region: 'us-east-1' } }), { alias: 'other' })[method]('Alarms', { eventBusArn: BUS });
    for (const { template, assets } of app.synth().stacks) {
      expect(assets).toEqual([]);
      expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|"Export"|Fn::GetStackOutput|AWS::Lambda|Custom::/);
    }
  });

  test('reaches every Region whatever else is called before or after', () => {
    const keys = regional();
    keys.keyIn('eu-central-1')[method]('Own');
    keys[method]('Alarms', { eventBusArn: BUS });
    keys.addProtectedAccount('333333333333');
    for (const [region, count] of [['eu-west-1', 1], ['eu-central-1', 2]] as const) {
      expect(ofType(templateOf(keys, region), 'AWS::Events::Rule')).toHaveLength(count);
    }
  });

  test('works for two buses, and in China for the bus of the one Region', () => {
    const keys = regional();
    keys[method]('Alarms', { eventBusArn: BUS });
    keys[method]('Audit', { eventBusArn: 'arn:aws:events:eu-west-1:444444444444:event-bus/audit' });
    expect(ofType(templateOf(keys, 'eu-west-1'), 'AWS::Events::Rule')).toHaveLength(2);
    const inChina = regional({ regions: ['cn-north-1'], administrators: [] });
    inChina[method]('Alarms', { eventBusArn: `arn:aws-cn:events:cn-north-1:${VAULT}:event-bus/key-alarms` });
    const [role] = ofType(templateOf(inChina, 'cn-north-1'), 'AWS::IAM::Role');
    expect(role.Policies[0].PolicyDocument.Statement[0].Resource).toMatch(/^arn:aws-cn:/);
  });
});

describe.each([['off', ALL_FLAGS_OFF], ['on', ALL_FLAGS_ON]])('with all feature flags %s', (_state, context) => {
  test('the resources of a Region', () => {
    const keys = regional({}, new App({ context }));
    keys.onCloudTrailKeyChange('KeyChange', { eventBusArn: BUS });
    keys.onReplicaCopyFailed('CopyFailed', { eventBusArn: BUS });
    const rules = ['AWS::Events::Rule', 'AWS::IAM::Role'].flatMap((type) => ofType(templateOf(keys, 'eu-west-1'), type));
    // Literal, as the key policy is, but for references to resources of the stack.
    expect(JSON.stringify(rules)).not.toMatch(/"(?:Ref|Fn::(?!GetAtt)\w+)"/);
    expect(rules).toMatchSnapshot('rules');
  });
});

test('the template of a StackSet', () => {
  const stack = vaultStack();
  const keys = stackSet(stack);
  keys.onCloudTrailKeyChange('KeyChange', { eventBusArn: BUS });
  keys.onReplicaCopyFailed('CopyFailed', { eventBusArn: BUS });
  const before = vaultStack();
  stackSet(before);
  expect(added(stackSetOf(stack).body, stackSetOf(before).body)).toMatchSnapshot();
});

test('the bytes that rules add to a template', () => {
  const bytes = (template: any) => Buffer.byteLength(JSON.stringify(template));
  const regionalBytes = (method?: typeof METHODS[number]) => {
    const keys = regional();
    if (method) { keys[method]('Alarms', { eventBusArn: BUS }); }
    return bytes(templateOf(keys, 'eu-west-1'));
  };
  const stackSetBytes = (method?: typeof METHODS[number]) => {
    const stack = vaultStack();
    const keys = stackSet(stack);
    if (method) { keys[method]('Alarms', { eventBusArn: BUS }); }
    return stackSetOf(stack).bytes;
  };
  expect(METHODS.map((method) => [method, regionalBytes(method) - regionalBytes(), stackSetBytes(method) - stackSetBytes()])).toMatchSnapshot();
});

describe('the pattern of a key change', () => {
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
  const MAX_PATTERN_CHARACTERS = 2048;
  /** @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
  const MAX_COMBINATIONS = 1000;

  test('fits in what EventBridge accepts, with the longest alias in the longest Region name', () => {
    const longest = deployedPatterns('x'.repeat(250))['key change'].replaceAll('arn:aws:kms:us-west-2', 'arn:aws-us-gov:kms:ap-southeast-99');
    expect(longest.length).toBeLessThan(MAX_PATTERN_CHARACTERS);
    expect(longest.length).toBeGreaterThan(1000);
  });

  test('has few combinations', () => {
    for (const pattern of Object.values(deployedPatterns())) {
      // Their lengths are multiplied, and there is one.
      expect(pattern.match(/"\$or":/g)).toHaveLength(1);
      expect(JSON.parse(pattern).detail.$or.length).toBeLessThan(MAX_COMBINATIONS);
    }
  });
});

describe('the rule of one key', () => {
  function single(app = new App()): { stack: Stack; key: VaultReplicaKey } {
    const stack = vaultStack(app);
    return { stack, key: new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'x', protectedAccounts: [PROTECTED] }) };
  }

  test.each(METHODS)('%s accepts the options of the CDK', (method) => {
    const { stack, key } = single();
    const topic = new sns.Topic(stack, 'Topic');
    const rule = key[method]('Rule', {
      target: new targets.SnsTopic(topic), ruleName: 'my-rule', description: 'Mine', eventPattern: { account: [VAULT] },
    });
    expect(rule).toBeInstanceOf(events.Rule);
    const [properties] = ofType(Template.fromStack(stack).toJSON(), 'AWS::Events::Rule');
    expect(properties).toMatchObject({ Name: 'my-rule', Description: 'Mine', EventPattern: { account: [VAULT] }, Targets: [{ Arn: { Ref: expect.stringMatching(/^Topic/) } }] });
  });

  test.each(METHODS)('%s has no target unless one is given, and no role', (method) => {
    const { stack, key } = single();
    key[method]('Rule').addTarget(new targets.SnsTopic(new sns.Topic(stack, 'Topic')));
    const template = Template.fromStack(stack).toJSON();
    expect(ofType(template, 'AWS::Events::Rule')[0].Targets).toHaveLength(1);
    expect(ofType(template, 'AWS::IAM::Role')).toEqual([]);
  });

  test('further restrictions are added to the pattern', () => {
    const { stack, key } = single();
    key.onCloudTrailKeyChange('Rule', { eventPattern: { detail: { userIdentity: { type: ['Root'] } } } });
    const [pattern] = patternsIn(Template.fromStack(stack).toJSON());
    const { $or: before, ...others } = JSON.parse(deployedPatterns()['key change']).detail;
    const { $or, userIdentity, ...same } = JSON.parse(pattern).detail;
    expect(userIdentity).toEqual({ type: ['Root'] });
    expect(same).toEqual(others);
    expect($or).toHaveLength(before.length);
  });

  test('names the key and its alias where account and Region are known during deployment only', () => {
    const stack = new Stack(new Stage(new App(), 'Anywhere'), 'Stack');
    new VaultReplicaKey(stack, 'ReplicaKey', { alias: new CfnParameter(stack, 'Alias').valueAsString, protectedAccounts: [PROTECTED] })
      .onCloudTrailKeyChange('Rule');
    const [{ EventPattern: { detail: { $or: [{ resources: { ARN: [key, alias] } }] } } }] = ofType(Template.fromStack(stack).toJSON(), 'AWS::Events::Rule');
    expect(key).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^ReplicaKey/), 'Arn'] });
    expect(alias).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':kms:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':', { Ref: 'Alias' }]],
    });
  });
});
