import { App } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ProtectedOrganization, StackSetDeployment,
  VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole, ViaService,
} from '../../../src';
import { errorOf } from '../../fixtures/error-of';
import { KEY_ARN, protectedStack } from '../../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../../fixtures/vault-app';

/* What cdk.json, the context and plain JavaScript allow: text and numbers where the types say otherwise. */

type Make = (value: any) => unknown;
const arn = `arn:aws:iam::${VAULT}:role/Admin`;
const keys = (name: string, others = {}): Make => (value) => new VaultReplicaKeys(new App(), 'Keys', options({ ...others, [name]: value }));
const oneKey = (name: string): Make => (value) => new VaultReplicaKey(protectedStack(), 'Key', { alias: 'x', protectedAccounts: [VAULT], [name]: value });
const keySet = (name: string): Make => (value) =>
  new VaultReplicaKeyStackSet(protectedStack(), 'Keys', { ...options({ administrators: [], protectedAccounts: [VAULT], vaultAccount: PROTECTED }), [name]: value });
const access = (name: string): Make => (value) => {
  const stack = protectedStack();
  return new ProtectedKeyAccess(stack, 'Access', { keys: [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)], vaultAccount: VAULT, [name]: value });
};
const accessSet = (name: string): Make => (value) =>
  new ProtectedKeyAccessStackSet(protectedStack(), 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: VAULT, [name]: value });
const serviceManaged = (name: string): Make => (value) => StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'], [name]: value });
const selfManaged = (name: string): Make => (value) => StackSetDeployment.selfManaged({ [name]: value });
const lateBound: Make = (value) => VaultRole.fromRoleName('x', { lateBound: value });
const lateBoundArn: Make = (value) => VaultRole.fromRoleArn(arn, { lateBound: value });

describe.each<[string, Make]>([
  ['deletionProtection', keys('deletionProtection')], ['deletionProtection', oneKey('deletionProtection')], ['deletionProtection', keySet('deletionProtection')],
  ['terminationProtection', keys('terminationProtection')],
  ['lateBound', lateBound], ['lateBound', lateBoundArn],
  ['autoDeployment', serviceManaged('autoDeployment')], ['delegatedAdministrator', serviceManaged('delegatedAdministrator')],
])('%s', (option, make) => {
  test.each([['the string "false"', 'false'], ['the string "true"', 'true'], ['0', 0], ['null', null]])('is not %s, which JavaScript may read the other way', (text, value) => {
    expect(errorOf(() => make(value))).toBe(`${option} is ${text}, but must be true or false; write one of these without quotes`);
  });
});

describe.each<[string, Make, string]>([
  ['accountMatching', keys('accountMatching'), '"PRINCIPAL" or "CALLER_ACCOUNT"'], ['accountMatching', oneKey('accountMatching'), '"PRINCIPAL" or "CALLER_ACCOUNT"'],
  ['missingKey', accessSet('missingKey'), '"FAIL" or "SKIP"'],
  ['removalPolicy', keys('removalPolicy'), '"destroy", "retain", "snapshot" or "retain-on-update-or-delete"'],
])('%s', (option, make, values) => {
  test.each([['the string "skip"', 'skip'], ['null', null], ['1', 1]])('is none of its values if it is %s', (text, value) => {
    expect(errorOf(() => make(value))).toBe(`${option} is ${text}, but must be ${values}; write one of these`);
  });
});

describe.each<[string, Make]>([
  ['alias', keys('alias')], ['alias', oneKey('alias')], ['alias', keySet('alias')], ['alias', (alias) => accessSet('aliases')([alias])],
  ['region', (region) => keys('regions')([region])],
  ['protectedRoleName', keys('protectedRoleName')], ['policyId', keys('policyId')], ['description', keys('description')], ['stackNamePrefix', keys('stackNamePrefix')],
  ['administratorPattern', (pattern) => keys('administratorPatterns')([pattern])],
  ['breakGlassPattern', (pattern) => keys('breakGlassPatterns', { deletionProtection: true })([pattern])],
  ['stackSetName', keySet('stackSetName')], ['stackSetName', accessSet('stackSetName')],
  ['administrationRoleName', selfManaged('administrationRoleName')], ['executionRoleName', selfManaged('executionRoleName')],
  ['organizational unit', (unit) => serviceManaged('organizationalUnits')([unit])],
  ['vaultRole', (name) => VaultRole.fromRoleName(name)], ['vaultRole', (value) => VaultRole.fromRoleArn(value)],
  ['id of protectedOrganization', (id) => ProtectedOrganization.fromId(id)],
  ['path of protectedOrganization', (path) => ProtectedOrganization.fromPaths([path])],
  ['serviceName', (name) => ViaService.of(name)],
  ['directory', (directory) => new VaultReplicaKeys(new App(), 'Keys', options()).adoptKeys({ directory, keys: {} })],
])('%s', (option, make) => {
  test.each([['7', 7], ['true', true]])('is a string, and not %s', (text, value) => {
    expect(errorOf(() => make(value))).toBe(`${option} is ${text}, but must be a string; write it in quotes`);
  });

  test.each([['null', null], ['{"a":1}', { a: 1 }], ['["x"]', ['x']]])('is a string, and not %s', (text, value) => {
    expect(errorOf(() => make(value))).toBe(`${option} is ${text}, but must be a string; pass a string`);
  });
});

test.each([['a symbol', Symbol('x')], ['a bigint', 1n], ['a function', () => 'x']])('an alias is a string, and not %s', (text, value) => {
  expect(errorOf(() => keys('alias')(value))).toBe(`alias is ${text}, but must be a string; pass a string`);
});

test.each<[string, Make]>([['alias', keys('alias')], ['region', (region) => keys('regions')([region])], ['vaultRole', (name) => VaultRole.fromRoleName(name)]])(
  '%s is a string, and not missing', (option, make) => {
    expect(errorOf(() => make(undefined))).toBe(`${option} is undefined, but must be a string; pass a string`);
  },
);

test.each<[string, Make, unknown, string]>([
  ['an ARN as administrator', (one) => keys('administrators')([one]), arn, `administrator is the string "${arn}", but must be a principal; write new iam.ArnPrincipal("${arn}")`],
  ['an object as administrator', (one) => keys('administrators')([one]), { arn }, `administrator is {"arn":"${arn}"}, but must be a principal; write new iam.ArnPrincipal(arn)`],
  ['nothing as administrator', (one) => keys('administrators')([one]), undefined, 'administrator is undefined, but must be a principal; write new iam.ArnPrincipal(arn)'],
  ['an ARN as break-glass principal', (one) => keys('breakGlassPrincipals', { deletionProtection: true })([one]), arn, `breakGlassPrincipal is the string "${arn}", but must be a principal; write new iam.ArnPrincipal("${arn}")`],
  ['an added ARN', (one) => new VaultReplicaKeys(new App(), 'Keys', options()).addAdministrator(one), arn, `administrator is the string "${arn}", but must be a principal; write new iam.ArnPrincipal("${arn}")`],
  ['a construct of another kind as administrator', (one) => keys('administrators')([one]), new App(), 'administrator is an instance of another class, but must be a principal; write new iam.ArnPrincipal(arn)'],
  ['an object that contains a construct as administrator', (one) => keys('administrators')([one]), { role: new App() }, 'administrator is an object, but must be a principal; write new iam.ArnPrincipal(arn)'],
  ['null as administrator', (one) => keys('administrators')([one]), null, 'administrator is null, but must be a principal; write new iam.ArnPrincipal(arn)'],
  ['an organization by its id', keys('protectedOrganization'), 'o-a1b2c3d4e5', 'protectedOrganization is the string "o-a1b2c3d4e5", but must be a ProtectedOrganization; write ProtectedOrganization.fromId("o-a1b2c3d4e5")'],
  ['an organization as an object', keys('protectedOrganization'), { id: 'o-a1b2c3d4e5' }, 'protectedOrganization is {"id":"o-a1b2c3d4e5"}, but must be a ProtectedOrganization; write ProtectedOrganization.fromId("o-a1b2c3d4e5")'],
  ['a service by its name', (service) => keys('viaServices')([service]), 'ec2', 'service in viaServices is the string "ec2", but must be a ViaService; write ViaService.of("ec2")'],
  ['a service that is missing', (service) => keys('viaServices')([service]), undefined, 'service in viaServices is undefined, but must be a ViaService; write ViaService.of("ec2")'],
  ['an organization as a number', keys('protectedOrganization'), 7, 'protectedOrganization is 7, but must be a ProtectedOrganization; write ProtectedOrganization.fromId("o-a1b2c3d4e5")'],
  ['days as a number', keys('rotationPeriod'), 180, 'rotationPeriod is 180, but must be a Duration; write Duration.days(180)'],
  ['days as text', keys('pendingWindow'), '7', 'pendingWindow is the string "7", but must be a Duration; write Duration.days(7)'],
  ['a period', keys('rotationPeriod'), 'P1Y', 'rotationPeriod is the string "P1Y", but must be a Duration; write Duration.days(90)'],
  ['a deployment by its model', keySet('deployment'), 'SERVICE_MANAGED', 'deployment is the string "SERVICE_MANAGED", but must be a StackSetDeployment; write StackSetDeployment.selfManaged() or StackSetDeployment.serviceManaged(…)'],
  ['a deployment as an object', accessSet('deployment'), { accounts: [] }, 'deployment is {"accounts":[]}, but must be a StackSetDeployment; write StackSetDeployment.selfManaged() or StackSetDeployment.serviceManaged(…)'],
  ['a role as an object', keys('vaultRole'), { roleArn: arn }, `vaultRole is {"roleArn":"${arn}"}, but must be a VaultRole; write VaultRole.fromRoleName(…) or VaultRole.fromRoleArn(…)`],
  ['a role as a number', access('vaultRole'), 7, 'vaultRole is 7, but must be a VaultRole; write VaultRole.fromRoleName(…) or VaultRole.fromRoleArn(…)'],
  ['a role by its name', (one) => VaultRole.fromRole(one), 'Copier', 'role is the string "Copier", but must be an IAM role; write VaultRole.fromRoleName("Copier")'],
  ['a role that is missing', (one) => VaultRole.fromRole(one), undefined, 'role is undefined, but must be an IAM role; write VaultRole.fromRoleName(name)'],
  ['a grantee by its ARN', (one) => new VaultReplicaKeys(new App(), 'Keys', options()).grantUse(one), arn,
    `grantee is the string "${arn}", but must be a role, or another principal with an IAM policy; write the construct of the role, and not its ARN`],
  ['a key by its ARN', (key) => access('keys')([key]), KEY_ARN, `key is the string "${KEY_ARN}", but must be a KMS key; write kms.Key.fromKeyArn(this, "Key", "${KEY_ARN}")`],
  ['a key that is missing', (key) => access('keys')([key]), undefined, 'key is undefined, but must be a KMS key; write kms.Key.fromKeyArn(this, "Key", keyArn)'],
  ['a key of statements by its ARN', (key) => new KeyPolicyStatements(protectedStack(), 'Statements', { key, statements: [] }), KEY_ARN,
    `key is the string "${KEY_ARN}", but must be a KMS key; write kms.Key.fromKeyArn(this, "Key", "${KEY_ARN}")`],
  ['a statement as JSON', (statement) => new VaultReplicaKeys(new App(), 'Keys', options()).addToKeyPolicy(statement), { Sid: 'x' },
    'statement is {"Sid":"x"}, but must be a PolicyStatement; write iam.PolicyStatement.fromJson(json)'],
  ['statements as JSON', (statement) => {
    const stack = protectedStack();
    return new KeyPolicyStatements(stack, 'Statements', { key: kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), statements: [statement] });
  }, { Sid: 'x' }, 'statement is {"Sid":"x"}, but must be a PolicyStatement; write iam.PolicyStatement.fromJson(json)'],
  ['lateBound without braces', (one) => VaultRole.fromRoleName('x', one), true, 'options of vaultRole is true, but must be an object; write the options in braces'],
  ['lateBound of an ARN without braces', (one) => VaultRole.fromRoleArn(arn, one), true, 'options of vaultRole is true, but must be an object; write the options in braces'],
  ['a tolerance as text', keySet('failureTolerancePercentage'), '20', 'failureTolerancePercentage is the string "20", but must be a whole number from 0 to 100; write one of these'],
])('%s is refused, with what to write', (_what, make, value, sentence) => {
  expect(errorOf(() => make(value))).toBe(sentence);
});
