import { Annotations, App, Aspects, CfnOutput, CfnResource, Lazy, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct, IConstruct } from 'constructs';
import { KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { changesOf, keyStatement, protectedStack } from '../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const assumedBy = new iam.AccountRootPrincipal();
const KEY_STACK = 'ReplicaKeys/eu-west-1';

/** A named role in a stack of its own. By its name the stack comes after those with keys in every order but one by dependencies. */
function roleIn(scope: Construct, region = 'us-east-1', account = VAULT): iam.Role {
  return new iam.Role(new Stack(scope, 'ZRoles', { env: { account, region } }), 'Restore', { roleName: 'Restore', assumedBy });
}

const made = (scope: Construct, overrides = {}) => new VaultReplicaKeys(scope, 'ReplicaKeys', options({ regions: ['eu-west-1'], ...overrides }));
const naming = (principal: iam.IPrincipal) => keyStatement({ principals: [principal] });
const imported = (stack: Stack) => kms.Alias.fromAliasName(stack, 'Imported', 'alias/databases');

/** The paths of the stacks that a stack depends on after synthesis. */
function before(app: App, path: string): string[] {
  app.synth();
  return (app.node.findAll().find((construct) => construct.node.path === path) as Stack).dependencies.map(({ node }) => node.path);
}

function warningsOf(app: App): string[] {
  return app.synth({ force: true }).stacks.flatMap(({ messages }) => messages.map(({ entry }) => `${entry.data}`))
    .filter((message) => message.includes('cdk-vault-replica-keys'));
}

describe('a stack is deployed after the role of another Region that', () => {
  test.each<[string, (app: App, role: iam.Role) => unknown]>([
    ['a grant names', (app, role) => made(app).keyIn('eu-west-1').key.grantDecrypt(role)],
    ['a statement added to one key names', (app, role) => made(app).keyIn('eu-west-1').key.addToResourcePolicy(naming(role))],
    ['a statement added to all keys names', (app, role) => made(app).addToKeyPolicy(naming(role))],
    ['is an administrator', (app, role) => made(app, { administrators: [role] })],
    ['is a break-glass principal', (app, role) => made(app, { deletionProtection: true, breakGlassPrincipals: [role] })],
    ['is the VAULT role', (app, role) => made(app, { vaultRole: VaultRole.fromRole(role) })],
    ['is made an administrator later', (app, role) => made(app).addAdministrator(role)],
    ['an aspect grants access', (app, role) => {
      const keys = made(app);
      const granted = new Set<IConstruct>();
      Aspects.of(app).add({
        visit: (construct) => {
          if (construct !== Stack.of(role) || granted.has(construct)) { return; }
          granted.add(construct);
          keys.keyIn('eu-west-1').key.grantDecrypt(role);
        },
      });
    }],
  ])('%s', (_how, name) => {
    const app = new App();
    name(app, roleIn(app));
    expect(before(app, KEY_STACK)).toEqual(['ZRoles']);
  });

  test('a grant on a single key names', () => {
    const app = new App();
    const stack = new Stack(app, 'Keys', { env: { account: VAULT, region: 'eu-west-1' } });
    new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'a', protectedAccounts: [PROTECTED] }).key.grantDecrypt(roleIn(app));
    expect(before(app, 'Keys')).toEqual(['ZRoles']);
  });

  test.each<[string, (stack: Stack, role: iam.Role) => unknown]>([
    ['KeyPolicyStatements name', (stack, role) => new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(role)] })],
    ['is the VAULT role of an imported key', (stack, role) => new ProtectedKeyAccess(stack, 'Access', { keys: [imported(stack)], vaultAccount: VAULT, vaultRole: VaultRole.fromRole(role) })],
    ['is the VAULT role of a key of the app', (stack, role) => new ProtectedKeyAccess(stack, 'Access', { keys: [new kms.Key(stack, 'Key')], vaultAccount: VAULT, vaultRole: VaultRole.fromRole(role) })],
  ])('%s', (_how, name) => {
    const app = new App();
    name(protectedStack(app), roleIn(app));
    expect(before(app, 'Protected')).toEqual(['ZRoles']);
  });

  test('a key policy deployed by a StackSet names', () => {
    const app = new App();
    const stack = new Stack(app, 'Sets', { env: { account: VAULT, region: 'eu-west-1' } });
    new VaultReplicaKeyStackSet(stack, 'Set', options()).addAdministrator(roleIn(app));
    expect(before(app, 'Sets')).toEqual(['ZRoles']);
  });
});

describe('a named role of another stack in the same Region', () => {
  const inSameRegion = (app: App) => roleIn(app, 'eu-west-1');

  test('is a literal in a key policy, without an export', () => {
    const app = new App();
    const keys = made(app);
    keys.keyIn('eu-west-1').key.addToResourcePolicy(naming(inSameRegion(app)));
    const template = Template.fromStack(Stack.of(keys.keyIn('eu-west-1'))).toJSON();
    expect(Object.values<any>(template.Resources)[0].Properties.KeyPolicy.Statement.at(-1).Principal).toEqual({ AWS: `arn:aws:iam::${VAULT}:role/Restore` });
    expect(before(app, KEY_STACK)).toEqual(['ZRoles']);
  });

  test('is a literal in the statements for an imported key, without an export', () => {
    const app = new App();
    const role = roleIn(app, 'eu-west-1', PROTECTED);
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(role)] });
    expect(changesOf(stack)[0].Statements[0].Principal).toEqual({ AWS: `arn:aws:iam::${PROTECTED}:role/Restore` });
    expect(Template.fromStack(Stack.of(role)).toJSON()).not.toHaveProperty('Outputs');
    expect(before(app, 'Protected')).toEqual(['ZRoles']);
  });

  test('is a literal in one text with a role of the same stack, without an export', () => {
    const app = new App();
    const other = roleIn(app, 'eu-west-1', PROTECTED);
    const stack = protectedStack(app);
    const own = new iam.Role(stack, 'Role', { roleName: 'Own', assumedBy });
    const conditions = { StringEquals: { 'kms:EncryptionContext:roles': `${own.roleName} ${other.roleName}` } };
    new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [keyStatement({ conditions })] });
    expect(changesOf(stack)[0].Statements[0].Condition).toEqual({ StringEquals: { 'kms:EncryptionContext:roles': 'Own Restore' } });
    expect(Template.fromStack(Stack.of(other)).toJSON()).not.toHaveProperty('Outputs');
  });

  test('has its partition filled in at deployment where the Region is not known', () => {
    const app = new App();
    const role = new iam.Role(new Stack(app, 'ZRoles'), 'Restore', { roleName: 'Restore', assumedBy });
    const stack = new Stack(app, 'Anywhere');
    new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(role)] });
    expect(changesOf(stack)[0].Statements[0].Principal).toEqual({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/Restore' } });
  });

  test('stays a reference when it has no name', () => {
    const app = new App();
    const role = new iam.Role(new Stack(app, 'ZRoles', { env: { account: PROTECTED, region: 'eu-west-1' } }), 'Restore', { assumedBy });
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(role)] });
    expect(changesOf(stack)[0].Statements[0].Principal.AWS).toEqual({ 'Fn::ImportValue': expect.stringContaining('Restore') });
  });
});

describe('what must be deployed before a key and refers to it', () => {
  const REMEDY = 'move what refers to the key to another stack, or refer to the key by its alias';

  test('is refused when a role in the stack of the VAULT role is granted use of the key', () => {
    const app = new App();
    const vaultRole = roleIn(app, 'eu-west-1');
    const restore = new iam.Role(Stack.of(vaultRole), 'Other', { assumedBy });
    made(app, { vaultRole: VaultRole.fromRole(vaultRole) }).keyIn('eu-west-1').key.grantDecrypt(restore);
    expect(errorOf(() => app.synth())).toBe('"ZRoles/Other/DefaultPolicy/Resource" refers to "ReplicaKeys/eu-west-1/ReplicaKey/Key/Resource", but must be deployed before it, '
      + `because the key policy there names "ZRoles/Restore"; ${REMEDY}`);
  });

  test('is refused when KeyPolicyStatements name a role whose stack refers to theirs', () => {
    const app = new App();
    const role = roleIn(app, 'eu-west-1', PROTECTED);
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(role)] });
    new CfnOutput(Stack.of(role), 'Output', { value: new CfnResource(stack, 'Bucket', { type: 'Test::Bucket' }).ref });
    expect(errorOf(() => app.synth())).toMatch(/^"ZRoles\/Output" refers to "Protected\/Bucket", but must be deployed before it/);
  });

  test('is refused within one stack', () => {
    const stack = new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
    let keyArn: string;
    const managed = new iam.ManagedPolicy(stack, 'Managed', {
      statements: [new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [Lazy.string({ produce: () => keyArn })] })],
    });
    const role = new iam.Role(stack, 'Role', { roleName: 'BackupIAMRole', assumedBy, managedPolicies: [managed] });
    keyArn = new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'a', protectedAccounts: [PROTECTED], vaultRole: VaultRole.fromRole(role) }).key.keyArn;
    expect(errorOf(() => Template.fromStack(stack))).toMatch(/^"Vault\/Managed\/Resource" refers to "Vault\/ReplicaKey\/Key\/Resource", but must be deployed before it, because the key policy there names "Vault\/Role"/);
  });

  test('is left to the CDK when it is in another Region, from where nothing can refer to the key', () => {
    const app = new App();
    const vaultRole = roleIn(app);
    const keys = made(app, { vaultRole: VaultRole.fromRole(vaultRole) });
    new CfnOutput(Stack.of(vaultRole), 'Output', { value: keys.keyIn('eu-west-1').key.keyArn });
    expect(errorOf(() => app.synth())).toMatch(/Cross stack references are only supported for stacks deployed to the same environment|would create a cyclic reference/);
  });

  test('is no fault when it is in the same stack as the role, which CloudFormation deploys in order', () => {
    const stack = new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
    const vaultRole = new iam.Role(stack, 'Role', { roleName: 'BackupIAMRole', assumedBy });
    const nested = new NestedStack(stack, 'Nested');
    for (const [scope, alias] of [[stack, 'here'], [nested, 'nested']] as const) {
      const { key } = new VaultReplicaKey(scope, alias, { alias, protectedAccounts: [PROTECTED], vaultRole: VaultRole.fromRole(vaultRole) });
      new CfnOutput(stack, `Arn-${alias}`, { value: key.keyArn });
    }
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('is refused when the stack of the role refers to a third one that does', () => {
    const app = new App();
    const vaultRole = roleIn(app, 'eu-west-1');
    const { key } = made(app, { vaultRole: VaultRole.fromRole(vaultRole) }).keyIn('eu-west-1');
    const third = new CfnResource(new Stack(app, 'Third', { env: { account: VAULT, region: 'eu-west-1' } }), 'Bucket', { type: 'Test::Bucket', properties: { Key: key.keyArn } });
    new CfnOutput(Stack.of(vaultRole), 'Output', { value: third.ref });
    expect(errorOf(() => app.synth())).toBe('"Third/Bucket" refers to "ReplicaKeys/eu-west-1/ReplicaKey/Key/Resource", but must be deployed before it, '
      + `because the key policy there names "ZRoles/Restore"; ${REMEDY}`);
  });

  test('does not count what is in the stacks of the keys, when these are below the stack of the role', () => {
    const app = new App();
    const vaultRole = roleIn(app, 'eu-west-1');
    made(Stack.of(vaultRole), { vaultRole: VaultRole.fromRole(vaultRole) });
    expect(before(app, `ZRoles/${KEY_STACK}`)).toEqual(['ZRoles']);
  });

  test('is no fault in a stack of its own, nor when it names the key by the alias', () => {
    const app = new App();
    const vaultRole = roleIn(app, 'eu-west-1');
    const restore = new iam.Role(new Stack(app, 'Restore', { env: { account: VAULT, region: 'eu-west-1' } }), 'Role', { assumedBy });
    const keys = made(app, { vaultRole: VaultRole.fromRole(vaultRole) });
    keys.keyIn('eu-west-1').key.grantDecrypt(restore);
    for (const statement of keys.protectedRoleStatements()) { vaultRole.addToPolicy(statement); }
    expect(before(app, KEY_STACK)).toEqual(['ZRoles']);
    expect(before(app, 'Restore')).toEqual([KEY_STACK]);
  });
});

describe('a role of another Stage', () => {
  const WARNING = /^"Roles\/ZRoles\/Restore" is in another Stage, .* \[ack: cdk-vault-replica-keys:principalInOtherStage\]$/;
  const ID = 'cdk-vault-replica-keys:principalInOtherStage';

  test('brings a warning on the stack of each Region', () => {
    const app = new App();
    made(app, { regions: ['eu-west-1', 'eu-central-1'], vaultRole: VaultRole.fromRole(roleIn(new Stage(app, 'Roles'))) });
    const messages = app.synth().stacks.filter(({ id }) => id.startsWith('ReplicaKeys')).map((stack) => stack.messages.map(({ entry }) => entry.data));
    expect(messages).toEqual([[expect.stringMatching(WARNING)], [expect.stringMatching(WARNING)]]);
  });

  test('brings one when it is added after construction, by whatever construct', () => {
    const app = new App();
    const role = roleIn(new Stage(app, 'Roles'));
    const keys = made(app);
    expect(warningsOf(app)).toEqual([]);
    keys.addAdministrator(role);
    expect(warningsOf(app)).toEqual([expect.stringMatching(WARNING)]);
    expect(warningsOf(app)).toHaveLength(1);
    Annotations.of(keys.keyIn('eu-west-1')).acknowledgeWarning(ID);
    expect(warningsOf(app)).toEqual([]);
  });

  test.each<[string, (app: App, keys: VaultReplicaKeys) => Construct]>([
    ['the app', (app) => app],
    ['the construct', (_app, keys) => keys],
    ['the stack', (_app, keys) => Stack.of(keys.keyIn('eu-west-1'))],
    ['the key', (_app, keys) => keys.keyIn('eu-west-1')],
  ])('can be acknowledged on %s', (_where, place) => {
    const app = new App();
    const keys = made(app, { vaultRole: VaultRole.fromRole(roleIn(new Stage(app, 'Roles'))) });
    Annotations.of(place(app, keys)).acknowledgeWarning(ID);
    expect(warningsOf(app)).toEqual([]);
  });

  test('can be acknowledged on the key before it is known', () => {
    const app = new App();
    const keys = made(app);
    Annotations.of(keys.keyIn('eu-west-1')).acknowledgeWarning(ID);
    keys.addAdministrator(roleIn(new Stage(app, 'Roles')));
    expect(warningsOf(app)).toEqual([]);
  });

  test.each<[string, (stack: Stack, vaultRole: VaultRole) => unknown]>([
    ['ProtectedKeyAccess', (stack, vaultRole) => new ProtectedKeyAccessStackSet(stack, 'Set', { aliases: ['a'], regions: ['eu-west-1'], vaultAccount: VAULT, vaultRole })],
    ['replica keys', (stack, vaultRole) => new VaultReplicaKeyStackSet(stack, 'Set', options({ vaultRole }))],
  ])('brings one for a StackSet of %s', (_what, make) => {
    const app = new App();
    make(new Stack(app, 'Sets'), VaultRole.fromRole(roleIn(new Stage(app, 'Roles'))));
    expect(warningsOf(app)).toEqual([expect.stringMatching(WARNING)]);
  });

  test('brings one for KeyPolicyStatements', () => {
    const app = new App();
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(roleIn(new Stage(app, 'Roles')))] });
    expect(warningsOf(app)).toEqual([expect.stringMatching(WARNING)]);
  });
});

test('a named role of the same stack stays a reference', () => {
  const stack = protectedStack();
  const role = new iam.Role(stack, 'Role', { roleName: 'Restore', assumedBy });
  new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [naming(role)] });
  expect(changesOf(stack)[0].Statements[0].Principal.AWS).toEqual({ 'Fn::GetAtt': [expect.stringContaining('Role'), 'Arn'] });
});

test('what a construct depends on later is deployed before it all the same', () => {
  const app = new App();
  const stack = protectedStack(app);
  const statements = new KeyPolicyStatements(stack, 'Statements', { key: imported(stack), statements: [keyStatement()] });
  const first = new CfnResource(stack, 'First', { type: 'Test::First' });
  Aspects.of(stack).add({ visit: (construct) => { if (construct === first) { statements.node.addDependency(first); } } });
  const [change] = Object.values(Template.fromStack(stack).findResources('Custom::KeyPolicyStatements'));
  expect(change.DependsOn).toContain('First');
});
