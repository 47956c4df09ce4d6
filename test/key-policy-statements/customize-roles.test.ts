import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { KeyPolicyStatements, VaultReplicaKeys, VaultRole } from '../../src';
import { changesOf, KEY_ARN, keyStatement, protectedStack, resourcesOf } from '../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const ROLE = 'Protected/KeyPolicyStatementsHandler/Role';
const PRECREATED = { usePrecreatedRoles: { [ROLE]: 'precreated' } };

/** A stack with statements for one key, in an app where others create the roles. */
function customized(key: (stack: Stack) => kms.IKey, config: iam.CustomizeRolesOptions = PRECREATED): { app: App; stack: Stack } {
  const app = new App();
  iam.Role.customizeRoles(app, config);
  const stack = protectedStack(app);
  new KeyPolicyStatements(stack, 'Statements', { key: key(stack), statements: [keyStatement()] });
  return { app, stack };
}

function reportOf(app: App): any {
  const { roles } = JSON.parse(readFileSync(join(app.synth().directory, 'iam-policy-report.json'), 'utf8'));
  return roles.find(({ roleConstructPath }: any) => roleConstructPath === ROLE);
}

const typesIn = (stack: Stack) => Object.values<any>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type);

describe('where others create the roles', () => {
  test.each<[string, (stack: Stack) => kms.IKey, any]>([
    ['by its ARN', (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), { Resource: KEY_ARN }],
    ['by its alias', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/backup'), {
      Resource: `arn:aws:kms:eu-west-1:${PROTECTED}:key/*`, Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/backup' } },
    }],
    ['by a parameter', (stack) => kms.Key.fromKeyArn(stack, 'Key', new CfnParameter(stack, 'KeyArn').valueAsString), { Resource: '(Protected/KeyArn.Ref)' }],
  ])('the function uses such a role, and the report says what it must be allowed on a key known %s', (_how, key, on) => {
    const { app, stack } = customized(key);
    expect(typesIn(stack).filter((type) => type.startsWith('AWS::IAM::'))).toEqual([]);
    expect(changesOf(stack)).toHaveLength(1);
    const [lambda] = Object.values(resourcesOf(stack, 'AWS::Lambda::Function'));
    expect(JSON.stringify(lambda.Properties.Role)).toContain(`:iam::${PROTECTED}:role/precreated`);
    const { roleName, missing, identityPolicyStatements } = reportOf(app);
    expect({ roleName, missing }).toEqual({ roleName: 'precreated', missing: false });
    expect(identityPolicyStatements).toContainEqual({ Effect: 'Allow', Action: ['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:PutKeyPolicy'], ...on });
    expect(identityPolicyStatements).toContainEqual(expect.objectContaining({ Effect: 'Deny', Action: 'kms:PutKeyPolicy' }));
  });

  test('the report names a role that is still missing', () => {
    const { app } = customized((stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), {});
    const { missing, identityPolicyStatements } = reportOf(app);
    expect(missing).toBe(true);
    expect(identityPolicyStatements).toContainEqual(expect.objectContaining({ Resource: KEY_ARN }));
  });

  test('a report changes nothing in the template', () => {
    const { stack } = customized((scope) => kms.Key.fromKeyArn(scope, 'Key', KEY_ARN), { preventSynthesis: false });
    const plain = protectedStack();
    new KeyPolicyStatements(plain, 'Statements', { key: kms.Key.fromKeyArn(plain, 'Key', KEY_ARN), statements: [keyStatement()] });
    expect(Template.fromStack(stack).toJSON()).toEqual(Template.fromStack(plain).toJSON());
  });

  test('the key policy names such a role, and waits for none', () => {
    const app = new App();
    iam.Role.customizeRoles(app, { usePrecreatedRoles: { 'Roles/Vault': 'Copier', 'Roles/Admin': 'KeyAdmin' } });
    const stack = new Stack(app, 'Roles', { env: { account: VAULT, region: 'eu-west-1' } });
    const role = (id: string) => new iam.Role(stack, id, { assumedBy: new iam.AccountRootPrincipal() });
    const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options({ vaultRole: VaultRole.fromRole(role('Vault')), administrators: [role('Admin')] }));
    const { Statement } = keys.keyIn('eu-west-1').renderKeyPolicy();
    expect([Statement[1].Principal.AWS, Statement[2].Principal.AWS[0]]).toEqual(['KeyAdmin', 'Copier'].map((name) => `arn:aws:iam::${VAULT}:role/${name}`));
    app.synth();
    expect(Stack.of(keys.keyIn('eu-west-1')).dependencies).toEqual([]);
  });
});
