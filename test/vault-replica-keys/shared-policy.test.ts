import { App, Aws, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { VaultReplicaKeys, ViaService, type VaultReplicaKeysProps } from '../../src';
import { options } from '../fixtures/vault-app';

/*
 * The keys of all Regions have one policy, which is rendered and judged once. What belongs to one key only must not show in another.
 */
const ADDED = '444444444444';

function make(overrides: Partial<VaultReplicaKeysProps> = {}): VaultReplicaKeys {
  return new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides));
}

function policyIn(keys: VaultReplicaKeys, region: string): any {
  const resources = Template.fromStack(Stack.of(keys.keyIn(region))).findResources('AWS::KMS::Key');
  return Object.values(resources)[0].Properties.KeyPolicy;
}

function cfnKeyIn(keys: VaultReplicaKeys, region: string): kms.CfnKey {
  return keys.keyIn(region).key.node.defaultChild as kms.CfnKey;
}

test.each<[string, (keys: VaultReplicaKeys) => void]>([
  ['an escape hatch', (keys) => cfnKeyIn(keys, 'eu-west-1').addPropertyOverride('KeyPolicy.Statement.0.Sid', 'Renamed')],
  ['a grant', (keys) => keys.keyIn('eu-west-1').key.grantDecrypt(new iam.ServicePrincipal('sns.amazonaws.com'))],
  ['a statement', (keys) => keys.keyIn('eu-west-1').key.addToResourcePolicy(new iam.PolicyStatement({
    actions: ['kms:DescribeKey'], resources: ['*'], principals: [new iam.AccountPrincipal(ADDED)],
  }))],
])('%s that changes the policy of one key leaves that of another Region as it was', (_how, change) => {
  const intact = policyIn(make(), 'eu-west-1');
  const keys = make();
  change(keys);
  expect(policyIn(keys, 'eu-west-1')).not.toEqual(intact);
  expect(policyIn(keys, 'eu-central-1')).toEqual(intact);
});

test('an account that is added after the policy was rendered is in the policy of every Region', () => {
  const keys = make({ retiredRegions: ['us-east-1'] });
  const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'];
  for (const region of regions) { keys.keyIn(region).renderKeyPolicy(); }
  keys.addProtectedAccount(ADDED);
  for (const region of regions) { expect(JSON.stringify(policyIn(keys, region))).toContain(`arn:aws:iam::${ADDED}:root`); }
});

test('a policy that names a service in the Region of the key differs from Region to Region, and in a retired one', () => {
  const keys = make({ retiredRegions: ['us-east-1'], viaServices: [ViaService.EBS] });
  const regions = ['eu-west-1', 'eu-central-1', 'us-east-1'];
  const used = regions.map((region) => policyIn(keys, region).Statement.find(({ Sid }: any) => Sid === 'Allow use of the key'));
  expect(used.map(({ Condition }) => Condition.StringEquals['kms:ViaService'])).toEqual(regions.map((region) => `ec2.${region}.amazonaws.com`));
  expect(used.map(({ Action }) => Action.includes('kms:Encrypt'))).toEqual([true, true, false]);
});

test('a token in the policy is resolved in the stack of each key', () => {
  const keys = make({ policyId: `${Aws.STACK_NAME}-policy` });
  for (const region of keys.regions) {
    expect(keys.keyIn(region).renderKeyPolicy().Id).toEqual({ 'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, '-policy']] });
  }
});
