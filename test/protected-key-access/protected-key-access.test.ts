import { App, CfnParameter, CfnResource, Stack, type Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { ProtectedKeyAccess, VaultReplicaKeys, VaultRole, type ProtectedKeyAccessProps } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { changesOf, KEY_ARN, protectedStack, resourcesOf, VAULT_ROLE } from '../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const FRANKFURT_ARN = KEY_ARN.replace('eu-west-1', 'eu-central-1');

// The manual's two statements for key users, for the VAULT role only.
const use = (role = VAULT_ROLE) => ({
  Sid: `Allow use of the key by ${role.split(':')[5]} of ${VAULT}`,
  Effect: 'Allow',
  Principal: { AWS: role },
  Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
  Resource: '*',
});
const grants = (role = VAULT_ROLE) => ({
  Sid: `Allow grants for AWS services by ${role.split(':')[5]} of ${VAULT}`,
  Effect: 'Allow',
  Principal: { AWS: role },
  Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
  Resource: '*',
  Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
});

const byArn = (stack: Stack, arn = KEY_ARN, id = 'Imported') => kms.Key.fromKeyArn(stack, id, arn);
const access = (stack: Stack, keys: kms.IKey[], overrides: Partial<ProtectedKeyAccessProps> = {}, id = 'Access') =>
  new ProtectedKeyAccess(stack, id, { keys, vaultAccount: VAULT, ...overrides });

function keyPolicies(stack: Stack): any[][] {
  return Object.values(resourcesOf(stack, 'AWS::KMS::Key')).map(({ Properties }) => Properties.KeyPolicy.Statement);
}

describe('a key created in the app', () => {
  test.each([['on', ALL_FLAGS_ON], ['off', ALL_FLAGS_OFF]])('gets the two statements in its own template, with all feature flags %s', (_state, context) => {
    const stack = protectedStack(new App({ context }));
    access(stack, [new kms.Key(stack, 'Key')]);
    const sorted = ({ Action, ...rest }: any) => ({ ...rest, Action: [...Action].sort() });
    const [root, ...added] = keyPolicies(stack)[0];
    expect(root.Action).toBe('kms:*');
    expect(added.map(sorted)).toEqual([use(), grants()].map(sorted));
    expect(changesOf(stack)).toEqual([]);
    expect(resourcesOf(stack, 'AWS::Lambda::Function')).toEqual({});
  });

  test('may be in a stack of another region, or given by an alias, or made by VaultReplicaKey', () => {
    const app = new App();
    const [here, there] = [protectedStack(app), protectedStack(app, 'eu-central-1', 'Frankfurt')];
    access(here, [new kms.Key(there, 'Key'), new kms.Key(here, 'Aliased').addAlias('backup')]);
    for (const stack of [here, there]) { expect(keyPolicies(stack)[0].slice(1)).toEqual([use(), grants()]); }
  });

  test('gets them once, however often it is listed', () => {
    const stack = protectedStack();
    const key = new kms.Key(stack, 'Key');
    access(stack, [key, key.addAlias('backup')]);
    access(stack, [key], {}, 'Again');
    expect(keyPolicies(stack)[0].slice(1)).toEqual([use(), grants()]);
  });

  test('gets those of several VAULT roles', () => {
    const stack = protectedStack();
    const key = new kms.Key(stack, 'Key');
    access(stack, [key]);
    access(stack, [key], { vaultRole: VaultRole.fromRoleName('Copier') }, 'Copier');
    const copier = VAULT_ROLE.replace('BackupIAMRole', 'Copier');
    expect(keyPolicies(stack)[0].slice(1)).toEqual([use(), grants(), use(copier), grants(copier)]);
  });
});

describe('an imported key', () => {
  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    ['by ARN', (stack) => byArn(stack), KEY_ARN],
    ['of another region', (stack) => byArn(stack, FRANKFURT_ARN), FRANKFURT_ARN],
    ['by alias', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup'), `arn:aws:kms:eu-west-1:${PROTECTED}:alias/backup`],
    ['by lookup', (stack) => kms.Key.fromLookup(stack, 'Key', { aliasName: 'alias/backup' }), KEY_ARN],
  ])('%s gets them by a custom resource', (_how, key, arn) => {
    const stack = protectedStack();
    access(stack, [key(stack)]);
    expect(changesOf(stack)).toEqual([{ Key: arn, Statements: [use(), grants()] }]);
  });

  test('gets those of several accesses by one custom resource', () => {
    const stack = protectedStack();
    access(stack, [byArn(stack)]);
    access(stack, [byArn(stack, KEY_ARN, 'Again')], { vaultRole: VaultRole.fromRoleName('Copier') }, 'Copier');
    access(stack, [byArn(stack, KEY_ARN, 'Twice')], {}, 'Same');
    const copier = VAULT_ROLE.replace('BackupIAMRole', 'Copier');
    expect(changesOf(stack)).toEqual([{ Key: KEY_ARN, Statements: [use(), grants(), use(copier), grants(copier)] }]);
  });

  test('may be listed with one that the app creates', () => {
    const stack = protectedStack();
    access(stack, [byArn(stack), new kms.Key(stack, 'Key')]);
    expect(changesOf(stack)).toHaveLength(1);
    expect(keyPolicies(stack)[0]).toHaveLength(3);
  });
});

test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']])('in %s the VAULT role is named in that partition', (partition, region) => {
  const stack = protectedStack(new App(), region);
  access(stack, [new kms.Key(stack, 'Key'), byArn(stack, `arn:${partition}:kms:${region}:${PROTECTED}:key/x`)]);
  const role = VAULT_ROLE.replace('arn:aws:', `arn:${partition}:`);
  expect(keyPolicies(stack)[0].slice(1)).toEqual([use(role), grants(role)]);
  expect(changesOf(stack)[0].Statements).toEqual([use(role), grants(role)]);
});

test('in a stack without environment the partition is that of the deployment', () => {
  const stack = new Stack();
  access(stack, [kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup')]);
  expect(changesOf(stack)[0].Statements[0].Principal.AWS)
    .toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${VAULT}:role/BackupIAMRole` });
});

test('a VAULT role of the same app is deployed before the keys are changed', () => {
  const app = new App();
  const vault = new Stack(app, 'Vault', { env: { account: VAULT, region: 'us-east-1' } });
  const role = new iam.Role(vault, 'Role', { roleName: 'Copier', path: '/backup/', assumedBy: new iam.AccountRootPrincipal() });
  const [owned, imported] = [protectedStack(app, 'eu-west-1', 'Owned'), protectedStack(app, 'eu-west-1', 'ByArn')];
  access(owned, [new kms.Key(owned, 'Key')], { vaultRole: VaultRole.fromRole(role) });
  access(imported, [byArn(imported)], { vaultRole: VaultRole.fromRole(role) });
  const named = VAULT_ROLE.replace('BackupIAMRole', 'backup/Copier');
  expect(keyPolicies(owned)[0].slice(1)).toEqual([use(named), grants(named)]);
  expect(changesOf(imported)[0].Statements).toEqual([use(named), grants(named)]);
  for (const stack of [owned, imported]) { expect(stack.dependencies.map(({ node }) => node.path)).toEqual(['Vault']); }
});

test('what depends on the access is deployed after all keys are changed', () => {
  const stack = protectedStack();
  const accesses = access(stack, [byArn(stack), new kms.Key(stack, 'Key')]);
  new CfnResource(stack, 'Setup', { type: 'Test::Setup' }).node.addDependency(accesses);
  const { Resources } = Template.fromStack(stack).toJSON();
  expect(Resources.Setup.DependsOn.map((id: string) => Resources[id].Type).sort())
    .toEqual(['AWS::IAM::Policy', 'AWS::KMS::Key', 'Custom::KeyPolicyStatements']);
});

describe('what IAM policies of the VAULT role must allow', () => {
  const actions = [use().Action, grants().Action];
  const isForAws = grants().Condition;
  const hasAlias = (alias: string) => ({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } });

  /** As a template of the VAULT account carries it. */
  function attached(given: ProtectedKeyAccess): any[] {
    const vault = new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'us-east-1' } });
    return vault.resolve(given.vaultRoleStatements().map((statement) => statement.toStatementJson()));
  }

  test('names the keys by their ARNs', () => {
    const stack = protectedStack();
    const Resource = [KEY_ARN, FRANKFURT_ARN];
    expect(attached(access(stack, [byArn(stack), byArn(stack, FRANKFURT_ARN, 'Frankfurt')]))).toEqual([
      { Effect: 'Allow', Action: actions[0], Resource },
      { Effect: 'Allow', Action: actions[1], Resource, Condition: isForAws },
    ]);
  });

  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['imported by it', (stack) => kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup')],
    ['created in the app', (stack) => {
      const key = new kms.Key(stack, 'Key');
      key.addAlias('backup');
      return key;
    }],
    ['created in the app, and given by its alias', (stack) => new kms.Key(stack, 'Key').addAlias('alias/backup')],
  ])('names by its alias a key %s', (_how, key) => {
    const stack = protectedStack();
    const Resource = `arn:aws:kms:eu-west-1:${PROTECTED}:key/*`;
    expect(attached(access(stack, [key(stack)]))).toEqual([
      { Effect: 'Allow', Action: actions[0], Resource, Condition: hasAlias('alias/backup') },
      { Effect: 'Allow', Action: actions[1], Resource, Condition: { ...hasAlias('alias/backup'), ...isForAws } },
    ]);
  });

  test('names a key that the app creates by its known alias in its stack, whatever other aliases there are', () => {
    const stack = protectedStack();
    const before = new Construct(stack, 'Before');
    new kms.Key(before, 'Other').addAlias('other');
    const key = new kms.Key(stack, 'Key');
    new kms.CfnAlias(before, 'Unknown', { aliasName: new CfnParameter(stack, 'Name').valueAsString, targetKeyId: key.keyArn });
    new kms.CfnAlias(new Stack(before, 'Elsewhere'), 'Alias', { aliasName: 'alias/elsewhere', targetKeyId: key.keyArn });
    key.addAlias('backup');
    expect(attached(access(stack, [key]))[0]).toMatchObject({ Condition: hasAlias('alias/backup') });
  });

  test('never names all keys, and needs no more statements than there are aliases', () => {
    const app = new App();
    const [here, there] = [protectedStack(app), protectedStack(app, 'eu-central-1', 'Frankfurt')];
    const statements = attached(access(here, [
      byArn(here),
      kms.Alias.fromAliasName(here, 'A', 'alias/backup'), kms.Alias.fromAliasName(there, 'B', 'alias/backup'), kms.Alias.fromAliasName(here, 'C', 'alias/other'),
    ]));
    expect(statements.map(({ Resource, Condition }) => [[Resource].flat().length, Condition?.['ForAnyValue:StringEquals']?.['kms:ResourceAliases']]))
      .toEqual([[1, undefined], [1, undefined], [2, 'alias/backup'], [2, 'alias/backup'], [1, 'alias/other'], [1, 'alias/other']]);
    for (const { Resource, Condition } of statements) {
      if (`${Resource}`.includes('*')) { expect(Condition).toHaveProperty(['ForAnyValue:StringEquals', 'kms:ResourceAliases']); }
    }
  });

  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    ['created in the app without an alias', (stack) => new kms.Key(stack, 'Key'),
      'key "Protected/Key" has an ARN that is known only during deployment, and a policy in another account cannot refer to it; give it an alias with addAlias, or import the key by its alias with Alias.fromAliasName'],
    ['that is a parameter', (stack) => byArn(stack, new CfnParameter(stack, 'KeyArn').valueAsString),
      'key "Protected/Imported" has an ARN that is known only during deployment, and a policy in another account cannot refer to it; write the ARN as a literal, or import the key by its alias with Alias.fromAliasName'],
  ])('cannot name a key %s', (_what, key, sentence) => {
    const stack = protectedStack();
    const given = access(stack, [key(stack)]);
    expect(errorOf(() => given.vaultRoleStatements())).toBe(sentence);
  });

  test.each<[string, Environment, string]>([
    ['account', { region: 'eu-west-1' }, 'account of key "Anywhere/Alias" is known only during deployment, and a policy in another account cannot refer to it; set env.account of stack "Anywhere"'],
    ['region', { account: PROTECTED }, 'region of key "Anywhere/Alias" is known only during deployment, and a policy in another account cannot refer to it; set env.region of stack "Anywhere"'],
    ['account and region', {}, 'account and region of key "Anywhere/Alias" are known only during deployment, and a policy in another account cannot refer to them; set env.account and env.region of stack "Anywhere"'],
  ])('cannot name a key whose %s is known only during deployment', (_what, env, sentence) => {
    const stack = new Stack(new App(), 'Anywhere', { env });
    const given = access(stack, [kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup')]);
    expect(errorOf(() => given.vaultRoleStatements())).toBe(sentence);
  });
});

test.each([
  ['aws', ['eu-west-1', 'eu-central-1']],
  ['aws-cn', ['cn-north-1']],
])('what IAM policies of SourceIAMRole must allow names the keys of the listed regions by their alias, in %s', (partition, regions) => {
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ regions, administrators: [] }));
  const names = regions.map((region) => `arn:${partition}:kms:${region}:${VAULT}:key/*`);
  const Resource = names.length === 1 ? names[0] : names;
  const hasAlias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/very_secret_key' } };
  expect(keys.protectedRoleStatements().map((statement) => statement.toStatementJson())).toEqual([
    { Effect: 'Allow', Action: use().Action, Resource, Condition: hasAlias },
    { Effect: 'Allow', Action: grants().Action, Resource, Condition: { ...hasAlias, ...grants().Condition } },
  ]);
});

describe('bad input', () => {
  const refusal = (keys: (stack: Stack) => kms.IKey[], overrides: Partial<ProtectedKeyAccessProps> = {}) => {
    const stack = protectedStack();
    return errorOf(() => access(stack, keys(stack), overrides));
  };

  test.each<[string, (stack: Stack) => kms.IKey[], Partial<ProtectedKeyAccessProps>, string | RegExp]>([
    ['no key', () => [], {}, 'keys of "Protected/Access" is empty, so the VAULT role could use no key; list the keys that snapshots are encrypted with'],
    ['an AWS managed key', (stack) => [kms.Alias.fromAliasName(stack, 'Alias', 'alias/aws/ebs')], {}, /^key "alias\/aws\/ebs" is an AWS managed key/],
    ['a key of another account', (stack) => [byArn(stack, KEY_ARN.replace(PROTECTED, '333333333333'))], {}, /is in account "333333333333", but stack "Protected" is deployed to account "222222222222", .*; put this construct in a stack of account "333333333333"$/],
    ['a key of VAULT', (stack) => [byArn(stack, KEY_ARN.replace(PROTECTED, VAULT))], {},
      'key "Protected/Imported" is in the VAULT account "111111111111", but must be in a PROTECTED account; pass a key of a PROTECTED account, or another vaultAccount'],
    ['the PROTECTED account as VAULT', (stack) => [new kms.Key(stack, 'Key')], { vaultAccount: PROTECTED }, /^key "Protected\/Key" is in the VAULT account "222222222222"/],
    ['an account id that is none', (stack) => [byArn(stack)], { vaultAccount: '1111' }, /^vaultAccount "1111" is not an account id/],
    ['a VAULT role of another account', (stack) => [byArn(stack)], { vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${PROTECTED}:role/Copier`) },
      /^vaultRole "arn:aws:iam::222222222222:role\/Copier" is in account "222222222222", but must be in the VAULT account "111111111111"/],
    ['a VAULT role of another partition', (stack) => [byArn(stack)], { vaultRole: VaultRole.fromRoleArn(`arn:aws-cn:iam::${VAULT}:role/Copier`) }, /is in partition "aws-cn", but the key is in partition "aws"/],
    ['the ARN of a key of the app\'s', (stack) => [byArn(stack, new kms.Key(stack, 'Key').keyArn)], {},
      'key "Protected/Imported" is imported from a template of this app, and only that template can change its policy; give "Protected/Key"'],
    ['the ARN of a key that only a resource creates', (stack) => [byArn(stack, new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: [] } }).attrArn)], {},
      /; give Key\.fromCfnKey\(…\) of the CfnKey "Protected\/Key"$/],
    ['the ARN of a replica of a multi-Region key', (stack) => [byArn(stack, new kms.CfnReplicaKey(stack, 'Key', {
      primaryKeyArn: KEY_ARN.replace('key/', 'key/mrk-'), keyPolicy: { Statement: [] },
    }).attrArn)], {}, /; add the statements to the keyPolicy of the CfnReplicaKey "Protected\/Key"$/],
  ])('%s is refused', (_what, keys, overrides, sentence) => {
    const refused = refusal(keys, overrides);
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test('an imported key outside a stack is refused', () => {
    const app = new App();
    const stack = protectedStack(app);
    expect(errorOf(() => new ProtectedKeyAccess(app, 'Access', { keys: [byArn(stack)], vaultAccount: VAULT })))
      .toBe('ProtectedKeyAccess "Access" is in no Stack, but a resource of a stack changes the policy of the imported key "Protected/Imported"; put it in a Stack of the key\'s account');
  });

  test('a key of the app needs no stack around the access', () => {
    const app = new App();
    const stack = protectedStack(app);
    new ProtectedKeyAccess(app, 'Access', { keys: [new kms.Key(stack, 'Key')], vaultAccount: VAULT });
    expect(keyPolicies(stack)[0].slice(1)).toEqual([use(), grants()]);
  });
});
