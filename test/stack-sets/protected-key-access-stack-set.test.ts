import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { MissingKey, ProtectedKeyAccess, ProtectedKeyAccessStackSet, StackSetDeployment, VaultRole, type ProtectedKeyAccessStackSetProps } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { stackSetOf } from '../fixtures/stack-set-of';
import { VAULT } from '../fixtures/vault-app';

const REGIONS = ['eu-west-1', 'eu-central-1'];
const UNITS = StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] });

function make(overrides: Partial<ProtectedKeyAccessStackSetProps> = {}, context = {}): { stack: Stack; access: ProtectedKeyAccessStackSet } {
  const stack = new Stack(new App({ context }), 'Organization', { env: { account: '999999999999', region: 'us-east-1' } });
  const access = new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['backup'], regions: REGIONS, vaultAccount: VAULT, deployment: UNITS, ...overrides });
  return { stack, access };
}

test.each([['off', ALL_FLAGS_OFF], ['on', ALL_FLAGS_ON]])('the template is that of ProtectedKeyAccess in a stack of any account and region, with all feature flags %s', (_state, context) => {
  const { body } = stackSetOf(make({ aliases: ['backup', 'alias/databases'] }, context).stack);
  const alone = new Stack(new App({ context }), 'Alone');
  new ProtectedKeyAccess(alone, 'Access', {
    keys: ['alias/backup', 'alias/databases'].map((alias) => Alias.fromAliasName(alone, alias, alias)), vaultAccount: VAULT,
  });
  expect(body.Resources).toEqual(Template.fromStack(alone).toJSON().Resources);
  expect(JSON.stringify(body)).toContain('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/backup');
});

test('goes to all accounts of the units, those that join too, in all regions at once', () => {
  expect(stackSetOf(make().stack).properties).toMatchObject({
    StackSetName: 'Organization-Access',
    Description: 'Lets the AutoBackup VAULT role use keys of PROTECTED accounts',
    PermissionModel: 'SERVICE_MANAGED',
    AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
    StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: ['ou-f6g7-h8i9j0k1'] }, Regions: REGIONS }],
    Capabilities: ['CAPABILITY_IAM'],
    OperationPreferences: { RegionConcurrencyType: 'PARALLEL' },
  });
});

test('its template is sent as it is, without a bucket', () => {
  const { body, bytes } = stackSetOf(make().stack);
  expect(bytes).toBeLessThan(51_200);
  expect(Object.keys(body).sort()).toEqual(['Description', 'Resources']);
});

test.each([[undefined, undefined], [MissingKey.FAIL, undefined], [MissingKey.SKIP, 'SKIP']])('a key that is missing: %s', (missingKey, property) => {
  const { body } = stackSetOf(make({ missingKey }).stack);
  const [resource] = Object.values<any>(body.Resources).filter(({ Type }) => Type === 'Custom::KeyPolicyStatements');
  expect(resource.Properties.MissingKey).toBe(property);
});

test('more aliases than fit in the template are refused at synthesis, with what to do', () => {
  const app = new App();
  const aliases = Array.from({ length: 35 }, (_, index) => `alias/key-${index}`);
  const deployment = StackSetDeployment.selfManaged();
  new ProtectedKeyAccessStackSet(new Stack(app, 'Protected'), 'Access', { aliases, regions: REGIONS, vaultAccount: VAULT, deployment });
  expect(errorOf(() => app.synth())).toMatch(/template of "Protected\/Access" has \d{5} bytes, but the limit without a bucket is 51200; list fewer aliases/);
});

test('a VAULT role in the same stack is deployed before', () => {
  const stack = new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'us-east-1' } });
  const role = new iam.Role(stack, 'Role', { roleName: 'Copier', assumedBy: new iam.AccountRootPrincipal() });
  new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['backup'], regions: REGIONS, vaultAccount: VAULT, vaultRole: VaultRole.fromRole(role), deployment: UNITS });
  const [stackSet] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet'));
  expect(stackSet.DependsOn).toEqual([stack.getLogicalId(role.node.defaultChild as iam.CfnRole)]);
});

test('a late-bound VAULT role is named by a condition', () => {
  const { body } = stackSetOf(make({ vaultRole: VaultRole.fromRoleName('Copier', { lateBound: true }) }).stack);
  const [resource] = Object.values<any>(body.Resources).filter(({ Type }) => Type === 'Custom::KeyPolicyStatements');
  expect(resource.Properties.Statements[0]).toMatchObject({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'kms:CallerAccount': VAULT } } });
});

describe('what IAM policies of the VAULT role must allow', () => {
  const statements = (access: ProtectedKeyAccessStackSet) => access.vaultRoleStatements().map((statement) => statement.toStatementJson());
  const hasAlias = (alias: string) => ({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } });

  test('names the keys of the listed accounts by their alias', () => {
    const { access } = make({ deployment: StackSetDeployment.selfManaged({ accounts: ['222222222222', '333333333333'] }) });
    expect(statements(access)[0]).toMatchObject({
      Resource: ['222222222222', '333333333333'].flatMap((account) => REGIONS.map((region) => `arn:aws:kms:${region}:${account}:key/*`)),
      Condition: hasAlias('alias/backup'),
    });
  });

  test('names those of the accounts that units are narrowed to, unless others may join', () => {
    const narrowed = { organizationalUnits: ['r-f6g7'], accounts: ['222222222222'] };
    const [listed] = statements(make({ deployment: StackSetDeployment.serviceManaged(narrowed) }).access);
    expect(listed.Resource).toEqual(REGIONS.map((region) => `arn:aws:kms:${region}:222222222222:key/*`));
    const [joined] = statements(make({ deployment: StackSetDeployment.serviceManaged({ ...narrowed, autoDeployment: true }) }).access);
    expect(joined.Resource).toEqual(REGIONS.map((region) => `arn:aws:kms:${region}:*:key/*`));
  });

  test('names those of the stack, whose account must be known', () => {
    const deployment = StackSetDeployment.selfManaged();
    expect(statements(make({ deployment }).access)[0].Resource).toContain('arn:aws:kms:eu-west-1:999999999999:key/*');
    const access = new ProtectedKeyAccessStackSet(new Stack(new App(), 'Anywhere'), 'Access', { aliases: ['backup'], regions: REGIONS, vaultAccount: VAULT, deployment });
    expect(errorOf(() => access.vaultRoleStatements())).toBe(
      'account of stack "Anywhere" is known only during deployment, and a policy in another account cannot refer to it; set env.account of the stack, or list accounts in the deployment',
    );
  });

  test('names those of all accounts where units say which, narrowed to the aliases', () => {
    const given = statements(make({ aliases: ['backup', 'databases'] }).access);
    expect(given.map(({ Condition }) => Condition['ForAnyValue:StringEquals'])).toEqual(
      ['alias/backup', 'alias/backup', 'alias/databases', 'alias/databases'].map((alias) => hasAlias(alias)['ForAnyValue:StringEquals']),
    );
    for (const { Resource } of given) { expect(Resource).toEqual(REGIONS.map((region) => `arn:aws:kms:${region}:*:key/*`)); }
  });
});

test.each<[string, Partial<ProtectedKeyAccessStackSetProps>, RegExp]>([
  ['no alias', { aliases: [] }, /^aliases of "Organization\/Access" is empty, so the VAULT role could use no key/],
  ['an AWS managed key', { aliases: ['aws/ebs'] }, /^alias "aws\/ebs" is reserved for AWS managed keys/],
  ['the ARN of an alias', { aliases: ['arn:aws:kms:eu-west-1:222222222222:alias/x'] }, /is an ARN, but one alias names the keys of all Regions/],
  ['no region', { regions: [] }, /^regions is empty/],
  ['a region twice', { regions: ['eu-west-1', 'eu-west-1'] }, /is listed twice/],
  ['an account id that is none', { vaultAccount: '1111' }, /^vaultAccount "1111" is not an account id/],
])('%s is refused', (_what, overrides, sentence) => {
  expect(errorOf(() => make(overrides))).toMatch(sentence);
});

test('a scope without a stack is refused', () => {
  expect(errorOf(() => new ProtectedKeyAccessStackSet(new App(), 'Access', { aliases: ['x'], regions: REGIONS, vaultAccount: VAULT })))
    .toBe('"Access" is in no Stack, but a StackSet is a resource of a stack; put it in a Stack');
});
