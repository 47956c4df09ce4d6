import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, ProtectedKeyAccessStackSet, StackSetDeployment, VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { KEY_ARN, protectedStack } from '../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

type Grants = { grantUse(role: iam.IGrantable): iam.Grant };

const vaultStack = (app = new App()) => new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });

/** Each construct that grants its use, and the statements that it says an IAM policy needs. */
const CONSTRUCTS: Record<string, () => { of: Grants; statements: iam.PolicyStatement[] }> = {
  VaultReplicaKeys: () => {
    const of = new VaultReplicaKeys(new App(), 'Keys', options({ retiredRegions: ['us-east-1'] }));
    return { of, statements: of.protectedRoleStatements() };
  },
  VaultReplicaKey: () => {
    const of = new VaultReplicaKey(vaultStack(), 'Key', { alias: 'very_secret_key', protectedAccounts: [PROTECTED] });
    return { of, statements: of.protectedRoleStatements() };
  },
  VaultReplicaKeyStackSet: () => {
    const of = new VaultReplicaKeyStackSet(vaultStack(), 'Keys', options());
    return { of, statements: of.protectedRoleStatements() };
  },
  ProtectedKeyAccess: () => {
    const stack = protectedStack();
    const keys = [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), kms.Alias.fromAliasName(stack, 'Alias', 'alias/databases')];
    const of = new ProtectedKeyAccess(stack, 'Access', { keys, vaultAccount: VAULT });
    return { of, statements: of.vaultRoleStatements() };
  },
  ProtectedKeyAccessStackSet: () => {
    const deployment = StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] });
    const of = new ProtectedKeyAccessStackSet(protectedStack(), 'Access', { aliases: ['a', 'b'], regions: ['eu-west-1'], vaultAccount: VAULT, deployment });
    return { of, statements: of.vaultRoleStatements() };
  },
};

describe.each(Object.entries(CONSTRUCTS))('grantUse of %s', (_name, make) => {
  test('gives the IAM policy of a role the statements, and no others', () => {
    const { of, statements } = make();
    const stack = new Stack(new App(), 'Roles', { env: { account: '333333333333', region: 'eu-west-1' } });
    const grant = of.grantUse(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const [policy] = Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    const document = new iam.PolicyDocument({ statements });
    expect(policy.Properties.PolicyDocument).toEqual(stack.resolve(document));
    expect(grant.success).toBe(true);
    const json = (given: iam.PolicyStatement[]) => given.map((statement) => statement.toStatementJson());
    expect(json(grant.principalStatements)).toEqual(json(statements));
  });

  test('is refused for a role whose policy the app cannot change', () => {
    const { of } = make();
    const stack = new Stack(new App(), 'Roles', { env: { account: '333333333333', region: 'eu-west-1' } });
    const elsewhere = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444444444444:role/Elsewhere');
    expect(errorOf(() => of.grantUse(elsewhere)))
      .toMatch(/^principal "Roles\/Role" is imported from account "444444444444" into a stack of account "333333333333", which cannot change its IAM policy; call grantUse in a stack of account "444444444444"$/);
    expect(errorOf(() => of.grantUse('SourceIAMRole' as any))).toMatch(/^grantee is the string "SourceIAMRole", but must be a role/);
  });

  test('changes a role that is imported into a stack of its account', () => {
    const { of } = make();
    const stack = new Stack(new App(), 'Roles', { env: { account: '333333333333', region: 'eu-west-1' } });
    of.grantUse(iam.Role.fromRoleName(stack, 'Role', 'SourceIAMRole'));
    expect(Object.values<any>(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties.Roles)).toEqual([['SourceIAMRole']]);
  });

  test('has no success for a principal without an IAM policy', () => {
    expect(make().of.grantUse(new iam.ArnPrincipal('arn:aws:iam::444444444444:role/Elsewhere')).success).toBe(false);
  });
});

test('the use of a key in a stack without an env is not granted, as its region is not known', () => {
  const app = new App();
  const make = (env: { account?: string; region?: string }) => new VaultReplicaKey(new Stack(app, `In${Object.keys(env)}`, { env }), 'Key', { alias: 'x', protectedAccounts: [PROTECTED] });
  expect(errorOf(() => make({ account: VAULT }).protectedRoleStatements()))
    .toBe('the Region of the key is known only during deployment, and a policy in another account cannot refer to it; set env.region of the stack of the key');
  expect(errorOf(() => make({ region: 'eu-west-1' }).protectedRoleStatements()))
    .toBe('the VAULT account is known only during deployment, and a policy in another account cannot refer to it; set vaultAccount, or set env.account of the stack of the key');
});
