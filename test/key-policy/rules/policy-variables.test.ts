import { App, Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ProtectedOrganization, ReplicaKeyPolicy, VaultReplicaKey, VaultReplicaKeys, VaultRole, type ReplicaKeyPolicyProps } from '../../../src';
import { errorOf } from '../../fixtures/error-of';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';

const ORGANIZATION = 'o-a1b2c3d4e5';
const inVault = (resource: string) => `arn:aws:iam::${VAULT}:${resource}`;

/** Every option whose text is written into a key policy, with a text in it. */
const OPTIONS: Array<[string, (variable: string) => Partial<ReplicaKeyPolicyProps>]> = [
  ['the path of vaultRole', (text) => ({ vaultRole: VaultRole.fromRoleArn(inVault(`role/${text}/X`)) })],
  ['the path of a late-bound vaultRole', (text) => ({ vaultRole: VaultRole.fromRoleArn(inVault(`role/${text}/X`), { lateBound: true }) })],
  ['the name of vaultRole', (text) => ({ vaultRole: VaultRole.fromRoleName(text, { lateBound: true }) })],
  ['the end of the ARN of vaultRole', (text) => ({ vaultRole: VaultRole.fromRoleArn(inVault(`role/${text}`), { lateBound: true }) })],
  ['the account of vaultRole', (text) => ({ vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${text}:role/X`, { lateBound: true }) })],
  ['the partition of vaultRole', (text) => ({ vaultRole: VaultRole.fromRoleArn(`arn:${text}:iam::${VAULT}:role/X`, { lateBound: true }) })],
  ['an administrator', (text) => ({ administrators: [new iam.ArnPrincipal(inVault(`user/${text}/x`))] })],
  ['a break-glass principal', (text) => ({ deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(inVault(`role/${text}/x`))] })],
  ['a pattern', (text) => ({ administratorPatterns: [inVault(`role/${text}/KeyAdmin*`)] })],
  ['the account of a pattern', (text) => ({ administratorPatterns: [`arn:aws:iam::${text}:role/KeyAdmin*`] })],
  ['the partition of a pattern', (text) => ({ administratorPatterns: [`arn:${text}:iam::${VAULT}:role/KeyAdmin*`] })],
  ['protectedRoleName', (text) => ({ protectedRoleName: text })],
  ['an organization', (text) => ({ protectedOrganization: ProtectedOrganization.fromId(text) })],
  ['a path of an organization', (text) => ({ protectedOrganization: ProtectedOrganization.fromPaths([`${ORGANIZATION}/r-f6g7/${text}/`]) })],
  ['a service', (text) => ({ viaServices: [text as any] })],
  ['a PROTECTED account', (text) => ({ protectedAccounts: [text] })],
  ['the VAULT account', (text) => ({ vaultAccount: text })],
  ['the partition', (text) => ({ partition: text })],
];

const VARIABLES = ['${aws:PrincipalTag/team}', '${x}', '${*}', '${', '${AWS::StackName}', '${AWS::Regions}', '$${x}', '${AWS::Partition}${x}', '${!AWS::Partition}'];

test.each(OPTIONS)('a policy variable is refused in %s', (_option, props) => {
  for (const account of [VAULT, Aws.ACCOUNT_ID]) {
    for (const variable of VARIABLES) {
      const policy = () => new ReplicaKeyPolicy({ vaultAccount: account, partition: Aws.PARTITION, ...props(variable) });
      expect([variable, errorOf(policy)]).not.toContain('nothing was refused');
    }
  }
});

test('the sentence names the variable\'s place and its remedy', () => {
  expect(errorOf(() => VaultRole.fromRoleArn(inVault('role/${aws:PrincipalTag/team}/X'), { lateBound: true })))
    .toBe(`vaultRole "${inVault('role/${aws:PrincipalTag/team}/X')}" contains "\${", which starts a policy variable in IAM; write the value itself`);
  expect(errorOf(() => new VaultReplicaKeys(new App(), 'Keys', options({ administratorPatterns: [inVault('role/${x}/*Admin')] }))))
    .toBe(`administratorPattern "${inVault('role/${x}/*Admin')}" contains "\${", which starts a policy variable in IAM; write the value itself`);
  expect(errorOf(() => new VaultReplicaKeys(new App(), 'Keys', options({ viaServices: [{ serviceName: 'ec2.${aws:PrincipalTag/x}' } as any] }))))
    .toMatch(/^serviceName "ec2\.\$\{aws:PrincipalTag\/x\}" is not the name of a service/);
  expect(errorOf(() => new ReplicaKeyPolicy({ vaultAccount: VAULT, partition: 'eu' })))
    .toBe('partition "eu" is not the name of an AWS partition; write one, such as "aws", "aws-cn" or "aws-us-gov"');
});

test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', 'aws-eusc'])('the partition %s is accepted', (partition) => {
  expect(() => new ReplicaKeyPolicy({ vaultAccount: VAULT, partition })).not.toThrow();
});

test('pseudo parameters of CloudFormation are filled in, wherever they stand', () => {
  const vaultRole = () => VaultRole.fromRoleArn(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/${Aws.REGION}/X`, { lateBound: true });
  const keys = new VaultReplicaKeys(new App(), 'Keys', options({ vaultRole: vaultRole() }));
  expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement[4].Condition.ArnEquals).toEqual({ 'aws:PrincipalArn': inVault('role/eu-west-1/X') });
  const anywhere = new VaultReplicaKey(new Stack(new App(), 'Anywhere'), 'Key', { alias: 'x', protectedAccounts: [PROTECTED], vaultRole: vaultRole() });
  expect(anywhere.renderKeyPolicy().Statement[3].Condition.ArnEquals)
    .toEqual({ 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${AWS::Region}/X' } });
});

test('what reads no policy variable may contain the text of one', () => {
  const [concrete, anywhere] = [{ account: VAULT, region: 'eu-west-1' }, {}].map((env) => new VaultReplicaKey(new Stack(new App(), 'Stack', { env }), 'Key', {
    alias: 'x', protectedAccounts: [PROTECTED], policyId: 'the ${team} and ${!team}',
  }).renderKeyPolicy().Id);
  expect([concrete, anywhere]).toEqual(['the ${team} and ${!team}', 'the ${team} and ${!team}']);
});

test('conditions of added statements may contain policy variables, next to pseudo parameters too', () => {
  const statement = () => new iam.PolicyStatement({
    sid: 'Own ${x}',
    actions: ['kms:Decrypt'],
    resources: ['*'],
    principals: [new iam.AccountPrincipal(PROTECTED)],
    conditions: { StringEquals: { 'kms:EncryptionContext:user': ['${aws:username}', `\${aws:username}/${Aws.REGION}/\${!x}`] } },
  });
  const keys = new VaultReplicaKeys(new App(), 'Keys', options());
  keys.addToKeyPolicy(statement());
  expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement.at(-1)).toMatchObject({
    Sid: 'Own ${x}', Condition: { StringEquals: { 'kms:EncryptionContext:user': ['${aws:username}', '${aws:username}/eu-west-1/${!x}'] } },
  });
  const document = new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedAccounts: [PROTECTED] });
  document.addStatement(statement());
  expect(document.document().toJSON().Statement.at(-1).Condition.StringEquals['kms:EncryptionContext:user'])
    .toEqual(['${aws:username}', { 'Fn::Sub': '${!aws:username}/${AWS::Region}/${!!x}' }]);
});
