import { App, CfnParameter, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct, type IConstruct } from 'constructs';
import { KeyPolicyStatements, ProtectedKeyAccess } from '../../src';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { changesOf, KEY_ARN, KEY_ID, keyStatement, protectedStack, resourcesOf, VAULT_ROLE } from '../fixtures/protected-app';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const MINE = { Sid: 'Mine', Effect: 'Allow', Principal: { AWS: VAULT_ROLE }, Action: 'kms:Decrypt', Resource: '*' };
const importedKey = (stack: Stack, arn = KEY_ARN, id = 'Key') => kms.Key.fromKeyArn(stack, id, arn);

function rightsOf(stack: Stack): any[] {
  return Object.values(resourcesOf(stack, 'AWS::IAM::Policy')).map(({ Properties }) => Properties.PolicyDocument.Statement[0]);
}

test('adds the statements to the policy of the key', () => {
  const stack = protectedStack();
  new KeyPolicyStatements(stack, 'Statements', { key: importedKey(stack), statements: [keyStatement()] });
  expect(changesOf(stack)).toEqual([{ Key: KEY_ARN, Statements: [MINE] }]);
});

describe('the key may be', () => {
  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    ['of another region', (stack) => importedKey(stack, KEY_ARN.replace('eu-west-1', 'eu-central-1')), KEY_ARN.replace('eu-west-1', 'eu-central-1')],
    ['an alias', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup'), `arn:aws:kms:eu-west-1:${PROTECTED}:alias/backup`],
    ['an alias with a known target', (stack) => kms.Alias.fromAliasAttributes(stack, 'Alias', { aliasName: 'alias/backup', aliasTargetKey: importedKey(stack) }), KEY_ARN],
    ['an alias of the app\'s for an imported key', (stack) => new kms.Alias(stack, 'Alias', { aliasName: 'alias/backup', targetKey: importedKey(stack) }), KEY_ARN],
    ['looked up', (stack) => kms.Key.fromLookup(stack, 'Key', { aliasName: 'alias/backup' }), KEY_ARN],
  ])('%s', (_what, key, arn) => {
    const stack = protectedStack();
    new KeyPolicyStatements(stack, 'Statements', { key: key(stack), statements: [keyStatement()] });
    expect(changesOf(stack)).toEqual([{ Key: arn, Statements: [MINE] }]);
  });

  test('of the account and region of the deployment, as in a StackSet', () => {
    const stack = new Stack();
    new KeyPolicyStatements(stack, 'Statements', { key: kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup'), statements: [keyStatement()] });
    expect(changesOf(stack)[0].Key).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/backup' });
    expect(rightsOf(stack)[0].Resource).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/*' });
  });
});

describe('all that a stack adds to one key', () => {
  test('is one custom resource, however the key is imported', () => {
    const stack = protectedStack();
    new KeyPolicyStatements(stack, 'One', { key: importedKey(stack, KEY_ARN, 'A'), statements: [keyStatement()] });
    new KeyPolicyStatements(stack, 'Two', { key: importedKey(stack, KEY_ARN, 'B'), statements: [keyStatement({ sid: 'Other' })] });
    new KeyPolicyStatements(stack, 'Three', { key: kms.Key.fromLookup(stack, 'C', { aliasName: 'alias/x' }), statements: [keyStatement({ sid: undefined })] });
    const { Sid, ...withoutSid } = MINE;
    expect(changesOf(stack)).toEqual([{ Key: KEY_ARN, Statements: [MINE, { ...MINE, Sid: 'Other' }, withoutSid] }]);
  });

  test('counts once what is the same', () => {
    const stack = protectedStack();
    for (const id of ['One', 'Two']) {
      new KeyPolicyStatements(stack, id, { key: importedKey(stack, KEY_ARN, `Key${id}`), statements: [keyStatement(), keyStatement()] });
    }
    expect(changesOf(stack)).toEqual([{ Key: KEY_ARN, Statements: [MINE] }]);
  });

  test('is apart from what it adds to another key, and from what another stack adds', () => {
    const app = new App();
    const stacks = ['A', 'B'].map((id) => protectedStack(app, 'eu-west-1', id));
    const other = KEY_ARN.replace(KEY_ID, '99999999-12ab-34cd-56ef-1234567890ab');
    for (const stack of stacks) {
      new KeyPolicyStatements(stack, 'One', { key: importedKey(stack), statements: [keyStatement()] });
      new KeyPolicyStatements(stack, 'Two', { key: importedKey(stack, other, 'Other'), statements: [keyStatement()] });
    }
    for (const stack of stacks) {
      expect(changesOf(stack)).toEqual([{ Key: KEY_ARN, Statements: [MINE] }, { Key: other, Statements: [MINE] }]);
      expect(Object.keys(resourcesOf(stack, 'AWS::Lambda::Function'))).toHaveLength(1);
    }
  });
});

describe('the template', () => {
  function template(context = {}, key = (stack: Stack) => importedKey(stack)): any {
    const stack = protectedStack(new App({ context }));
    new KeyPolicyStatements(stack, 'Statements', { key: key(stack), statements: [keyStatement()] });
    return Template.fromStack(stack).toJSON();
  }

  test('has logical ids that never change, as another resource is another owner of statements', () => {
    expect(Object.keys(template().Resources)).toEqual([
      'KeyPolicyStatementsb0df418aRightsC81D40D9',
      'KeyPolicyStatementsb0df418a16B41D2E',
      'KeyPolicyStatementsHandlerLogA90105B1',
      'KeyPolicyStatementsHandlerRole6AE6C112',
      'KeyPolicyStatementsHandlerFunctionA5766F71',
    ]);
  });

  test('is the same under all feature flags', () => {
    const [on, off] = [ALL_FLAGS_ON, ALL_FLAGS_OFF].map((context) => template(context).Resources);
    expect(on).toEqual(off);
  });

  test('needs no asset and no bootstrapping, and is small enough to be sent as it is', () => {
    const json = template();
    expect(Object.keys(json)).toEqual(['Resources']);
    expect(Buffer.byteLength(JSON.stringify(json, undefined, 1))).toBeLessThan(51_200);
    const { ZipFile } = json.Resources.KeyPolicyStatementsHandlerFunctionA5766F71.Properties.Code;
    expect(Buffer.byteLength(ZipFile)).toBeLessThanOrEqual(14 * 1024);
    expect(ZipFile).toMatch(/^[\n\x20-\x7E]+$/);
  });

  test('allows the function to change the policy of only this key, to describe its own stack, and nothing else', () => {
    const { Resources } = template();
    const rights = Resources.KeyPolicyStatementsb0df418aRightsC81D40D9.Properties;
    expect(rights).toEqual({
      PolicyName: 'KeyPolicyStatementsb0df418a',
      Roles: [{ Ref: 'KeyPolicyStatementsHandlerRole6AE6C112' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'], Resource: KEY_ARN }],
      },
    });
    const role = Resources.KeyPolicyStatementsHandlerRole6AE6C112.Properties;
    expect(role).not.toHaveProperty('ManagedPolicyArns');
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }]);
    expect(role.Policies.map(({ PolicyDocument }: any) => PolicyDocument.Statement)).toEqual([[
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: { 'Fn::GetAtt': ['KeyPolicyStatementsHandlerLogA90105B1', 'Arn'] } },
      { Effect: 'Allow', Action: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks'], Resource: { Ref: 'AWS::StackId' } },
      { Effect: 'Deny', Action: 'kms:PutKeyPolicy', Resource: '*', Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } } },
    ]]);
  });

  test('allows it to change the keys with the alias, if only the alias is known', () => {
    const stack = protectedStack();
    new KeyPolicyStatements(stack, 'Statements', { key: kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup'), statements: [keyStatement()] });
    expect(rightsOf(stack)).toEqual([expect.objectContaining({
      Resource: `arn:aws:kms:eu-west-1:${PROTECTED}:key/*`,
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/backup' } },
    })]);
  });

  test('creates the permissions before they are needed, and removes them afterward', () => {
    const { Resources } = template();
    expect(Resources.KeyPolicyStatementsb0df418a16B41D2E.DependsOn).toEqual(['KeyPolicyStatementsb0df418aRightsC81D40D9']);
  });

  test('keeps the permissions for the old key until it is finished with, when another key replaces it', () => {
    const other = KEY_ARN.replace(KEY_ID, '99999999-12ab-34cd-56ef-1234567890ab');
    const [before, after] = [KEY_ARN, other].map((arn) => Object.keys(template({}, (stack) => importedKey(stack, arn)).Resources));
    expect(before.filter((id) => !after.includes(id))).toEqual(['KeyPolicyStatementsb0df418aRightsC81D40D9', 'KeyPolicyStatementsb0df418a16B41D2E']);
  });

  test('does so too for a key that is a parameter, by the name of the policy', () => {
    const { Resources } = template({}, (stack) => importedKey(stack, new CfnParameter(stack, 'KeyArn').valueAsString));
    const [rights] = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::IAM::RolePolicy');
    const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', { Ref: 'KeyArn' }] }] });
    expect(rights.Properties.PolicyName).toEqual({ 'Fn::Join': ['-', [part(3), { 'Fn::Join': ['-', { 'Fn::Split': ['/', part(5)] }] }]] });
    expect(rights.Properties.PolicyDocument.Statement[0].Resource).toEqual({ Ref: 'KeyArn' });
  });

  test('has a log with a retention period, a current runtime, and a timeout', () => {
    const { Resources } = template();
    expect(Resources.KeyPolicyStatementsHandlerLogA90105B1).toMatchObject({ Properties: { RetentionInDays: 365 }, DeletionPolicy: 'Delete' });
    expect(Resources.KeyPolicyStatementsHandlerFunctionA5766F71.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 300,
      LoggingConfig: { LogGroup: { Ref: 'KeyPolicyStatementsHandlerLogA90105B1' } },
    });
    expect(Resources.KeyPolicyStatementsb0df418a16B41D2E.Properties.ServiceTimeout).toBe(1080);
  });
});

test('what depends on the construct is deployed after the policy is changed', () => {
  const stack = protectedStack();
  const statements = new KeyPolicyStatements(stack, 'Statements', { key: importedKey(stack), statements: [keyStatement()] });
  new CfnResource(stack, 'Copier', { type: 'Test::Copier' }).node.addDependency(statements);
  expect(resourcesOf(stack, 'Test::Copier').Copier.DependsOn).toContain('KeyPolicyStatementsb0df418a16B41D2E');
});

test('what the construct depends on is deployed before the policy is changed', () => {
  const stack = protectedStack();
  const statements = new KeyPolicyStatements(stack, 'Statements', { key: importedKey(stack), statements: [keyStatement()] });
  statements.node.addDependency(new CfnResource(stack, 'Role', { type: 'Test::Role' }));
  expect(Object.values(resourcesOf(stack, 'Custom::KeyPolicyStatements'))[0].DependsOn).toContain('Role');
});

test.each<[string, (stack: Stack, id: string) => IConstruct]>([
  ['ProtectedKeyAccess', (stack, id) => new ProtectedKeyAccess(stack, id, { keys: [importedKey(stack)], vaultAccount: VAULT })],
  ['a construct around the statements', (stack, id) => {
    const around = new Construct(stack, id);
    new KeyPolicyStatements(new Construct(around, 'Inner'), 'Statements', { key: importedKey(stack), statements: [keyStatement()] });
    return around;
  }],
])('so is what %s depends on', (_what, make) => {
  const stack = protectedStack();
  make(stack, 'Outer').node.addDependency(new CfnResource(stack, 'Endpoint', { type: 'Test::Endpoint' }));
  expect(Object.values(resourcesOf(stack, 'Custom::KeyPolicyStatements'))[0].DependsOn).toContain('Endpoint');
});

test('a principal of the same stack may have a name that is known only during deployment', () => {
  const stack = protectedStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  new KeyPolicyStatements(stack, 'Statements', { key: importedKey(stack), statements: [keyStatement({ principals: [role] })] });
  expect(changesOf(stack)[0].Statements[0].Principal.AWS).toEqual({ 'Fn::GetAtt': ['Role1ABCC5F0', 'Arn'] });
});

test.each<[string, () => Stack]>([
  ['a stack of a Stage', () => new Stack(new Stage(new App(), 'Prod'), 'Stack', { env: { account: PROTECTED, region: 'eu-west-1' } })],
  ['a NestedStack', () => new NestedStack(new Stack(new App(), 'Stack', { env: { account: PROTECTED, region: 'eu-west-1' } }), 'Nested')],
])('works in %s', (_where, make) => {
  const stack = make();
  new KeyPolicyStatements(stack, 'Statements', { key: importedKey(stack), statements: [keyStatement()] });
  expect(changesOf(stack)).toEqual([{ Key: KEY_ARN, Statements: [MINE] }]);
});
