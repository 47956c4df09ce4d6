import { App, Aws, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKey, VaultReplicaKeys, VaultRole, type VaultReplicaKeyProps } from '../../src';
import { synthesisErrorOf } from '../fixtures/error-of';
import { manualKeyPolicy } from '../fixtures/manual';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const IDS = { vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED };
const ENV = { account: VAULT, region: 'eu-west-1' };

function make(scope: Stack, overrides: Partial<VaultReplicaKeyProps> = {}): VaultReplicaKey {
  const { regions, vaultAccount, ...keyOptions } = options();
  return new VaultReplicaKey(scope, 'ReplicaKey', { ...keyOptions, policyId: 'example-key-policy', ...overrides });
}

describe.each<[string, () => Stack]>([
  ['an existing stack', () => new Stack(new App(), 'Vault', { env: ENV })],
  ['a stack of a pipeline stage', () => new Stack(new Stage(new App(), 'Prod', { env: ENV }), 'Vault')],
  ['a nested stack', () => new NestedStack(new Stack(new App(), 'Vault', { env: ENV }), 'Nested')],
])('in %s', (_where, stack) => {
  test('the policy is the manual\'s', () => {
    expect(make(stack()).renderKeyPolicy()).toStrictEqual(manualKeyPolicy(IDS));
  });
});

test('by itself it creates the same resources as VaultReplicaKeys', () => {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options());
  const stack = new Stack(app, 'Alone', { env: { ...ENV, region: 'us-east-1' } });
  make(stack, { policyId: undefined });
  expect(Template.fromStack(stack).toJSON().Resources)
    .toEqual(Template.fromStack(Stack.of(keys.keyIn('eu-west-1'))).toJSON().Resources);
  expect(Template.fromStack(stack).toJSON()).not.toHaveProperty('Outputs');
});

describe('in a stack without environment, as for a StackSet', () => {
  /** What CloudFormation makes of `Fn::Sub` in this account and region. */
  function deployed(json: any, partition: string): any {
    return JSON.parse(JSON.stringify(json), (_key, value) => value?.['Fn::Sub']
      ?.replace('${AWS::Partition}', partition)
      .replace('${AWS::AccountId}', VAULT)
      ?? value);
  }

  test.each(['aws', 'aws-cn'])('the policy deployed in %s is the manual\'s', (partition) => {
    const administrators = [new iam.ArnPrincipal(`arn:${partition}:iam::${Aws.ACCOUNT_ID}:user/key_administrator@example.com`)];
    const policy = make(new Stack(), { administrators }).renderKeyPolicy();
    expect(deployed(policy, partition)).toStrictEqual(manualKeyPolicy(IDS, partition));
  });

  test('only account and partition are left to the deployment', () => {
    const policy = JSON.stringify(make(new Stack(), { administrators: [] }).renderKeyPolicy());
    expect(policy).not.toMatch(/Fn::Join|Fn::GetAtt|Ref|Token/);
    const substituted = [...policy.matchAll(/\$\{(.*?)\}/g)].map(([, name]) => name);
    expect([...new Set(substituted)].sort()).toEqual(['AWS::AccountId', 'AWS::Partition']);
  });

  test('a known account is a literal', () => {
    const policy = make(new Stack(undefined, undefined, { env: { account: VAULT } })).renderKeyPolicy();
    expect(policy.Statement[0].Principal.AWS).toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${VAULT}:root` });
  });

  test('a region that this aws-cdk-lib does not know leaves the partition to the deployment', () => {
    const policy = make(new Stack(undefined, undefined, { env: { account: VAULT, region: 'eu-new-1' } })).renderKeyPolicy();
    expect(policy.Statement[0].Principal.AWS).toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${VAULT}:root` });
  });
});

test('a role in the same stack is deployed before the key, and its own policies are not', () => {
  const stack = new Stack(new App(), 'Vault', { env: ENV });
  const role = new iam.Role(stack, 'VaultRole', { roleName: 'BackupIAMRole', assumedBy: new iam.AccountRootPrincipal() });
  const replicaKey = make(stack, { vaultRole: VaultRole.fromRole(role) });
  // Were the key to wait for the role's policy too, the two would wait for each other.
  replicaKey.key.grantEncryptDecrypt(role);
  const { Resources } = Template.fromStack(stack).toJSON();
  const key = Object.values<any>(Resources).find(({ Type }) => Type === 'AWS::KMS::Key');
  expect(key.DependsOn.map((id: string) => Resources[id].Type)).toEqual(['AWS::IAM::Role']);
  expect(replicaKey.renderKeyPolicy()).toStrictEqual(manualKeyPolicy(IDS));
});

test('grants may fill the policy to the last byte', () => {
  const withGrant = (filler: number) => {
    const stack = new Stack(new App(), 'Vault', { env: ENV });
    const replicaKey = make(stack);
    replicaKey.key.addToResourcePolicy(new iam.PolicyStatement({
      sid: 'x'.repeat(filler), principals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Reader`)], actions: ['kms:Decrypt'], resources: ['*'],
    }));
    return { stack, bytes: Buffer.byteLength(JSON.stringify(replicaKey.renderKeyPolicy())) };
  };
  const filler = 32_769 - withGrant(1).bytes;
  expect(withGrant(filler).bytes).toBe(32_768);
  expect(() => Template.fromStack(withGrant(filler).stack)).not.toThrow();
  expect(() => Template.fromStack(withGrant(filler + 1).stack)).toThrow(/key policy has 32769 bytes/);
});

test('grants that outgrow the policy are refused at synthesis', () => {
  const stack = new Stack(new App(), 'Vault', { env: ENV });
  const accounts = Array.from({ length: 470 }, (_, index) => `${400000000000 + index}`);
  const { key } = make(stack, { protectedAccounts: accounts });
  for (let index = 0; index < 10; index++) {
    key.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Reader${index}`)], actions: ['kms:Decrypt'], resources: ['*'],
    }));
  }
  expect(() => Template.fromStack(stack))
    .toThrow(/key policy has \d{5} bytes, but the limit of a key policy is 32768; remove statements, or grant access with IAM policies instead/);
});

test('the statements added to the key are judged once', () => {
  const stack = new Stack(new App(), 'Vault', { env: ENV });
  make(stack).key.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'] }));
  expect(synthesisErrorOf(stack.node.root as App))
    .toBe('statement without Sid has no principal, but every statement of a key policy needs one; add one to its principals');
});

test('a policy variable in a statement survives Fn::Sub', () => {
  const stack = new Stack();
  const replicaKey = make(stack, { administrators: [], policyId: 'for ${aws:username} in ${AWS::AccountId}' });
  expect(replicaKey.renderKeyPolicy().Id).toEqual({ 'Fn::Sub': 'for ${!aws:username} in ${AWS::AccountId}' });
});

describe('what is added later', () => {
  const AUDITOR = new iam.PolicyStatement({
    sid: 'Audit', principals: [new iam.AccountPrincipal('444444444444')], actions: ['kms:DescribeKey'], resources: ['*'],
  });
  const additions = (keys: Pick<VaultReplicaKey, 'addProtectedAccount' | 'addAdministrator' | 'addToKeyPolicy'>) => {
    keys.addProtectedAccount('333333333333');
    keys.addAdministrator(new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Second`));
    keys.addToKeyPolicy(AUDITOR);
  };
  const policies = (keys: VaultReplicaKeys) => keys.regions.map((region) => keys.keyIn(region).renderKeyPolicy());

  test('to one key gives the policy that several keys get by the same', () => {
    const [one, several] = [make(new Stack(new App(), 'Vault', { env: ENV }), { policyId: undefined }), new VaultReplicaKeys(new App(), 'Keys', options())];
    additions(one);
    additions(several);
    expect(policies(several)).toEqual([one.renderKeyPolicy(), one.renderKeyPolicy()]);
    expect(JSON.stringify(one.renderKeyPolicy())).toContain('role/Second');
  });

  test('to the key of one region changes all that share its policy', () => {
    const [byKey, byKeys] = [0, 1].map(() => new VaultReplicaKeys(new App(), 'Keys', options()));
    additions(byKey.keyIn('eu-central-1'));
    additions(byKeys);
    expect(policies(byKey)).toEqual(policies(byKeys));
  });
});

test('the IAM policy of a PROTECTED role names the keys of the region that have the alias', () => {
  const [use] = make(new Stack(new App(), 'Vault', { env: ENV })).protectedRoleStatements();
  expect(use.toStatementJson()).toMatchObject({
    Resource: `arn:aws:kms:eu-west-1:${VAULT}:key/*`, Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/very_secret_key' } },
  });
});
