import { App, Aws, CfnParameter, Duration, Lazy, NestedStack, RemovalPolicy, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedOrganization, ReplicaKeyPolicy, VaultReplicaKey, VaultReplicaKeys, VaultRole, ViaService, type VaultReplicaKeysProps } from '../../src';
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
    ['', 'alias "" is empty: choose a name, such as "very_secret_key"'],
    ['alias/', 'alias "alias/" is empty: choose a name, such as "very_secret_key"'],
    ['aws/ebs', 'alias "aws/ebs" is reserved for AWS managed keys: choose a name that does not start with "aws/"'],
    ['alias/aws/ebs', 'alias "alias/aws/ebs" is reserved for AWS managed keys: choose a name that does not start with "aws/"'],
    ['alias/alias/x', 'alias "alias/alias/x" would be named "alias/alias/x": write the prefix "alias/" once and in lower case, or leave it out'],
    ['Alias/x', 'alias "Alias/x" would be named "alias/Alias/x": write the prefix "alias/" once and in lower case, or leave it out'],
    ['schlüssel', 'alias "schlüssel" holds characters that KMS does not allow: use ASCII letters, digits and "/_-"'],
    ['very secret key', 'alias "very secret key" holds characters that KMS does not allow: use ASCII letters, digits and "/_-"'],
    ['arn:aws:kms:eu-west-1:111111111111:alias/x', 'alias "arn:aws:kms:eu-west-1:111111111111:alias/x" is an ARN, but one alias stands for a key in each region: give the name alone, "x"'],
    ['arn:aws:kms:eu-west-1:111111111111:key/x', 'alias "arn:aws:kms:eu-west-1:111111111111:key/x" is an ARN, but one alias stands for a key in each region: give the name alone'],
    ['x'.repeat(251), `alias "${'x'.repeat(251)}" has 257 characters with its prefix, but KMS allows at most 256: choose a shorter name`],
  ])('%.50j is refused', (alias, sentence) => {
    expect(refusal({ alias })).toBe(sentence);
  });

  test.each(['x', 'alias/x', 'x'.repeat(250), 'team/backup/2026_a-b', 'awesome', 'team/alias/x', 'team/aws/x'])('%j is taken', (alias) => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ alias }));
    expect(keys.aliasName).toBe(`alias/${alias.replace(/^alias\//, '')}`);
  });
});

describe('regions', () => {
  const unknown = (region: string, remedy: string) =>
    new RegExp(`^region "${region}" is none of the \\d+ that this aws-cdk-lib knows: ${remedy}, or update aws-cdk-lib if the region is new$`);

  test.each<[string[], string | RegExp]>([
    [[], 'regions is empty, but there is one key in each region: list the regions that AutoBackup copies to, such as "eu-west-1"'],
    [['eu-west-1', 'eu-wset-1'], unknown('eu-wset-1', 'write "eu-west-1"')],
    [['EU-WEST-1'], unknown('EU-WEST-1', 'write "eu-west-1"')],
    [[' eu-west-1'], unknown(' eu-west-1', 'write "eu-west-1"')],
    [['eu_central_1'], unknown('eu_central_1', 'write "eu-central-1"')],
    [['euwest1'], unknown('euwest1', 'write "eu-west-1"')],
    [['Frankfurt'], unknown('Frankfurt', 'write its code, such as "eu-west-1"')],
    [[''], unknown('', 'write its code, such as "eu-west-1"')],
    [['eu-west-1a'], 'region "eu-west-1a" is an availability zone, but keys are regional: write "eu-west-1"'],
    [['eu-west-1', 'us-east-1', 'eu-west-1'], 'region "eu-west-1" is listed twice, but there is one key in each region: list it once'],
    [['eu-west-1', 'cn-north-1'], 'region "cn-north-1" is in the partition "aws-cn" and "eu-west-1" in "aws", and no account reaches across partitions: make VaultReplicaKeys for each'],
    [[Aws.REGION], 'regions holds a token, known at deployment only, but each region has a stack of its own: write its name out, or put a VaultReplicaKey in a stack without a region'],
  ])('%# are refused', (regions, sentence) => {
    const refused = refusal({ regions });
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test('keyIn names the regions there are', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    expect(errorOf(() => keys.keyIn('us-east-1')))
      .toBe('region "us-east-1" has no key in "ReplicaKeys": use one of "eu-west-1", "eu-central-1", or add it to regions');
  });
});

describe('accounts', () => {
  test.each([
    ['22222222222', '"22222222222" is not an account id, which has 12 digits and nothing else: write all its digits, such as "111122223333", as a string'],
    ['2222-2222-2222', '"2222-2222-2222" is not an account id, which has 12 digits and nothing else: write "222222222222"'],
    [' 222222222222', '" 222222222222" is not an account id, which has 12 digits and nothing else: write "222222222222"'],
    ['arn:aws:iam::222222222222:root', '"arn:aws:iam::222222222222:root" is not an account id, which has 12 digits and nothing else: write "222222222222"'],
    ['production', '"production" is not an account id, which has 12 digits and nothing else: write all its digits, such as "111122223333", as a string'],
    ['*', '"*" is not an account id, which has 12 digits and nothing else: write all its digits, such as "111122223333", as a string'],
    ['', '"" is not an account id, which has 12 digits and nothing else: write all its digits, such as "111122223333", as a string'],
  ])('%j is refused as PROTECTED and as VAULT account', (account, rest) => {
    expect(refusal({ protectedAccounts: [PROTECTED, account] })).toBe(`PROTECTED account ${rest}`);
    expect(refusal({ vaultAccount: account })).toBe(`vaultAccount ${rest}`);
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    expect(errorOf(() => keys.addProtectedAccount(account))).toBe(`PROTECTED account ${rest}`);
  });

  test('VAULT is refused as PROTECTED', () => {
    expect(refusal({ protectedAccounts: [VAULT] }))
      .toBe('PROTECTED account "111111111111" is the VAULT account, which the first statement lets in: list only the accounts whose snapshots are copied');
  });

  test.each<[string, (app: App) => { addProtectedAccount(account: string): void }]>([
    ['keys of several regions', (app) => new VaultReplicaKeys(app, 'ReplicaKeys', options({ protectedAccounts: undefined }))],
    ['one key', (app) => new VaultReplicaKey(new Stack(app, 'Stack', { env: { account: VAULT, region: 'eu-west-1' } }), 'Key', { alias: 'x', protectedAccounts: [] })],
  ])('none is refused at synthesis, until when one may be added: for %s', (_which, make) => {
    const app = new App();
    const keys = make(app);
    expect(synthesisErrorOf(app))
      .toBe('protectedAccounts is empty, but a replica key serves at least one PROTECTED account: list one, or add it before synthesis');
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
      .toMatch(/^vaultAccount of ".*Keys" is not known before deployment, but the key policy names it: give vaultAccount, or an env with an account to the Stack or Stage around it$/);
  });
});

describe('VAULT role', () => {
  const role = (type: string) => `arn:aws:iam::${VAULT}:${type}`;

  test.each([
    [role('role/BackupIAMRole'), 'is an ARN, not a role name: use VaultRole.fromRoleArn'],
    ['service/BackupIAMRole', 'has a path, which is no part of a role name: use VaultRole.fromRoleArn with the whole ARN'],
    ['Backup*', 'holds a wildcard, which KMS takes in no principal: name one role'],
    ['', 'is not a name that IAM allows: use 1 to 64 ASCII letters, digits and "_+=,.@-"'],
    ['Backup Role', 'is not a name that IAM allows: use 1 to 64 ASCII letters, digits and "_+=,.@-"'],
    ['x'.repeat(65), 'is not a name that IAM allows: use 1 to 64 ASCII letters, digits and "_+=,.@-"'],
  ])('by the name %j is refused', (name, rest) => {
    expect(errorOf(() => VaultRole.fromRoleName(name))).toBe(`vaultRole "${name}" ${rest}`);
  });

  test.each([
    ['BackupIAMRole', 'is not the ARN of a role: write it as "arn:aws:iam::111122223333:role/name"'],
    [role('user/backup'), 'is not the ARN of a role: write it as "arn:aws:iam::111122223333:role/name"'],
    [role('role/*'), 'holds a wildcard, which KMS takes in no principal: name one role'],
    [role('root'), 'is an account root, which the first statement of every key policy lets in: leave it out, or name a role'],
    [role('group/backup'), 'is an IAM group, which is no principal: name its users, or a role that they assume'],
    [`arn:aws:sts::${VAULT}:assumed-role/BackupIAMRole/AutoBackup`, 'is a session of a role, which ends: name the role itself, "role/BackupIAMRole"'],
    [`arn:aws:s3:::${VAULT}`, 'is not the ARN of a role: write it as "arn:aws:iam::111122223333:role/name"'],
    [`arn:aws:sts::${VAULT}:role/BackupIAMRole`, 'is not the ARN of a role: write it as "arn:aws:iam::111122223333:role/name"'],
    ['AROAIIAOMRWSPEXAMPLE', 'is not the ARN of a role: write it as "arn:aws:iam::111122223333:role/name"'],
  ])('by the ARN %j is refused', (arn, rest) => {
    expect(errorOf(() => VaultRole.fromRoleArn(arn))).toBe(`vaultRole "${arn}" ${rest}`);
  });

  test('by an ARN with a wrong account or name is refused', () => {
    expect(errorOf(() => VaultRole.fromRoleArn('arn:aws:iam::1111:role/x'))).toMatch(/^the account of vaultRole "arn:aws:iam::1111:role\/x", "1111" is not an account id/);
    expect(errorOf(() => VaultRole.fromRoleArn(role('role/a/b/')))).toMatch(/^the name at the end of vaultRole ".*", "" is not a name that IAM allows/);
  });

  test('of another account is refused', () => {
    expect(refusal({ vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${PROTECTED}:role/BackupIAMRole`) }))
      .toBe('vaultRole "arn:aws:iam::222222222222:role/BackupIAMRole" is in the account 222222222222, but must be in the VAULT account 111111111111: name one of that account');
  });

  test('of another partition is refused', () => {
    expect(refusal({ regions: ['cn-north-1'], administrators: [], vaultRole: VaultRole.fromRoleArn(role('role/BackupIAMRole')) }))
      .toBe('vaultRole "arn:aws:iam::111111111111:role/BackupIAMRole" is in the partition "aws", but the key is in "aws-cn", and no policy reaches across partitions: name one of "aws-cn"');
  });

  test.each([
    ['another region', { account: VAULT, region: 'us-east-1' }],
    ['the region of a key', { account: VAULT, region: 'eu-west-1' }],
    ['no environment', {}],
  ])('without a name, in a stack of %s, is refused with what mends it', (_where, env) => {
    const stack = new Stack(new App(), 'Base', { env });
    const unnamed = new iam.Role(stack, 'VaultRole', { assumedBy: new iam.AccountRootPrincipal() });
    expect(errorOf(() => VaultRole.fromRole(unnamed)))
      .toBe('vaultRole "Base/VaultRole" has no roleName, so its ARN is known at deployment only and cannot stand in a key policy: give it a roleName');
  });

  test('known at deployment only is refused', () => {
    const parameter = new CfnParameter(new Stack(), 'RoleName');
    expect(errorOf(() => VaultRole.fromRoleName(parameter.valueAsString)))
      .toBe('vaultRole holds {"Ref":"RoleName"}, known at deployment only: write the value out');
  });

  test('whose token itself fails keeps the reason', () => {
    const failing = Lazy.string({ produce: () => { throw new Error('no luck'); } });
    expect(errorOf(() => VaultRole.fromRoleName(failing))).toMatch(/no luck/);
  });
});

describe('administrator', () => {
  const user = `arn:aws:iam::${VAULT}:user/admin`;
  const wanted = 'pass each role or user of the VAULT account on its own, such as new iam.ArnPrincipal(arn)';

  test.each<[string, () => iam.IPrincipal, string | RegExp]>([
    ['anyone', () => new iam.AnyPrincipal(), 'administrator AnyPrincipal() is anyone ("*"), in any AWS account: name a role or user of the VAULT account'],
    ['anyone, by a star', () => new iam.StarPrincipal(), 'administrator StarPrincipal() is anyone ("*"), in any AWS account: name a role or user of the VAULT account'],
    ['anyone, by ARN', () => new iam.ArnPrincipal('*'), 'administrator ArnPrincipal(*) is anyone ("*"), in any AWS account: name a role or user of the VAULT account'],
    ['a service', () => new iam.ServicePrincipal('backup.amazonaws.com'), `administrator ServicePrincipal(backup.amazonaws.com) is a principal of the kind Service: ${wanted}`],
    ['a federated principal', () => new iam.WebIdentityPrincipal('accounts.example.com'), `administrator WebIdentityPrincipal(accounts.example.com) is a principal of the kind Federated: ${wanted}`],
    ['a canonical user', () => new iam.CanonicalUserPrincipal('79a5'), `administrator CanonicalUserPrincipal(79a5) is a principal of the kind CanonicalUser: ${wanted}`],
    ['several at once', () => new iam.CompositePrincipal(new iam.ArnPrincipal(user), new iam.ArnPrincipal(`${user}2`)), new RegExp('is a principal of the kind AWS: pass each role or user')],
    ['a user and a service at once', () => new iam.CompositePrincipal(new iam.ArnPrincipal(user), new iam.ServicePrincipal('backup.amazonaws.com')), /is a principal of the kind AWS and Service: pass each role or user/],
    ['an organization', () => new iam.OrganizationPrincipal('o-abcdefghij'), 'administrator OrganizationPrincipal(o-abcdefghij) carries conditions, which one statement for several cannot: pass the role or user alone'],
    ['a principal with conditions', () => new iam.ArnPrincipal(user).withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } }), /^administrator .* carries conditions/],
    ['a group', () => new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:group/admins`), `administrator "arn:aws:iam::${VAULT}:group/admins" is an IAM group, which is no principal: name its users, or a role that they assume`],
    ['a group of the app', () => new iam.Group(new Stack(), 'Admins', { groupName: 'admins' }).grantPrincipal, /is an IAM group, which is no principal/],
    ['the account root', () => new iam.AccountRootPrincipal(), /^administrator ".*root" is an account root, which the first statement of every key policy lets in: leave it out, or name a role or user$/],
    ['another account', () => new iam.AccountPrincipal('333333333333'), /is an account root/],
    ['a pattern', () => new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/*`), `administrator "arn:aws:iam::${VAULT}:role/*" holds a wildcard, which KMS takes in no principal: name one role or user`],
    ['a session', () => new iam.ArnPrincipal(`arn:aws:sts::${VAULT}:assumed-role/Admin/jane`), /is a session of a role, which ends: name the role itself, "role\/Admin"$/],
    ['a user of another account', () => new iam.ArnPrincipal('arn:aws:iam::333333333333:user/admin'), 'administrator "arn:aws:iam::333333333333:user/admin" is in the account 333333333333, but must be in the VAULT account 111111111111: name one of that account'],
    ['a user of another partition', () => new iam.ArnPrincipal(`arn:aws-cn:iam::${VAULT}:user/admin`), /is in the partition "aws-cn", but the key is in "aws"/],
    ['an unnamed user', () => new iam.User(new Stack(undefined, 'Base'), 'Admin'), 'administrator "Base/Admin" has no userName, so its ARN is known at deployment only and cannot stand in a key policy: give it a userName'],
    ['an unnamed role', () => new iam.Role(new Stack(undefined, 'Base'), 'Admin', { assumedBy: new iam.AccountRootPrincipal() }), /^administrator "Base\/Admin" has no roleName/],
    ['what is no ARN', () => new iam.ArnPrincipal('admin'), 'administrator "admin" is not the ARN of a role or user: write it as "arn:aws:iam::111122223333:role/name"'],
  ])('%s is refused, listed or added', (_who, principal, sentence) => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    for (const refused of [refusal({ administrators: [principal()] }), errorOf(() => keys.addAdministrator(principal()))]) {
      if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
    }
  });
});

describe('the life of the key', () => {
  test.each<[Partial<VaultReplicaKeysProps>, string]>([
    [{ rotationPeriod: Duration.days(89) }, 'rotationPeriod is 89 days, but KMS takes 90 to 2560 whole days: write Duration.days(90)'],
    [{ rotationPeriod: Duration.days(2561) }, 'rotationPeriod is 2561 days, but KMS takes 90 to 2560 whole days: write Duration.days(2560)'],
    [{ rotationPeriod: Duration.hours(90 * 24 + 12) }, 'rotationPeriod is 90.5 days, but KMS takes 90 to 2560 whole days: write Duration.days(91)'],
    [{ pendingWindow: Duration.days(6) }, 'pendingWindow is 6 days, but KMS takes 7 to 30 whole days: write Duration.days(7)'],
    [{ pendingWindow: Duration.days(31) }, 'pendingWindow is 31 days, but KMS takes 7 to 30 whole days: write Duration.days(30)'],
    [{ pendingWindow: Duration.minutes(1) }, `pendingWindow is ${1 / 1440} days, but KMS takes 7 to 30 whole days: write Duration.days(7)`],
    [{ removalPolicy: RemovalPolicy.SNAPSHOT }, 'removalPolicy "snapshot" is not for keys, of which there are no snapshots: use RemovalPolicy.RETAIN, which is the default'],
    [{ description: 'x'.repeat(8193) }, 'description has 8193 characters, but KMS takes at most 8192: shorten it'],
    [{ policyId: '' }, 'policyId "" is not text that KMS takes in a key policy: use characters from U+0020 to U+00FF, at least one'],
    [{ policyId: 'the 鍵' }, 'policyId "the 鍵" is not text that KMS takes in a key policy: use characters from U+0020 to U+00FF, at least one'],
    [{ policyId: '鍵 one' }, 'policyId "鍵 one" is not text that KMS takes in a key policy: use characters from U+0020 to U+00FF, at least one'],
    [{ policyId: '鍵' }, 'policyId "鍵" is not text that KMS takes in a key policy: use characters from U+0020 to U+00FF, at least one'],
  ])('%# is refused', (overrides, sentence) => {
    expect(refusal(overrides)).toBe(sentence);
    const { regions, vaultAccount, ...keyOptions } = options(overrides);
    const stack = new Stack(new App(), 'Stack', { env: { account: vaultAccount, region: regions[0] } });
    expect(errorOf(() => new VaultReplicaKey(stack, 'Key', keyOptions))).toBe(sentence);
  });

  test.each<Partial<VaultReplicaKeysProps>>([
    { rotationPeriod: Duration.days(90) }, { rotationPeriod: Duration.days(2560) },
    { pendingWindow: Duration.days(7) }, { pendingWindow: Duration.days(30) },
    { description: 'x'.repeat(8192) }, { policyId: 'Schlüssel ÿ' },
    { removalPolicy: RemovalPolicy.DESTROY, deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Deployer`)] },
  ])('%# is at a limit, and taken', (overrides) => {
    expect(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides))).not.toThrow();
  });
});

describe('stacks', () => {
  test.each([
    ['has_underscore', 'has_underscore-eu-west-1', 24],
    ['1st', '1st-eu-west-1', 13],
    ['', '-eu-west-1', 10],
    ['x'.repeat(119), `${'x'.repeat(119)}-eu-west-1`, 129],
  ])('the prefix %j is refused', (stackNamePrefix, name, length) => {
    expect(refusal({ stackNamePrefix }))
      .toBe(`stackNamePrefix gives a stack the name "${name}" of ${length} characters, but CloudFormation allows at most 128 letters, digits and hyphens, the first a letter: set another stackNamePrefix`);
  });

  test('a construct id that cannot begin a stack name is refused', () => {
    expect(errorOf(() => new VaultReplicaKeys(new App(), 'Replica Keys', options())))
      .toMatch(/^stackNamePrefix gives a stack the name "Replica Keys-eu-west-1"/);
  });

  test('a NestedStack as scope is refused, however deep', () => {
    const nested = new NestedStack(new Stack(new App(), 'Base'), 'Nested');
    expect(errorOf(() => new VaultReplicaKeys(nested, 'Keys', options())))
      .toBe('VaultReplicaKeys "Base/Nested/Keys" is in the NestedStack "Base/Nested", which is deployed to one region only: put it in an App, Stage or Stack, or use VaultReplicaKey');
  });

  test('a stack name that exists twice in an account and region is refused', () => {
    const app = new App();
    new Stack(app, 'Other', { stackName: 'ReplicaKeys-eu-west-1', env: { account: VAULT, region: 'eu-west-1' } });
    new VaultReplicaKeys(app, 'ReplicaKeys', options());
    expect(synthesisErrorOf(app))
      .toBe(`stack "ReplicaKeys-eu-west-1" exists twice in account ${VAULT} and region eu-west-1, as "Other" and "ReplicaKeys/eu-west-1", but a name is taken once: give one of them another stackNamePrefix`);
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
    ['of a key made by hand', (app) => {
      new VaultReplicaKeys(app, 'A', options({ regions: ['eu-west-1'] }));
      const stack = new Stack(app, 'B', { env: { account: VAULT, region: 'eu-west-1' } });
      new kms.Key(stack, 'Key', { alias: 'very_secret_key' });
    }, '"A/eu-west-1/ReplicaKey/Alias/Resource" and "B/Key/Alias/Resource"'],
  ])('one alias twice in an account and region is refused: %s', (_how, build, paths) => {
    const app = new App();
    build(app);
    expect(synthesisErrorOf(app))
      .toBe(`alias "alias/very_secret_key" exists twice in account ${VAULT} and region eu-west-1, as ${paths}, but a name is taken once: give one of them another alias`);
  });

  test.each([{ account: VAULT }, { region: 'eu-west-1' }])('one alias in two stacks of which no more than %j is known may be one in two places', (env) => {
    const app = new App();
    for (const id of ['A', 'B']) { new VaultReplicaKey(new Stack(app, id, { env }), 'Key', { alias: 'x', protectedAccounts: [PROTECTED] }); }
    expect(() => app.synth()).not.toThrow();
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
  const path = /is not a path of organizational units: write organization, root and units, such as "o-a1b2c3d4e5\/r-f6g7\/ou-f6g7-h8i9j0k1\/"$/;

  test.each<[string, () => ProtectedOrganization, string | RegExp]>([
    ['an account', () => ProtectedOrganization.fromId(PROTECTED), 'protectedOrganization "222222222222" is not the id of an organization: write it as AWS Organizations shows it, such as "o-a1b2c3d4e5"'],
    ['anyone', () => ProtectedOrganization.fromId('*'), /^protectedOrganization "\*" is not the id of an organization/],
    ['more than an id', () => ProtectedOrganization.fromId(`${organization} `), /is not the id of an organization/],
    ['an id after something', () => ProtectedOrganization.fromId(`/${organization}`), /is not the id of an organization/],
    ['a path as id', () => ProtectedOrganization.fromId(`${organization}/r-f6g7/`), /is not the id of an organization/],
    ['a path that goes on', () => ProtectedOrganization.fromPaths([`${organization}/r-f6g7/x`]), path],
    ['a path with something before its root', () => ProtectedOrganization.fromPaths([`${organization}/x/r-f6g7/`]), path],
    ['no unit', () => ProtectedOrganization.fromPaths([]), 'paths of protectedOrganization are empty, so that no account would be let in: list units, or use ProtectedOrganization.fromId for the whole organization'],
    ['a unit by its id alone', () => ProtectedOrganization.fromPaths(['ou-f6g7-h8i9j0k1']), path],
    ['units of two organizations', () => ProtectedOrganization.fromPaths([`${organization}/r-f6g7/`, 'o-zzzzzzzzzz/r-f6g7/']),
      'paths of protectedOrganization are of the organizations "o-a1b2c3d4e5" and "o-zzzzzzzzzz", but a key policy is for the accounts of one: list units of one organization'],
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
  ])('named %j is refused', (name, remedy) => {
    expect(errorOf(() => ViaService.of(name))).toBe(`serviceName ${JSON.stringify(name)} is not the name of a service, which has lowercase letters, digits and hyphens: ${remedy}`);
  });

  test('by a token is refused', () => {
    expect(errorOf(() => ViaService.of(Lazy.string({ produce: () => 'ec2' })))).toBe('serviceName is a token, but a key policy names services by text: write the name of the service, such as "ec2"');
  });
});

describe('options for the years after', () => {
  const pattern = (resource: string, account = VAULT) => ({ administratorPatterns: [`arn:aws:iam::${account}:${resource}`] });

  test.each<[string, Partial<VaultReplicaKeysProps>, string | RegExp]>([
    ['a PROTECTED role by ARN', { protectedRoleName: `arn:aws:iam::${PROTECTED}:role/SourceIAMRole` },
      `protectedRoleName "arn:aws:iam::${PROTECTED}:role/SourceIAMRole" is an ARN, not a role name: give its name alone`],
    ['a PROTECTED role with a path', { protectedRoleName: 'backup/SourceIAMRole' }, 'protectedRoleName "backup/SourceIAMRole" has a path, which is no part of a role name: give its name alone, which is found under every path'],
    ['a pattern as PROTECTED role', { protectedRoleName: '*' }, /^protectedRoleName "\*" holds a wildcard/],
    ['no PROTECTED role', { protectedRoleName: '' }, /^protectedRoleName "" is not a name that IAM allows/],
    ['no service', { viaServices: [] }, 'viaServices is empty, so that nobody could use the key: list services, such as ViaService.EBS, or leave it out'],
    ['break-glass without protection', { breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/BreakGlass`)] },
      'breakGlassPrincipals names who may delete the key in spite of deletionProtection, which is not on: set deletionProtection: true, or leave breakGlassPrincipals out'],
    ['break-glass patterns without protection', { breakGlassPatterns: [`arn:aws:iam::${VAULT}:role/BreakGlass*`] }, /^breakGlassPatterns names who may delete the key/],
    ['every role as break-glass', { deletionProtection: true, breakGlassPatterns: [`arn:aws:iam::${VAULT}:role/*`] }, /^breakGlassPattern ".*" holds wildcards and nothing of a name/],
    ['a break-glass pattern of another account', { deletionProtection: true, breakGlassPatterns: [`arn:aws:iam::${PROTECTED}:role/x*`] }, /^breakGlassPattern ".*" is in the account 222222222222/],
    ['anyone as break-glass', { deletionProtection: true, breakGlassPrincipals: [new iam.AnyPrincipal()] }, /^breakGlassPrincipal AnyPrincipal\(\) is anyone/],
    ['break-glass of another account', { deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(`arn:aws:iam::${PROTECTED}:role/x`)] }, /^breakGlassPrincipal ".*" is in the account 222222222222/],
    ['every role as administrator', pattern('role/*'), `administratorPattern "arn:aws:iam::${VAULT}:role/*" holds wildcards and nothing of a name, so that it matches every role of the account: write more of the name`],
    ['every user as administrator', pattern('user/?*'), /so that it matches every user of the account/],
    ['every role with a path or without', pattern('role/**?'), /holds wildcards and nothing of a name/],
    ['every role with a path', pattern('role/*/??*'), /holds wildcards and nothing of a name/],
    ['a pattern after something', { administratorPatterns: [`x:arn:aws:iam::${VAULT}:role/KeyAdmin*`] }, /is not a pattern of role or user ARNs/],
    ['a pattern with what no name holds', pattern('role/KeyAdmin* or so'), /is not a pattern of role or user ARNs/],
    ['a pattern of groups', pattern('group/*admin*'), /^administratorPattern ".*" is not a pattern of role or user ARNs: write it as "arn:aws:iam::111122223333:role\/aws-reserved\/sso\.amazonaws\.com\/\*\/AWSReservedSSO_KeyAdmins_\?{16}"$/],
    ['a pattern of sessions', { administratorPatterns: [`arn:aws:sts::${VAULT}:assumed-role/KeyAdmins/*`] }, /is not a pattern of role or user ARNs/],
    ['a pattern for any account', pattern('role/KeyAdmin*', '*'), /has a wildcard for the account, but only roles and users of the VAULT account may be named: write its id$/],
    ['a pattern for another account', pattern('role/KeyAdmin*', PROTECTED), /is in the account 222222222222, but must be in the VAULT account 111111111111/],
    ['a region in both lists', { retiredRegions: ['eu-west-1'] }, 'region "eu-west-1" is listed in regions and in retiredRegions, but either replicas are made there or not: take it off one of the lists'],
    ['an unknown retired region', { retiredRegions: ['eu-wset-1'] }, /^region "eu-wset-1" is none of the \d+/],
    ['a retired region of another partition', { retiredRegions: ['cn-north-1'] }, /^region "cn-north-1" is in the partition "aws-cn"/],
    ['a retired region twice', { retiredRegions: ['us-east-1', 'us-east-1'] }, /^region "us-east-1" is listed twice/],
  ])('%s is refused', (_what, overrides, sentence) => {
    const refused = refusal(overrides);
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test.each<[string, Partial<VaultReplicaKeysProps>]>([
    ['a pattern of users', pattern('user/*admin*')],
    ['a pattern that begins with a wildcard, or ends with one', { administratorPatterns: ['*q', 'q*', '?q/*'].map((name) => `arn:aws:iam::${VAULT}:role/${name}`) }],
  ])('%s is taken', (_what, overrides) => {
    expect(() => new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides))).not.toThrow();
  });

  test('the Sids of all options are taken, those not in use too', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    for (const sid of ['Deny deletion of the key', 'Allow use of the key by the organization', 'Allow access for Key Administrators by pattern']) {
      expect(errorOf(() => keys.addToKeyPolicy(statement({ sid })))).toMatch(/has a Sid that another statement of this policy has/);
    }
    expect(() => keys.addToKeyPolicy(statement({ sid: 'Allow use of the key by auditors' }))).not.toThrow();
  });
});

describe('a statement of the caller', () => {
  test.each<[string, iam.PolicyStatement, string | RegExp]>([
    ['with a Sid of the library', statement({ sid: 'Allow use of the key' }), 'statement "Allow use of the key" has a Sid that another statement of this policy has: give it a Sid of its own'],
    ['without principal', statement({ principals: [] }), 'statement "Mine" has no principal, but every statement of a key policy needs one: add it to its principals'],
    ['without principal and Sid', statement({ sid: undefined, principals: [] }), /^statement without Sid has no principal/],
    ['without action', statement({ actions: [] }), 'statement "Mine" has no action, and KMS refuses a statement without one: add it to its actions'],
    ['without resource', statement({ resources: [] }), 'statement "Mine" has no resource "*", but a key policy applies only to its own key: set resources: [\'*\']'],
    ['with an ARN as resource', statement({ resources: ['arn:aws:kms:eu-west-1:111111111111:key/x'] }), /has no resource "\*"/],
    ['that allows anyone', statement({ principals: [new iam.AnyPrincipal()] }), 'statement "Mine" allows anyone in any AWS account: name its principals, or add a condition that says who they are, such as StringEquals kms:CallerAccount'],
    ['that allows anyone, by a star', statement({ principals: [new iam.StarPrincipal()] }), /allows anyone/],
    ['that allows all but one', statement({ principals: [], notPrincipals: [new iam.AccountPrincipal(PROTECTED)] }), /allows anyone/],
    ['that names an unnamed role', statement({ principals: [new iam.Role(new Stack(undefined, 'Base'), 'Role', { assumedBy: new iam.AccountRootPrincipal() })] }), /^statement "Mine" "Base\/Role" has no roleName/],
    ['that is known at deployment only', statement({ conditions: { StringEquals: { 'aws:PrincipalOrgID': new CfnParameter(new Stack(), 'Org').valueAsString } } }), /^statement "Mine" holds \{"Ref":"Org"\}, known at deployment only/],
  ])('%s is refused', (_what, given, sentence) => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    const refused = errorOf(() => keys.addToKeyPolicy(given));
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test('with the Sid of one added before is refused', () => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
    keys.addToKeyPolicy(statement({}));
    expect(errorOf(() => keys.addToKeyPolicy(statement({})))).toMatch(/^statement "Mine" has a Sid that another statement of this policy has/);
  });

  test('without Sid is taken, as often as wanted', () => {
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
