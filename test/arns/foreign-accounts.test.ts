import { App, Aws, CfnParameter, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  AccountMatching, KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ReplicaKeyPolicy, StackSetDeployment,
  VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole,
} from '../../src';
import { errorOf } from '../fixtures/error-of';
import { KEY_ARN, keyStatement, protectedStack } from '../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

/** The options with the id of an account other than that of the stack, by the construct that has them. */
const FOREIGN: Array<[string, string, (account: any) => unknown]> = [
  ['VaultReplicaKeys.protectedAccounts', 'PROTECTED account', (account) => new VaultReplicaKeys(new App(), 'Keys', options({ protectedAccounts: [PROTECTED, account] }))],
  ['VaultReplicaKeys.protectedAccounts by condition', 'PROTECTED account', (account) =>
    new VaultReplicaKeys(new App(), 'Keys', options({ protectedAccounts: [account], accountMatching: AccountMatching.CALLER_ACCOUNT }))],
  ['VaultReplicaKeys.addProtectedAccount', 'PROTECTED account', (account) => new VaultReplicaKeys(new App(), 'Keys', options()).addProtectedAccount(account)],
  ['VaultReplicaKey.protectedAccounts', 'PROTECTED account', (account) => new VaultReplicaKey(new Stack(), 'Key', { alias: 'x', protectedAccounts: [account] })],
  ['ReplicaKeyPolicy.protectedAccounts', 'PROTECTED account', (account) => new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [account] })],
  ['ReplicaKeyPolicy.addProtectedAccount', 'PROTECTED account', (account) => new ReplicaKeyPolicy({ vaultAccount: VAULT }).addProtectedAccount(account)],
  ['VaultReplicaKeyStackSet.protectedAccounts', 'PROTECTED account', (account) =>
    new VaultReplicaKeyStackSet(protectedStack(), 'Keys', options({ protectedAccounts: [account] }))],
  ['ProtectedKeyAccess.vaultAccount', 'vaultAccount', (vaultAccount) => {
    const stack = protectedStack();
    return new ProtectedKeyAccess(stack, 'Access', { keys: [new kms.Key(stack, 'Key')], vaultAccount });
  }],
  ['ProtectedKeyAccessStackSet.vaultAccount', 'vaultAccount', (vaultAccount) =>
    new ProtectedKeyAccessStackSet(protectedStack(), 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount })],
  ['StackSetDeployment.selfManaged.accounts', 'account', (account) => StackSetDeployment.selfManaged({ accounts: [account] })],
  ['StackSetDeployment.serviceManaged.accounts', 'account', (account) => StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'], accounts: [account] })],
];

describe.each(FOREIGN)('%s', (_option, what, give) => {
  test.each<[string, () => string]>([
    ['the account of a stack without environment', () => new Stack(new App(), 'Vault').account],
    ['the pseudo parameter', () => Aws.ACCOUNT_ID],
    ['a parameter', () => new CfnParameter(new Stack(), 'Account').valueAsString],
  ])('refuses %s', (_what, token) => {
    expect(errorOf(() => give(token())))
      .toBe(`${what} is a token, but the id of another account must be known before deployment; write its 12 digits, or set env.account of the stack that it comes from`);
  });

  test('refuses a number, with what to write', () => {
    expect(errorOf(() => give(222222222222))).toBe(`${what} is the number 222222222222, but must be a string, as a number loses leading zeros; write "222222222222"`);
    expect(errorOf(() => give(12345678901))).toBe(`${what} is the number 12345678901, but must be a string, as a number loses leading zeros; write all 12 digits as a string, such as "012345678901"`);
  });

  test.each([null, undefined, {}, true])('refuses %j', (value) => {
    expect(errorOf(() => give(value))).toBe(`${what} is ${JSON.stringify(value)}, but must be an account id; write all 12 digits as a string, such as "111122223333"`);
  });
});

describe('the own account of a key', () => {
  const policy = (vaultAccount: any) => new ReplicaKeyPolicy({ vaultAccount, protectedAccounts: [PROTECTED] }).document().toJSON();
  const root = (json: any) => json.Statement[0].Principal.AWS;

  test('may be the pseudo parameter, as the account of a stack without environment is', () => {
    for (const account of [Aws.ACCOUNT_ID, new Stack(new App(), 'Anywhere').account]) {
      expect(root(policy(account))).toEqual({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' });
    }
    const units = StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'] });
    expect(() => new VaultReplicaKeyStackSet(protectedStack(), 'Keys', { ...options({ administrators: [], vaultAccount: Aws.ACCOUNT_ID }), deployment: units })).not.toThrow();
  });

  test('is no other token', () => {
    const parameter = new CfnParameter(new Stack(), 'Vault').valueAsString;
    expect(errorOf(() => policy(parameter))).toBe('vaultAccount contains {"Ref":"Vault"}, which is known only during deployment; write the value as a literal');
    expect(errorOf(() => new VaultReplicaKeyStackSet(protectedStack(), 'Keys', options({ vaultAccount: parameter })))).toMatch(/^vaultAccount contains/);
    expect(errorOf(() => policy('${AWS::AccountId}'))).toMatch(/^vaultAccount "\$\{AWS::AccountId\}" is not an account id/);
  });

  test('is that of the deployment in a stack whose account is another token', () => {
    const parameter = new CfnParameter(new Stack(), 'Vault').valueAsString;
    const stack = new Stack(new App(), 'Stack', { env: { account: parameter, region: 'eu-west-1' } });
    expect(root(new VaultReplicaKey(stack, 'Key', { alias: 'x', protectedAccounts: [PROTECTED] }).renderKeyPolicy()))
      .toEqual({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' });
  });

  test('is no number, which the CDK accepts for a Stage', () => {
    const env: any = { account: 111111111111, region: 'eu-west-1' };
    const ofStack = 'account of stack "Prod/Stack" is the number 111111111111, but must be a string, as a number loses leading zeros; write "111111111111"';
    const inStack = (make: (stack: Stack) => unknown) => errorOf(() => make(new Stack(new Stage(new App(), 'Prod', { env }), 'Stack')));
    expect(errorOf(() => policy(111111111111))).toMatch(/^vaultAccount is the number 111111111111/);
    expect(inStack((stack) => new VaultReplicaKey(stack, 'Key', { alias: 'x', protectedAccounts: [PROTECTED] }))).toBe(ofStack);
    expect(inStack((stack) => new VaultReplicaKeys(stack, 'Keys', options({ vaultAccount: undefined })))).toBe(ofStack);
    expect(inStack((stack) => new VaultReplicaKeyStackSet(stack, 'Keys', options({ vaultAccount: undefined })))).toBe(ofStack);
    expect(inStack((stack) => new ProtectedKeyAccess(stack, 'Access', { keys: [new kms.Key(stack, 'Key')], vaultAccount: VAULT }))).toBe(ofStack);
    expect(inStack((stack) => new KeyPolicyStatements(stack, 'Statements', { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), statements: [keyStatement()] }))).toBe(ofStack);
    expect(inStack((stack) => new ProtectedKeyAccessStackSet(stack, 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: PROTECTED }).vaultRoleStatements())).toBe(ofStack);
    expect(errorOf(() => new VaultReplicaKeys(new Stage(new App(), 'Prod', { env }), 'Keys', options({ vaultAccount: undefined }))))
      .toBe('account of Stage "Prod" is the number 111111111111, but must be a string, as a number loses leading zeros; write "111111111111"');
  });
});

describe('a literal account id, of', () => {
  const role = `arn:aws:iam::${PROTECTED}:role/Admin`;
  const own = `arn:aws:iam::${Aws.ACCOUNT_ID}:role/Admin`;
  const PRINCIPALS: Array<[string, (arn: string) => Partial<Parameters<typeof options>[0]>]> = [
    ['administrator', (arn) => ({ administrators: [new iam.ArnPrincipal(arn)] })],
    ['breakGlassPrincipal', (arn) => ({ deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(arn)] })],
    ['administratorPattern', (arn) => ({ administratorPatterns: [arn] })],
    ['vaultRole', (arn) => ({ vaultRole: VaultRole.fromRoleArn(arn) })],
    ['vaultRole', (arn) => ({ vaultRole: VaultRole.fromRoleArn(arn, { lateBound: true }) })],
  ];
  const keyIn = (stack: Stack, given: any) => {
    const { regions, vaultAccount, ...keyOptions } = options({ administrators: [], ...given });
    return new VaultReplicaKey(stack, 'Key', keyOptions);
  };

  test.each(PRINCIPALS)('%s is refused where the account of the key is known only during deployment', (what, given) => {
    const sentence = `${what} "${role}" is in account "${PROTECTED}", but the account of the key is known only during deployment and may be a different one; set env.account of the stack of the key, set vaultAccount, or write Aws.ACCOUNT_ID for the account`;
    expect(errorOf(() => keyIn(new Stack(), given(role)))).toBe(sentence);
    expect(errorOf(() => new ReplicaKeyPolicy({ vaultAccount: Aws.ACCOUNT_ID, ...given(role) }))).toBe(sentence);
    const deployment = StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'] });
    expect(errorOf(() => new VaultReplicaKeyStackSet(protectedStack(), 'Keys', { ...options({ vaultAccount: undefined, administrators: [], ...given(role) }), deployment }))).toBe(sentence);
  });

  test.each(PRINCIPALS)('%s can be Aws.ACCOUNT_ID instead', (_what, given) => {
    const anywhere = JSON.stringify(keyIn(new Stack(new App(), 'Anywhere', { env: { region: 'eu-west-1' } }), given(own)).renderKeyPolicy());
    expect(anywhere).toContain('{"Fn::Sub":"arn:aws:iam::${AWS::AccountId}:role/Admin"}');
    const known = new Stack(new App(), 'Known', { env: { account: VAULT, region: 'eu-west-1' } });
    expect(JSON.stringify(keyIn(known, given(own)).renderKeyPolicy())).toContain(`"arn:aws:iam::${VAULT}:role/Admin"`);
  });
});

test('a stack of ours and one whose account is a number are seen to have one name', () => {
  const app = new App();
  new Stack(new Stage(app, 'Other', { env: { account: 111111111111 as any, region: 'eu-west-1' } }), 'Stack', { stackName: 'ReplicaKeys-eu-west-1' });
  new VaultReplicaKeys(app, 'ReplicaKeys', options());
  expect(errorOf(() => app.synth())).toMatch(/stack "ReplicaKeys-eu-west-1" exists twice/);
});
