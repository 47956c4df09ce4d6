import { App, CfnParameter, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, StackSetDeployment, VaultReplicaKeys, VaultRole } from '../../../src';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import type { Expectation } from '../../../src/check/expectation';
import { errorOf } from '../../fixtures/error-of';
import { KEY_ARN, KEY_ID, keyStatement, protectedStack, VAULT_ROLE } from '../../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';

const UNITS = { organizationalUnits: ['ou-f6g7-h8i9j0k1'] };

function read(app: App, given = {}): Expectation {
  return readAssembly(app.synth().directory, given);
}

/** What the manual has a key of PROTECTED say of the VAULT role: its two statements for key users. */
function statements(principal: unknown = VAULT_ROLE, conditions = {}): unknown[] {
  const by = { Effect: 'Allow', Principal: { AWS: principal }, Resource: '*' };
  return [
    {
      ...by,
      Sid: expect.any(String),
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      ...Object.keys(conditions).length > 0 ? { Condition: conditions } : {},
    },
    {
      ...by, Sid: expect.any(String), Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], Condition: { ...conditions, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}

const ACCESS = { vaultAccount: VAULT, vaultRole: { arn: VAULT_ROLE, lateBound: false }, statements: statements() };
const IMPORTED = { account: PROTECTED, region: 'eu-west-1', by: 'custom resource', stackName: 'Protected', ...ACCESS };

describe('ProtectedKeyAccess', () => {
  function give(stack: Stack, keys: kms.IKey[], vaultRole?: VaultRole, id = 'Access'): void {
    new ProtectedKeyAccess(stack, id, { keys, vaultAccount: VAULT, vaultRole });
  }

  test.each<[string, (stack: Stack) => kms.IKey, string]>([
    ['its ARN', (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), KEY_ARN],
    ['an ARN in another region than its stack', (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace('eu-west-1', 'us-east-1')), KEY_ARN.replace('eu-west-1', 'us-east-1')],
    ['its alias', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/databases'), `arn:aws:kms:eu-west-1:${PROTECTED}:alias/databases`],
  ])('to a key imported by %s is one by a custom resource', (_how, key, arn) => {
    const stack = protectedStack();
    give(stack, [key(stack)]);
    expect(read(stack.node.root as App)).toMatchObject({ replicaKeys: [], addedStatements: [], notSaid: [] });
    expect(read(stack.node.root as App).sourceKeys).toEqual([{ ...IMPORTED, arn, region: arn.split(':')[3] }]);
  });

  test('to a key of the app is one by its template, with the policy of the key', () => {
    const stack = protectedStack(new App(), 'eu-west-1', 'Mine');
    give(stack, [new kms.Key(stack, 'Key')]);
    const [key, ...others] = read(stack.node.root as App).sourceKeys;
    expect(others).toEqual([]);
    expect(key).toEqual({
      ...IMPORTED,
      by: 'template',
      stackName: 'Mine',
      resource: { stackName: 'Mine', logicalId: expect.stringMatching(/^Key[0-9A-F]{8}$/) },
      policy: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` }, Action: 'kms:*', Resource: '*' }, ...statements()],
      },
    });
  });

  test('to a key of the app needs no stack of its own', () => {
    const app = new App();
    const stack = protectedStack(app);
    new ProtectedKeyAccess(app, 'Access', { keys: [new kms.Key(stack, 'Key')], vaultAccount: VAULT });
    expect(read(app).sourceKeys).toMatchObject([{ by: 'template', stackName: 'Protected' }]);
  });

  test('to several keys by several roles is one for each key and role, and the same twice counts once', () => {
    const stack = new Stack(new Stage(new App(), 'Prod'), 'Protected', { env: { account: PROTECTED, region: 'eu-west-1' } });
    const keys = [kms.Key.fromKeyArn(stack, 'One', KEY_ARN), kms.Alias.fromAliasName(stack, 'Two', 'alias/databases')];
    const copier = `arn:aws:iam::${VAULT}:role/x/Copier`;
    give(stack, keys);
    give(stack, keys.slice(0, 1), undefined, 'Again');
    give(stack, keys, VaultRole.fromRoleArn(copier, { lateBound: true }), 'Late');
    const { sourceKeys } = read(stack.node.root as App);
    expect(sourceKeys.map(({ arn, vaultRole }) => [arn!.split(':').at(-1), vaultRole.arn, vaultRole.lateBound])).toEqual([
      [`key/${KEY_ID}`, VAULT_ROLE, false], ['alias/databases', VAULT_ROLE, false],
      [`key/${KEY_ID}`, copier, true], ['alias/databases', copier, true],
    ]);
    expect(sourceKeys[2].statements).toEqual(statements('*', { StringEquals: { 'kms:CallerAccount': VAULT }, ArnEquals: { 'aws:PrincipalArn': copier } }));
    expect(sourceKeys[2].stackName).toBe('Prod-Protected');
  });

  test('in a stack for any region is in each that the command line says, in its partition', () => {
    const stack = new Stack(new App(), 'Protected', { env: { account: PROTECTED } });
    give(stack, [kms.Alias.fromAliasName(stack, 'Key', 'alias/databases')]);
    const { sourceKeys } = read(stack.node.root as App, { regions: ['cn-north-1', 'cn-northwest-1'] });
    expect(sourceKeys.map(({ arn }) => arn)).toEqual(['cn-north-1', 'cn-northwest-1'].map((region) => `arn:aws-cn:kms:${region}:${PROTECTED}:alias/databases`));
    expect(sourceKeys[0].vaultRole.arn).toBe(VAULT_ROLE.replace('aws', 'aws-cn'));
    expect(sourceKeys[0].statements).toEqual(statements(VAULT_ROLE.replace('aws', 'aws-cn')));
  });

  test.each<[string, (app: App) => void, string]>([
    ['in a stack for any account', (app) => {
      const stack = new Stack(app, 'Anywhere');
      give(stack, [kms.Alias.fromAliasName(stack, 'Key', 'alias/x')]);
    }, 'The account of stack "Anywhere" is not in the cloud assembly, so the key that "Anywhere/Access/Key0" is about is not checked.'],
    ['in a stack for any region', (app) => {
      const stack = new Stack(app, 'Anywhere', { env: { account: PROTECTED } });
      give(stack, [new kms.Key(stack, 'Key')]);
    }, 'The region of stack "Anywhere" is not in the cloud assembly, so the key that "Anywhere/Key/Resource" is about is not checked.'],
    ['by a parameter', (app) => {
      const stack = protectedStack(app);
      give(stack, [kms.Key.fromKeyArn(stack, 'Key', new CfnParameter(stack, 'Arn').valueAsString)]);
    }, 'The ARN of the key that "Protected/Access/Key0" is about is known at deployment only, so that key is not checked.'],
    ['made in a nested stack', (app) => {
      const nested = new NestedStack(new Stack(app, 'Protected', { env: { account: PROTECTED, region: 'eu-west-1' } }), 'Nested');
      give(nested, [new kms.Key(nested, 'Key')]);
    }, 'The key "Protected/Nested/Key/Resource" is in a nested stack, whose name is known at deployment only, so it is not checked.'],
  ])('to a key %s is said not to be checked', (_what, fill, sentence) => {
    const app = new App();
    fill(app);
    new VaultReplicaKeys(app, 'ReplicaKeys', options());
    expect(read(app)).toMatchObject({ sourceKeys: [], notSaid: [sentence] });
  });

  test('to keys that are all unknown is refused', () => {
    const app = new App();
    const stack = new Stack(app, 'Anywhere');
    give(stack, [kms.Alias.fromAliasName(stack, 'Key', 'alias/x')]);
    const { directory } = app.synth();
    expect(errorOf(() => readAssembly(directory)))
      .toBe(`cloud assembly "${directory}" names no key; the account of stack "Anywhere" is not in the cloud assembly, so the key that "Anywhere/Access/Key0" is about is not checked`);
  });

  test('is left out where it is for another VAULT account than the command line says', () => {
    const stack = protectedStack();
    give(stack, [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)]);
    expect(read(stack.node.root as App, { vaultAccount: '999999999999' }).sourceKeys).toEqual([]);
    expect(read(stack.node.root as App, { vaultAccount: VAULT }).sourceKeys).toHaveLength(1);
  });
});

describe('ProtectedKeyAccessStackSet', () => {
  function give(deployment: StackSetDeployment | undefined, env?: object): App {
    const app = new App();
    new ProtectedKeyAccessStackSet(new Stack(app, 'Home', { env }), 'Access', {
      aliases: ['databases', 'files'], regions: ['eu-west-1', 'us-east-1'], vaultAccount: VAULT, deployment,
    });
    return app;
  }

  test.each<[string, StackSetDeployment | undefined, object | undefined, string[]]>([
    ['the accounts of a self-managed deployment', StackSetDeployment.selfManaged({ accounts: [PROTECTED, '333333333333'] }), undefined, [PROTECTED, '333333333333']],
    ['the account of its stack', undefined, { account: PROTECTED, region: 'eu-west-1' }, [PROTECTED]],
  ])('is an access to each alias in each region of %s', (_which, deployment, env, accounts) => {
    expect(read(give(deployment, env)).sourceKeys).toEqual(accounts.flatMap((account) => ['eu-west-1', 'us-east-1'].flatMap((region) => ['databases', 'files'].map((alias) => ({
      account, region, arn: `arn:aws:kms:${region}:${account}:alias/${alias}`, by: 'custom resource', ...ACCESS,
    })))));
  });

  test.each<[string, StackSetDeployment | undefined]>([
    ['organizational units', StackSetDeployment.serviceManaged(UNITS)], ['the account of a stack for any', undefined],
  ])('for %s says that its keys are not checked', (_which, deployment) => {
    const app = give(deployment);
    new VaultReplicaKeys(app, 'ReplicaKeys', options());
    expect(read(app)).toMatchObject({
      sourceKeys: [], notSaid: ['The accounts that the StackSet of "Home/Access" goes to are not in the cloud assembly, so their keys are not checked.'],
    });
  });
});

describe('KeyPolicyStatements', () => {
  test('say what they add to which key, but for what an access adds to it', () => {
    const stack = protectedStack();
    const key = kms.Key.fromKeyArn(stack, 'Key', KEY_ARN);
    const reader = new iam.Role(stack, 'Reader', { roleName: 'Reader', assumedBy: new iam.AccountRootPrincipal() });
    new KeyPolicyStatements(stack, 'Readers', { key, statements: [keyStatement({ principals: [reader] })] });
    new ProtectedKeyAccess(stack, 'Access', { keys: [key], vaultAccount: VAULT });
    expect(read(stack.node.root as App)).toMatchObject({
      sourceKeys: [{ arn: KEY_ARN, statements: statements() }],
      addedStatements: [{
        account: PROTECTED,
        region: 'eu-west-1',
        arn: KEY_ARN,
        stackName: 'Protected',
        statements: [{ Sid: 'Mine', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:role/Reader` }, Action: 'kms:Decrypt', Resource: '*' }],
      }],
    });
  });

  test('of a key that is known at deployment only are said not to be checked', () => {
    const stack = protectedStack();
    new VaultReplicaKeys(stack.node.root, 'ReplicaKeys', options());
    const key = kms.Key.fromKeyArn(stack, 'Key', new CfnParameter(stack, 'Arn').valueAsString);
    new KeyPolicyStatements(stack, 'Readers', { key, statements: [keyStatement()] });
    expect(read(stack.node.root as App)).toMatchObject({
      addedStatements: [], notSaid: ['The ARN of the key that "Protected/Readers" is about is known at deployment only, so that key is not checked.'],
    });
  });
});
