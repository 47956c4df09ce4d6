import { App, Aws, CfnParameter, Duration, Lazy, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { Construct } from 'constructs';
import {
  ProtectedOrganization, ReplicaKeyPolicy, StackSetDeployment, VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole, ViaService,
  type VaultReplicaKeysProps,
} from '../../src';
import { errorOf, synthesisErrorOf } from '../fixtures/error-of';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

function refusal(overrides: Partial<VaultReplicaKeysProps>): string {
  return errorOf(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides)));
}

const statement = (props: iam.PolicyStatementProps) => new iam.PolicyStatement({
  sid: 'Mine', actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.AccountPrincipal('333333333333')], ...props,
});

describe('alias', () => {
  test.each([
    ['', 'alias "" is empty; choose a name, such as "very_secret_key"'],
    ['alias/', 'alias "alias/" is empty; choose a name, such as "very_secret_key"'],
    ['aws/ebs', 'alias "aws/ebs" is reserved for AWS managed keys; choose a name that does not start with "aws/"'],
    ['alias/aws/ebs', 'alias "alias/aws/ebs" is reserved for AWS managed keys; choose a name that does not start with "aws/"'],
    ['alias/alias/x', 'alias "alias/alias/x" has the prefix "alias/" twice; write it once and in lower case, or leave it out'],
    ['Alias/x', 'alias "Alias/x" has the prefix "alias/" in upper case; write it once and in lower case, or leave it out'],
    ['schlüssel', 'alias "schlüssel" contains characters that KMS does not allow; use ASCII letters, digits and "/_-"'],
    ['very secret key', 'alias "very secret key" contains characters that KMS does not allow; use ASCII letters, digits and "/_-"'],
    ['arn:aws:kms:eu-west-1:111111111111:alias/x', 'alias "arn:aws:kms:eu-west-1:111111111111:alias/x" is an ARN, but one alias names the keys of all Regions; write only the name, "x"'],
    ['arn:aws:kms:eu-west-1:111111111111:key/x', 'alias "arn:aws:kms:eu-west-1:111111111111:key/x" is an ARN, but one alias names the keys of all Regions; write only the name'],
    ['x'.repeat(251), `alias "${'x'.repeat(251)}" has 257 characters with its prefix, but the limit is 256; choose a shorter name`],
  ])('%.50j is refused', (alias, sentence) => {
    expect(refusal({ alias })).toBe(sentence);
  });

  test.each(['x', 'alias/x', 'x'.repeat(250), 'team/backup/2026_a-b', 'awesome', 'team/alias/x', 'team/aws/x'])('%j is accepted', (alias) => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ alias }));
    expect(keys.aliasName).toBe(`alias/${alias.replace(/^alias\//, '')}`);
  });
});

/** Those that are as near to `eu-centrall-1` as each other, once those of `eu` are listed. A newer CDK knows more of them. */
const CENTRAL_REGIONS = RegionInfo.regions.map(({ name }) => name).filter((name) => /^(?!eu)[a-z]{2}-central-1$/.test(name)).map((name) => `"${name}"`);

describe('regions', () => {
  const unknown = (region: string, remedy: string) =>
    new RegExp(`^region "${region}" is unknown to this version of aws-cdk-lib; ${remedy}, or update aws-cdk-lib if the Region is new$`);

  test.each<[string[], string | RegExp]>([
    [[], 'regions is empty, but a key needs a Region; list the Regions that AutoBackup copies to, such as "eu-west-1"'],
    [['eu-west-1', 'eu-wset-1'], unknown('eu-wset-1', 'write one of "eu-west-2", "eu-west-3"')],
    [['eu-central-1', 'eu-central-2', 'eu-centrall-1'], unknown('eu-centrall-1', `write one of ${CENTRAL_REGIONS.join(', ')}`)],
    [['EU-WEST-1'], unknown('EU-WEST-1', 'write "eu-west-1"')],
    [[' eu-west-1'], unknown(' eu-west-1', 'write "eu-west-1"')],
    [['eu_central_1'], unknown('eu_central_1', 'write "eu-central-1"')],
    [['euwest1'], unknown('euwest1', 'write "eu-west-1"')],
    [['Frankfurt'], unknown('Frankfurt', 'write its code, such as "eu-west-1"')],
    [[''], unknown('', 'write its code, such as "eu-west-1"')],
    [['eu-west-1a'], 'region "eu-west-1a" is an Availability Zone, but keys are regional; write "eu-west-1"'],
    [['eu-west-1', 'us-east-1', 'eu-west-1'], 'region "eu-west-1" is listed twice, but each Region has one key; list it once'],
    [['eu-west-1', 'cn-north-1'], 'region "cn-north-1" is in partition "aws-cn", but "eu-west-1" is in "aws", and no account spans partitions; create one VaultReplicaKeys for each partition'],
    [[Aws.REGION], 'regions contains a token, but each Region has a stack of its own and must be known before deployment; write its code, such as "eu-west-1", or put a VaultReplicaKey in a stack without a Region'],
  ])('%# are refused', (regions, sentence) => {
    const refused = refusal({ regions });
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test('keyIn names the regions there are', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    expect(errorOf(() => keys.keyIn('us-east-1')))
      .toBe('region "us-east-1" has no key in "ReplicaKeys"; use one of "eu-west-1", "eu-central-1", or add it to regions');
    expect(errorOf(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ regions: ['eu-west-1'] })).keyIn('us-east-1')))
      .toBe('region "us-east-1" has no key in "ReplicaKeys"; use "eu-west-1", or add it to regions');
  });
});

test('a tree without an App is refused', () => {
  const refused = (create: (root: Construct) => unknown) => errorOf(() => create(new Construct(undefined as any, '')));
  const sentence = 'is in no App or Stage, and the CDK synthesizes nothing outside them; put it in an App';
  expect(refused((root) => new VaultReplicaKeys(root, 'Keys', options()))).toBe(`"Keys" ${sentence}`);
  expect(refused((root) => new VaultReplicaKeys(root, 'Keys', options({ vaultAccount: undefined })))).toBe(`"Keys" ${sentence}`);
  expect(refused((root) => new VaultReplicaKey(new Stack(root, 'Stack'), 'Key', { alias: 'x' }))).toBe(`"Stack/Key/Alias/Resource" ${sentence}`);
});

describe('accounts', () => {
  test.each([
    ['22222222222', '"22222222222" is not an account id, which has exactly 12 digits; write all 12 digits as a string, such as "111122223333"'],
    ['2222-2222-2222', '"2222-2222-2222" is not an account id, which has exactly 12 digits; write "222222222222"'],
    [' 222222222222', '" 222222222222" is not an account id, which has exactly 12 digits; write "222222222222"'],
    ['arn:aws:iam::222222222222:root', '"arn:aws:iam::222222222222:root" is not an account id, which has exactly 12 digits; write "222222222222"'],
    ['production', '"production" is not an account id, which has exactly 12 digits; write all 12 digits as a string, such as "111122223333"'],
    ['*', '"*" is not an account id, which has exactly 12 digits; write all 12 digits as a string, such as "111122223333"'],
    ['', '"" is not an account id, which has exactly 12 digits; write all 12 digits as a string, such as "111122223333"'],
  ])('%j is refused as PROTECTED and as VAULT account', (account, rest) => {
    expect(refusal({ protectedAccounts: [PROTECTED, account] })).toBe(`PROTECTED account ${rest}`);
    expect(refusal({ vaultAccount: account })).toBe(`vaultAccount ${rest}`);
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    expect(errorOf(() => keys.addProtectedAccount(account))).toBe(`PROTECTED account ${rest}`);
  });

  test('VAULT is refused as PROTECTED', () => {
    expect(refusal({ protectedAccounts: [VAULT] }))
      .toBe('PROTECTED account "111111111111" is the VAULT account, to which the first statement grants access; list only the accounts whose snapshots are copied');
  });

  test.each<[string, () => unknown, string]>([
    ['a stack', () => new VaultReplicaKey(new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'eu-west-1' } }), 'Key', { alias: 'x', protectedAccounts: [VAULT] }), 'the env of stack "Vault"'],
    ['a stack around', () => new VaultReplicaKeys(new Stack(new App(), 'Vault', { env: { account: VAULT } }), 'Keys', options({ vaultAccount: undefined, protectedAccounts: [VAULT] })), 'the env of stack "Vault"'],
    ['a Stage', () => new VaultReplicaKeys(new Stage(new App(), 'Prod', { env: { account: VAULT } }), 'Keys', options({ vaultAccount: undefined, protectedAccounts: [VAULT] })), 'the env of Stage "Prod"'],
    ['the stack of a StackSet', () => new VaultReplicaKeyStackSet(new Stack(new App(), 'Vault', { env: { account: VAULT } }), 'Keys', { alias: 'x', regions: ['eu-west-1'], protectedAccounts: [VAULT] }), 'the env of stack "Vault"'],
    ['the deployment of a StackSet', () => new VaultReplicaKeyStackSet(new Stack(new App(), 'Vault', { env: { account: PROTECTED } }), 'Keys', {
      alias: 'x', regions: ['eu-west-1'], protectedAccounts: [VAULT], deployment: StackSetDeployment.selfManaged({ accounts: [VAULT] }),
    }), 'the accounts of deployment'],
  ])('VAULT is said to come from %s where no option gives it', (_where, make, origin) => {
    expect(errorOf(make))
      .toBe(`PROTECTED account "111111111111" is the VAULT account (from ${origin}), to which the first statement grants access; list only the accounts whose snapshots are copied`);
  });

  test('VAULT is said to come from the env of a stack for a role of another account', () => {
    const vaultRole = VaultRole.fromRoleArn(`arn:aws:iam::${PROTECTED}:role/BackupIAMRole`);
    const stack = new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
    expect(errorOf(() => new VaultReplicaKey(stack, 'Key', { alias: 'x', vaultRole })))
      .toBe('vaultRole "arn:aws:iam::222222222222:role/BackupIAMRole" is in account "222222222222", but must be in the VAULT account "111111111111" (from the env of stack "Vault"); name one in that account');
  });

  test.each<[string, (app: App) => { addProtectedAccount(account: string): void }]>([
    ['keys of several regions', (app) => new VaultReplicaKeys(app, 'ReplicaKeys', options({ protectedAccounts: undefined }))],
    ['one key', (app) => new VaultReplicaKey(new Stack(app, 'Stack', { env: { account: VAULT, region: 'eu-west-1' } }), 'Key', { alias: 'x', protectedAccounts: [] })],
  ])('none is refused at synthesis, because one can be added until then: for %s', (_which, make) => {
    const app = new App();
    const keys = make(app);
    expect(synthesisErrorOf(app))
      .toBe('protectedAccounts is empty, but a replica key needs at least one PROTECTED account; list one, or call addProtectedAccount before synthesis');
    keys.addProtectedAccount(PROTECTED);
    expect(() => app.synth()).not.toThrow();
  });

  test('none is refused at once where none can be added', () => {
    expect(errorOf(() => new ReplicaKeyPolicy({ vaultAccount: VAULT }).document())).toMatch(/^protectedAccounts is empty/);
  });

  test.each([
    ['left out in an App', () => new App()],
    ['a token', () => new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } })],
  ])('VAULT account %s', (_how, scope) => {
    expect(errorOf(() => new VaultReplicaKeys(scope(), 'Keys', options({ vaultAccount: undefined }))))
      .toMatch(/^vaultAccount of ".*Keys" is not known before deployment, but the key policy contains it; set vaultAccount, or set env.account of the Stack or Stage around the construct$/);
  });
});

describe('VAULT role', () => {
  const role = (type: string) => `arn:aws:iam::${VAULT}:${type}`;

  test.each([
    [role('role/BackupIAMRole'), 'is an ARN, not a role name; use VaultRole.fromRoleArn'],
    ['service/BackupIAMRole', 'has a path, which is not part of a role name; use VaultRole.fromRoleArn with the whole ARN'],
    ['Backup*', 'contains a wildcard, which KMS does not accept in a principal; name one role'],
    ['', 'is not a name that IAM allows; use 1 to 64 ASCII letters, digits and "_+=,.@-"'],
    ['Backup Role', 'is not a name that IAM allows; use 1 to 64 ASCII letters, digits and "_+=,.@-"'],
    ['x'.repeat(65), 'is not a name that IAM allows; use 1 to 64 ASCII letters, digits and "_+=,.@-"'],
  ])('by the name %j is refused', (name, rest) => {
    expect(errorOf(() => VaultRole.fromRoleName(name))).toBe(`vaultRole "${name}" ${rest}`);
  });

  test.each([
    ['BackupIAMRole', 'is not the ARN of a role; write it as "arn:aws:iam::111122223333:role/name"'],
    [role('user/backup'), 'is not the ARN of a role; write it as "arn:aws:iam::111122223333:role/name"'],
    [role('role/*'), 'contains a wildcard, which KMS does not accept in a principal; name one role'],
    [role('root'), 'is an account root, not a role; name a role, or leave it out, as every key policy grants access to the VAULT account'],
    [role('group/backup'), 'is an IAM group, which cannot be a principal; name its users, or a role that they assume'],
    [`arn:aws:sts::${VAULT}:assumed-role/BackupIAMRole/AutoBackup`, 'is a role session, which expires; name the role itself, "role/BackupIAMRole"'],
    [`arn:aws:s3:::${VAULT}`, 'is not the ARN of a role; write it as "arn:aws:iam::111122223333:role/name"'],
    [`arn:aws:sts::${VAULT}:role/BackupIAMRole`, 'is not the ARN of a role; write it as "arn:aws:iam::111122223333:role/name"'],
    ['AROAIIAOMRWSPEXAMPLE', 'is not the ARN of a role; write it as "arn:aws:iam::111122223333:role/name"'],
  ])('by the ARN %j is refused', (arn, rest) => {
    expect(errorOf(() => VaultRole.fromRoleArn(arn))).toBe(`vaultRole "${arn}" ${rest}`);
  });

  test('by an ARN with a wrong account or name is refused', () => {
    expect(errorOf(() => VaultRole.fromRoleArn('arn:aws:iam::1111:role/x'))).toMatch(/^in vaultRole "arn:aws:iam::1111:role\/x", account "1111" is not an account id/);
    expect(errorOf(() => VaultRole.fromRoleArn(role('role/a/b/')))).toMatch(/^in vaultRole ".*", name "" is not a name that IAM allows/);
  });

  test('of another account is refused', () => {
    expect(refusal({ vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${PROTECTED}:role/BackupIAMRole`) }))
      .toBe('vaultRole "arn:aws:iam::222222222222:role/BackupIAMRole" is in account "222222222222", but must be in the VAULT account "111111111111"; name one in that account');
  });

  test('of another partition is refused', () => {
    expect(refusal({ regions: ['cn-north-1'], administrators: [], vaultRole: VaultRole.fromRoleArn(role('role/BackupIAMRole')) }))
      .toBe('vaultRole "arn:aws:iam::111111111111:role/BackupIAMRole" is in partition "aws", but the key is in partition "aws-cn", and policies do not work across partitions; name one in "aws-cn"');
  });

  test.each([
    ['another region', { account: VAULT, region: 'us-east-1' }],
    ['the region of a key', { account: VAULT, region: 'eu-west-1' }],
    ['no environment', {}],
  ])('without a name, in a stack of %s, is refused with the remedy', (_where, env) => {
    const stack = new Stack(new App(), 'Base', { env });
    const unnamed = new iam.Role(stack, 'VaultRole', { assumedBy: new iam.AccountRootPrincipal() });
    expect(errorOf(() => VaultRole.fromRole(unnamed)))
      .toBe('vaultRole "Base/VaultRole" has no roleName, so its ARN is known only during deployment and cannot be in a key policy; give it a roleName');
  });

  test('known only during deployment is refused', () => {
    const parameter = new CfnParameter(new Stack(), 'RoleName');
    expect(errorOf(() => VaultRole.fromRoleName(parameter.valueAsString)))
      .toBe('vaultRole contains {"Ref":"RoleName"}, which is known only during deployment; write the value as a literal');
  });

  test('whose token itself fails keeps the reason', () => {
    const failing = Lazy.string({ produce: () => { throw new Error('no luck'); } });
    expect(errorOf(() => VaultRole.fromRoleName(failing))).toMatch(/no luck/);
  });
});

describe('administrator', () => {
  const user = `arn:aws:iam::${VAULT}:user/admin`;
  const rule = 'but must be one role or user of the VAULT account; pass each separately, such as new iam.ArnPrincipal(arn)';

  test.each<[string, () => iam.IPrincipal, string | RegExp]>([
    ['anyone', () => new iam.AnyPrincipal(), 'administrator "AnyPrincipal()" is anyone ("*"), in any AWS account; name a role or user of the VAULT account'],
    ['anyone, by a star', () => new iam.StarPrincipal(), 'administrator "StarPrincipal()" is anyone ("*"), in any AWS account; name a role or user of the VAULT account'],
    ['anyone, by ARN', () => new iam.ArnPrincipal('*'), 'administrator "ArnPrincipal(*)" is anyone ("*"), in any AWS account; name a role or user of the VAULT account'],
    ['a service', () => new iam.ServicePrincipal('backup.amazonaws.com'), `administrator "ServicePrincipal(backup.amazonaws.com)" has a principal of the type "Service", ${rule}`],
    ['a federated principal', () => new iam.WebIdentityPrincipal('accounts.example.com'), `administrator "WebIdentityPrincipal(accounts.example.com)" has a principal of the type "Federated", ${rule}`],
    ['a canonical user', () => new iam.CanonicalUserPrincipal('79a5'), `administrator "CanonicalUserPrincipal(79a5)" has a principal of the type "CanonicalUser", ${rule}`],
    ['several at once', () => new iam.CompositePrincipal(new iam.ArnPrincipal(user), new iam.ArnPrincipal(`${user}2`)), / has several principals, but must be one role or user/],
    ['a user and a service at once', () => new iam.CompositePrincipal(new iam.ArnPrincipal(user), new iam.ServicePrincipal('backup.amazonaws.com')), / has several principals, of the types "AWS" and "Service", but must be one role or user/],
    ['an organization', () => new iam.OrganizationPrincipal('o-abcdefghij'), 'administrator "OrganizationPrincipal(o-abcdefghij)" has conditions, which a statement for several principals cannot contain; pass the role or user without conditions'],
    ['a principal with conditions', () => new iam.ArnPrincipal(user).withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), /^administrator .* has conditions/],
    ['a group', () => new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:group/admins`), `administrator "arn:aws:iam::${VAULT}:group/admins" is an IAM group, which cannot be a principal; name its users, or a role that they assume`],
    ['a group of the app', () => new iam.Group(new Stack(), 'Admins', { groupName: 'admins' }).grantPrincipal, /is an IAM group, which cannot be a principal/],
    ['the account root', () => new iam.AccountRootPrincipal(), /^administrator ".*root" is an account root, not a role or user; name a role or user, or leave it out, as every key policy grants access to the VAULT account$/],
    ['another account', () => new iam.AccountPrincipal('333333333333'), /is an account root/],
    ['a pattern', () => new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/*`), `administrator "arn:aws:iam::${VAULT}:role/*" contains a wildcard, which KMS does not accept in a principal; name one role or user`],
    ['a session', () => new iam.ArnPrincipal(`arn:aws:sts::${VAULT}:assumed-role/Admin/jane`), /is a role session, which expires; name the role itself, "role\/Admin"$/],
    ['a user of another account', () => new iam.ArnPrincipal('arn:aws:iam::333333333333:user/admin'), 'administrator "arn:aws:iam::333333333333:user/admin" is in account "333333333333", but must be in the VAULT account "111111111111"; name one in that account'],
    ['a user of another partition', () => new iam.ArnPrincipal(`arn:aws-cn:iam::${VAULT}:user/admin`), /is in partition "aws-cn", but the key is in partition "aws"/],
    ['an unnamed user', () => new iam.User(new Stack(undefined, 'Base'), 'Admin'), 'administrator "Base/Admin" has no userName, so its ARN is known only during deployment and cannot be in a key policy; give it a userName'],
    ['an unnamed role', () => new iam.Role(new Stack(undefined, 'Base'), 'Admin', { assumedBy: new iam.AccountRootPrincipal() }), /^administrator "Base\/Admin" has no roleName/],
    ['what is no ARN', () => new iam.ArnPrincipal('admin'), 'administrator "admin" is not the ARN of a role or user; write it as "arn:aws:iam::111122223333:role/name"'],
  ])('%s is refused, listed or added', (_who, principal, sentence) => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    for (const refused of [refusal({ administrators: [principal()] }), errorOf(() => keys.addAdministrator(principal()))]) {
      if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
    }
  });
});

describe('the life of the key', () => {
  test.each<[Partial<VaultReplicaKeysProps>, string]>([
    [{ rotationPeriod: Duration.days(89) }, 'rotationPeriod is 89 days, but must be 90 to 2560 whole days; write Duration.days(90)'],
    [{ rotationPeriod: Duration.days(2561) }, 'rotationPeriod is 2561 days, but must be 90 to 2560 whole days; write Duration.days(2560)'],
    [{ rotationPeriod: Duration.hours(90 * 24 + 12) }, 'rotationPeriod is 90.5 days, but must be 90 to 2560 whole days; write Duration.days(91)'],
    [{ rotationPeriod: Duration.days(Lazy.number({ produce: () => 90 })) }, 'rotationPeriod is a token, but must be 90 to 2560 whole days, known before deployment; write Duration.days(90)'],
    [{ pendingWindow: Duration.days(Lazy.number({ produce: () => 7 })) }, 'pendingWindow is a token, but must be 7 to 30 whole days, known before deployment; write Duration.days(7)'],
    [{ pendingWindow: Duration.days(1) }, 'pendingWindow is 1 day, but must be 7 to 30 whole days; write Duration.days(7)'],
    [{ pendingWindow: Duration.days(6) }, 'pendingWindow is 6 days, but must be 7 to 30 whole days; write Duration.days(7)'],
    [{ pendingWindow: Duration.days(31) }, 'pendingWindow is 31 days, but must be 7 to 30 whole days; write Duration.days(30)'],
    [{ pendingWindow: Duration.minutes(1) }, `pendingWindow is ${1 / 1440} days, but must be 7 to 30 whole days; write Duration.days(7)`],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, 'removalPolicy "snapshot" is not available for keys, which have no snapshots; use RemovalPolicy.RETAIN, which is the default'],
    [{ description: 'x'.repeat(8193) }, 'description has 8193 characters, but the limit is 8192; shorten it'],
    [{ policyId: '' }, 'policyId "" is empty or contains a character that KMS does not accept in a key policy; use at least one character, all from U+0020 to U+00FF'],
    [{ policyId: 'the 鍵' }, 'policyId "the 鍵" is empty or contains a character that KMS does not accept in a key policy; use at least one character, all from U+0020 to U+00FF'],
    [{ policyId: '鍵 one' }, 'policyId "鍵 one" is empty or contains a character that KMS does not accept in a key policy; use at least one character, all from U+0020 to U+00FF'],
    [{ policyId: '鍵' }, 'policyId "鍵" is empty or contains a character that KMS does not accept in a key policy; use at least one character, all from U+0020 to U+00FF'],
  ])('%# is refused', (overrides, sentence) => {
    expect(refusal(overrides)).toBe(sentence);
    const { regions, vaultAccount, ...keyOptions } = options(overrides);
    const stack = new Stack(new App(), 'Stack', { env: { account: vaultAccount, region: regions[0] } });
    expect(errorOf(() => new VaultReplicaKey(stack, 'Key', keyOptions))).toBe(sentence);
  });

  test.each<Partial<VaultReplicaKeysProps>>([
    { rotationPeriod: Duration.days(90) }, { rotationPeriod: Duration.days(2560) },
    { pendingWindow: Duration.days(7) }, { pendingWindow: Duration.days(30) },
    { description: 'x'.repeat(8192) }, { policyId: 'Schlüssel ÿ' }, { stackNamePrefix: 'x'.repeat(115) },
    { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Deployer`)] },
  ])('%# is at a limit, and accepted', (overrides) => {
    expect(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides))).not.toThrow();
  });
});

describe('stacks', () => {
  test.each([
    ['has_underscore', 'contains the character "_", but CloudFormation accepts only ASCII letters, digits and hyphens'],
    ['schlüssel', 'contains the character "ü", but CloudFormation accepts only ASCII letters, digits and hyphens'],
    ['key🔑', 'contains the character "🔑", but CloudFormation accepts only ASCII letters, digits and hyphens'],
    ['1st', 'begins with "1", but CloudFormation requires a letter first'],
    ['', 'begins with "-", but CloudFormation requires a letter first'],
    ['x'.repeat(119), 'has 129 characters, but the limit is 128'],
  ])('the prefix %j is refused', (stackNamePrefix, problem) => {
    expect(refusal({ stackNamePrefix }))
      .toBe(`stack name "${stackNamePrefix}-eu-west-1", which comes from stackNamePrefix "${stackNamePrefix}", ${problem}; set another stackNamePrefix`);
  });

  test('a construct id that makes no stack name is refused, with the character', () => {
    expect(errorOf(() => new VaultReplicaKeys(new App(), 'Replica Keys', options())))
      .toBe('stack name "Replica Keys-eu-west-1", which comes from the construct id "Replica Keys", contains the character " ", but CloudFormation accepts only ASCII letters, digits and hyphens; set stackNamePrefix, or change the id');
  });

  test('a Stage id that makes no stack name is refused, with the character', () => {
    const stage = new Stage(new App(), 'Prod_1', { env: { account: VAULT } });
    expect(errorOf(() => new VaultReplicaKeys(stage, 'ReplicaKeys', options())))
      .toBe('stack name "Prod_1-ReplicaKeys-eu-west-1", which comes from the Stage "Prod_1" and the construct id "ReplicaKeys", contains the character "_", but CloudFormation accepts only ASCII letters, digits and hyphens; set stackNamePrefix, or change the id');
  });

  test('a NestedStack as scope is refused, however deep', () => {
    const nested = new NestedStack(new Stack(new App(), 'Base'), 'Nested');
    expect(errorOf(() => new VaultReplicaKeys(nested, 'Keys', options())))
      .toBe('VaultReplicaKeys "Base/Nested/Keys" is in the NestedStack "Base/Nested", which is deployed to only one Region; put it in an App, Stage or Stack, or use VaultReplicaKey');
  });

  test('a stack name that exists twice in an account and region is refused', () => {
    const app = new App();
    new Stack(app, 'Other', { stackName: 'ReplicaKeys-eu-west-1', env: { account: VAULT, region: 'eu-west-1' } });
    new VaultReplicaKeys(app, 'ReplicaKeys', options());
    expect(synthesisErrorOf(app))
      .toBe(`stack "ReplicaKeys-eu-west-1" exists twice in account "${VAULT}" and region "eu-west-1", as "Other" and "ReplicaKeys/eu-west-1", but must be unique there; set another stackNamePrefix for one of them`);
  });

  test.each<[string, (app: App) => void, string]>([
    ['of two VaultReplicaKeys', (app) => {
      new VaultReplicaKeys(app, 'A', options({ regions: ['eu-west-1'] }));
      new VaultReplicaKeys(app, 'B', options({ regions: ['eu-west-1'] }));
    }, '"A/eu-west-1/ReplicaKey/Alias/Resource" and "B/eu-west-1/ReplicaKey/Alias/Resource"'],
    ['of two Stages', (app) => {
      new VaultReplicaKeys(new Stage(app, 'Dev'), 'Keys', options({ regions: ['eu-west-1'] }));
      new VaultReplicaKeys(new Stage(app, 'Prod'), 'Keys', options({ regions: ['eu-west-1'] }));
    }, '"Dev/Keys/eu-west-1/ReplicaKey/Alias/Resource" and "Prod/Keys/eu-west-1/ReplicaKey/Alias/Resource"'],
    ['of a key that was created by hand', (app) => {
      new VaultReplicaKeys(app, 'A', options({ regions: ['eu-west-1'] }));
      const stack = new Stack(app, 'B', { env: { account: VAULT, region: 'eu-west-1' } });
      new kms.Key(stack, 'Key', { alias: 'very_secret_key' });
    }, '"A/eu-west-1/ReplicaKey/Alias/Resource" and "B/Key/Alias/Resource"'],
  ])('one alias twice in an account and region is refused: %s', (_how, build, paths) => {
    const app = new App();
    build(app);
    expect(synthesisErrorOf(app))
      .toBe(`alias "alias/very_secret_key" exists twice in account "${VAULT}" and region "eu-west-1", as ${paths}, but must be unique there; set another alias for one of them`);
  });

  test.each([{ account: VAULT }, { region: 'eu-west-1' }])('one alias in two stacks of which no more than %j is known may be one in two places', (env) => {
    const app = new App();
    for (const id of ['A', 'B']) { new VaultReplicaKey(new Stack(app, id, { env }), 'Key', { alias: 'x', protectedAccounts: [PROTECTED] }); }
    expect(() => app.synth()).not.toThrow();
  });

  test('one alias in two Stages is refused in each', () => {
    const app = new App();
    const stages = ['Dev', 'Prod'].map((id) => new Stage(app, id));
    for (const stage of stages) { new VaultReplicaKeys(stage, 'Keys', options({ regions: ['eu-west-1'] })); }
    for (const stage of stages) {
      expect(errorOf(() => stage.synth())).toContain(`[${stage.node.id}/Keys/eu-west-1/ReplicaKey/Alias/Resource] alias "alias/very_secret_key" exists twice in account`);
    }
  });

  test('one alias three times is counted', () => {
    const app = new App();
    for (const id of ['A', 'B', 'C']) { new VaultReplicaKeys(app, id, options({ regions: ['eu-west-1'] })); }
    expect(synthesisErrorOf(app)).toMatch(/ exists 3 times in account "111111111111" and region "eu-west-1", as "A\/.*", "B\/.*" and "C\/.*", but must be unique there; /);
  });

  test('one alias twice in a stack without environment is refused', () => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    new VaultReplicaKey(stack, 'A', { alias: 'x', protectedAccounts: [PROTECTED] });
    new VaultReplicaKey(stack, 'B', { alias: 'x', protectedAccounts: [PROTECTED] });
    expect(synthesisErrorOf(app)).toMatch(/^alias "alias\/x" exists twice in the stack, as "Stack\/A\/Alias\/Resource" and "Stack\/B\/Alias\/Resource"/);
  });
});

describe('an organization', () => {
  const organization = 'o-a1b2c3d4e5';
  const path = /is not a path of organizational units; write the organization, the root and the units, such as "o-a1b2c3d4e5\/r-f6g7\/ou-f6g7-h8i9j0k1\/"$/;

  test.each<[string, () => ProtectedOrganization, string | RegExp]>([
    ['an account', () => ProtectedOrganization.fromId(PROTECTED), 'protectedOrganization "222222222222" is not the id of an organization; write it as AWS Organizations shows it, such as "o-a1b2c3d4e5"'],
    ['anyone', () => ProtectedOrganization.fromId('*'), /^protectedOrganization "\*" is not the id of an organization/],
    ['more than an id', () => ProtectedOrganization.fromId(`${organization} `), /is not the id of an organization/],
    ['an id after something', () => ProtectedOrganization.fromId(`/${organization}`), /is not the id of an organization/],
    ['a path as id', () => ProtectedOrganization.fromId(`${organization}/r-f6g7/`), /is not the id of an organization/],
    ['a path that goes on', () => ProtectedOrganization.fromPaths([`${organization}/r-f6g7/x`]), path],
    ['a path with something before its root', () => ProtectedOrganization.fromPaths([`${organization}/x/r-f6g7/`]), path],
    ['no unit', () => ProtectedOrganization.fromPaths([]), 'paths of protectedOrganization is empty, which grants access to no account; list organizational units, or use ProtectedOrganization.fromId for the whole organization'],
    ['a unit only by its id', () => ProtectedOrganization.fromPaths(['ou-f6g7-h8i9j0k1']), path],
    ['units of two organizations', () => ProtectedOrganization.fromPaths([`${organization}/r-f6g7/`, 'o-zzzzzzzzzz/r-f6g7/']),
      'paths of protectedOrganization are in the organizations "o-a1b2c3d4e5" and "o-zzzzzzzzzz", but a key policy is for one organization; list units of one organization'],
    ['a path that matches all', () => ProtectedOrganization.fromPaths([`${organization}/*`]), path],
  ])('given by %s is refused', (_what, make, sentence) => {
    const refused = errorOf(make);
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test.each([`${organization}/r-f6g7`, `${organization}/r-f6g7/ou-f6g7-h8i9j0k1/ou-f6g7-h8i9j0k2/`])('may be given by the path %s', (given) => {
    expect(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ protectedOrganization: ProtectedOrganization.fromPaths([given]) }))).not.toThrow();
  });
});

describe('a service', () => {
  test.each([
    ['ec2.eu-west-1.amazonaws.com', 'write "ec2"'],
    ['EC2', 'write "ec2"'],
    ['*', 'write it as KMS documents it, such as "ec2"'],
    ['', 'write it as KMS documents it, such as "ec2"'],
    ['ec2*', 'write it as KMS documents it, such as "ec2"'],
    ['*ec2', 'write it as KMS documents it, such as "ec2"'],
  ])('named %j is refused', (name, remedy) => {
    expect(errorOf(() => ViaService.of(name))).toBe(`serviceName ${JSON.stringify(name)} is not the name of a service, which has only lowercase letters, digits and hyphens; ${remedy}`);
  });

  test('by a token is refused', () => {
    expect(errorOf(() => ViaService.of(Lazy.string({ produce: () => 'ec2' })))).toBe('serviceName is a token, but the name of a service must be known before deployment; write the name of the service, such as "ec2"');
  });
});

describe('day-2 options', () => {
  const pattern = (resource: string, account = VAULT) => ({ administratorPatterns: [`arn:aws:iam::${account}:${resource}`] });

  test.each<[string, Partial<VaultReplicaKeysProps>, string | RegExp]>([
    ['a PROTECTED role by ARN', { protectedRoleName: `arn:aws:iam::${PROTECTED}:role/SourceIAMRole` },
      `protectedRoleName "arn:aws:iam::${PROTECTED}:role/SourceIAMRole" is an ARN, not a role name; write only the name`],
    ['a PROTECTED role with a path', { protectedRoleName: 'backup/SourceIAMRole' }, 'protectedRoleName "backup/SourceIAMRole" has a path, which is not part of a role name; write only the name, which matches a role with any path'],
    ['a pattern as PROTECTED role', { protectedRoleName: '*' }, /^protectedRoleName "\*" contains a wildcard/],
    ['no PROTECTED role', { protectedRoleName: '' }, /^protectedRoleName "" is not a name that IAM allows/],
    ['no service', { viaServices: [] }, 'viaServices is empty, which allows no service to use the key; list services, such as ViaService.EBS, or leave it out'],
    ['break-glass without protection', { breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/BreakGlass`)] },
      'breakGlassPrincipals lists who may delete the key despite deletionProtection, but deletionProtection is off; set deletionProtection to true, or remove breakGlassPrincipals'],
    ['break-glass patterns without protection', { breakGlassPatterns: [`arn:aws:iam::${VAULT}:role/BreakGlass*`] }, /^breakGlassPatterns lists who may delete the key/],
    ['every role as break-glass', { deletionProtection: true, breakGlassPatterns: [`arn:aws:iam::${VAULT}:role/*`] }, /^breakGlassPattern ".*" has only wildcards for the name/],
    ['a break-glass pattern of another account', { deletionProtection: true, breakGlassPatterns: [`arn:aws:iam::${PROTECTED}:role/x*`] }, /^breakGlassPattern ".*" is in account "222222222222"/],
    ['anyone as break-glass', { deletionProtection: true, breakGlassPrincipals: [new iam.AnyPrincipal()] }, /^breakGlassPrincipal "AnyPrincipal\(\)" is anyone/],
    ['break-glass of another account', { deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${PROTECTED}:role/x`)] }, /^breakGlassPrincipal ".*" is in account "222222222222"/],
    ['every role as administrator', pattern('role/*'), `administratorPattern "arn:aws:iam::${VAULT}:role/*" has only wildcards for the name, which match every role of the account; write at least a part of the name`],
    ['every user as administrator', pattern('user/?*'), /which match every user of the account/],
    ['every role with a path or without', pattern('role/**?'), /has only wildcards for the name/],
    ['every role with a path', pattern('role/*/??*'), /has only wildcards for the name/],
    ['a pattern after something', { administratorPatterns: [`x:arn:aws:iam::${VAULT}:role/KeyAdmin*`] }, /is not a pattern of role or user ARNs/],
    ['a pattern with characters that no name has', pattern('role/KeyAdmin* or so'), /is not a pattern of role or user ARNs/],
    ['a pattern of groups', pattern('group/*admin*'), /^administratorPattern ".*" is not a pattern of role or user ARNs; write it as "arn:aws:iam::111122223333:role\/aws-reserved\/sso\.amazonaws\.com\/\*\/AWSReservedSSO_KeyAdmins_\?{16}"$/],
    ['a pattern of sessions', { administratorPatterns: [`arn:aws:sts::${VAULT}:assumed-role/KeyAdmins/*`] }, /is not a pattern of role or user ARNs/],
    ['a pattern for any account', pattern('role/KeyAdmin*', '*'), /has a wildcard for the account, but must match roles or users of the VAULT account; write the account id$/],
    ['a pattern for an account of 4 digits', pattern('role/KeyAdmin*', '1111'), 'in administratorPattern "arn:aws:iam::1111:role/KeyAdmin*", account "1111" is not an account id, which has exactly 12 digits; write all 12 digits as a string, such as "111122223333"'],
    ['a pattern for another account', pattern('role/KeyAdmin*', PROTECTED), /is in account "222222222222", but must be in the VAULT account "111111111111"/],
    ['a region in both lists', { retiredRegions: ['eu-west-1'] }, 'region "eu-west-1" is in both regions and retiredRegions, but a Region is either in use or retired; remove it from one of the lists'],
    ['an unknown retired region', { retiredRegions: ['eu-wset-1'] }, /^region "eu-wset-1" is unknown to this version of aws-cdk-lib/],
    ['a retired region of another partition', { retiredRegions: ['cn-north-1'] }, /^region "cn-north-1" is in partition "aws-cn"/],
    ['a retired region twice', { retiredRegions: ['us-east-1', 'us-east-1'] }, /^region "us-east-1" is listed twice/],
  ])('%s is refused', (_what, overrides, sentence) => {
    const refused = refusal(overrides);
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test.each<[string, Partial<VaultReplicaKeysProps>]>([
    ['a pattern of users', pattern('user/*admin*')],
    ['a pattern that begins with a wildcard, or ends with one', { administratorPatterns: ['*q', 'q*', '?q/*'].map((name) => `arn:aws:iam::${VAULT}:role/${name}`) }],
  ])('%s is accepted', (_what, overrides) => {
    expect(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides))).not.toThrow();
  });

  test('the Sids of all options are reserved, including those that are not used', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    for (const sid of ['Deny deletion of the key', 'Allow use of the key by the organization', 'Allow access for Key Administrators by pattern']) {
      expect(errorOf(() => keys.addToKeyPolicy(statement({ sid })))).toMatch(/has a Sid that another statement of the policy has/);
    }
    expect(() => keys.addToKeyPolicy(statement({ sid: 'Allow use of the key by auditors' }))).not.toThrow();
  });
});

describe('a statement of the caller', () => {
  test.each<[string, iam.PolicyStatement, string | RegExp]>([
    ['with a Sid of the library', statement({ sid: 'Allow use of the key' }), 'statement "Allow use of the key" has a Sid that another statement of the policy has, but Sids are unique; give it another Sid'],
    ['without principal', statement({ principals: [] }), 'statement "Mine" has no principal, but every statement of a key policy needs one; add one to its principals'],
    ['without principal and Sid', statement({ sid: undefined, principals: [] }), /^statement without Sid has no principal/],
    ['without action', statement({ actions: [] }), 'statement "Mine" has no action, and KMS rejects a statement without one; add one to its actions'],
    ['without resource', statement({ resources: [] }), 'statement "Mine" has no resource "*", but a key policy applies only to its own key; set resources: [\'*\']'],
    ['with an ARN as resource', statement({ resources: ['arn:aws:kms:eu-west-1:111111111111:key/x'] }), /has no resource "\*"/],
    ['that allows anyone', statement({ principals: [new iam.AnyPrincipal()] }), 'statement "Mine" allows anyone in any AWS account; name its principals, or add a condition that identifies the caller, such as StringEquals kms:CallerAccount'],
    ['that allows anyone, by a star', statement({ principals: [new iam.StarPrincipal()] }), /allows anyone/],
    ['that allows all but one', statement({ principals: [], notPrincipals: [new iam.AccountPrincipal(PROTECTED)] }), /allows anyone/],
    ['that names an unnamed role', statement({ principals: [new iam.Role(new Stack(undefined, 'Base'), 'Role', { assumedBy: new iam.AccountRootPrincipal() })] }), /^statement "Mine" "Base\/Role" has no roleName/],
    ['that is known only during deployment', statement({ conditions: { StringEquals: { 'aws:PrincipalOrgID': new CfnParameter(new Stack(), 'Org').valueAsString } } }), /^statement "Mine" contains \{"Ref":"Org"\}, which is known only during deployment/],
  ])('%s is refused', (_what, given, sentence) => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    const refused = errorOf(() => keys.addToKeyPolicy(given));
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test('with the Sid of one added before is refused', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    keys.addToKeyPolicy(statement({}));
    expect(errorOf(() => keys.addToKeyPolicy(statement({})))).toMatch(/^statement "Mine" has a Sid that another statement of the policy has/);
  });

  test('without Sid is accepted any number of times', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    keys.addToKeyPolicy(statement({ sid: undefined }));
    keys.addToKeyPolicy(statement({ sid: undefined, actions: ['kms:DescribeKey'] }));
    expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement.slice(4).map(({ Action }: any) => Action)).toEqual(['kms:Decrypt', 'kms:DescribeKey']);
  });

  test('cannot be changed once it is added', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    const mine = statement({});
    keys.addToKeyPolicy(mine);
    expect(() => mine.addActions('kms:Encrypt')).toThrow();
  });
});

test('a value that is a token is not judged, where the policy need not be literal', () => {
  const stack = new Stack(new App(), 'Stack');
  const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
  const replicaKey = new VaultReplicaKey(stack, 'ReplicaKey', {
    alias: parameter('Alias'), description: parameter('Description'), policyId: parameter('PolicyId'), protectedAccounts: [PROTECTED],
  });
  expect(replicaKey.renderKeyPolicy().Id).toEqual({ Ref: 'PolicyId' });
});
