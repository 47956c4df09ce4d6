import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeys, VaultRole, type VaultReplicaKeysProps } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { options, VAULT } from '../fixtures/vault-app';

const ROLE = 'AWSReservedSSO_KeyAdmins_0123456789abcdef';
const PATH = 'role/aws-reserved/sso.amazonaws.com/';
const inVault = (resource: string, service = 'iam') => `arn:aws:${service}::${VAULT}:${resource}`;
const remedy = (pattern: string) => `use administratorPatterns with "${pattern}" for administrators, without "*/" if Identity Center is in us-east-1, or write the whole ARN with the path "${PATH}"`;
const PATTERN = inVault(`${PATH}*/AWSReservedSSO_KeyAdmins_????????????????`);

const make = (overrides: Partial<VaultReplicaKeysProps>) => new VaultReplicaKeys(new App(), 'Keys', options(overrides));

test.each<[string, (arn: string) => Partial<VaultReplicaKeysProps>]>([
  ['administrator', (arn) => ({ administrators: [new iam.ArnPrincipal(arn)] })],
  ['breakGlassPrincipal', (arn) => ({ deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(arn)] })],
  ['vaultRole', (arn) => ({ vaultRole: VaultRole.fromRoleArn(arn) })],
])('a session of IAM Identity Center, or its role without the path, is refused as %s', (option, props) => {
  const session = inVault(`assumed-role/${ROLE}/jane@example.com`, 'sts');
  expect(errorOf(() => make(props(session)))).toBe(`${option} "${session}" is a role session, which expires; ${remedy(PATTERN)}`);
  const role = inVault(`role/${ROLE}`);
  expect(errorOf(() => make(props(role)))).toBe(`${option} "${role}" is a role of IAM Identity Center without its path, and no such role exists; ${remedy(PATTERN)}`);
  for (const path of [PATH, `${PATH}eu-west-1/`]) { expect(() => make(props(inVault(`${path}${ROLE}`)))).not.toThrow(); }
});

test('a role of IAM Identity Center is refused by its name, which lacks the path', () => {
  const anywhere = `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:${PATH}*/AWSReservedSSO_KeyAdmins_????????????????`;
  expect(errorOf(() => VaultRole.fromRoleName(ROLE))).toBe(`vaultRole "${ROLE}" is a role of IAM Identity Center without its path, and no such role exists; ${remedy(anywhere)}`);
});

test.each([
  [ROLE, PATTERN],
  ['AWSReservedSSO_fedcba9876543210_0123456789abcdef', inVault(`${PATH}*/AWSReservedSSO_fedcba9876543210_????????????????`)],
  ['AWSReservedSSO_KeyAdmins_*', inVault(`${PATH}*/AWSReservedSSO_KeyAdmins_*`)],
  ['AWSReservedSSO*', inVault(`${PATH}*/AWSReservedSSO*`)],
])('a pattern without the path is refused: %s', (name, withPath) => {
  const pattern = inVault(`role/${name}`);
  expect(errorOf(() => make({ administratorPatterns: [pattern] })))
    .toBe(`administratorPattern "${pattern}" is a role of IAM Identity Center without its path, and no such role exists; ${remedy(withPath)}`);
});

test.each([PATTERN, inVault('role/*AWSReservedSSO_KeyAdmins_*'), inVault('user/AWSReservedSSO_*')])('a pattern with the path, one that covers it, or one of users is accepted: %s', (pattern) => {
  expect(() => make({ administratorPatterns: [pattern] })).not.toThrow();
});

test('the role of the PROTECTED accounts may be one, as it is found under every path', () => {
  expect(() => make({ protectedRoleName: ROLE })).not.toThrow();
});

test('a user may have such a name, and another role\'s session keeps its remedy', () => {
  expect(() => make({ administrators: [new iam.ArnPrincipal(inVault(`user/${ROLE}`))] })).not.toThrow();
  expect(errorOf(() => make({ administrators: [new iam.ArnPrincipal(inVault('assumed-role/Admin/jane', 'sts'))] }))).toMatch(/name the role itself, "role\/Admin"$/);
});
