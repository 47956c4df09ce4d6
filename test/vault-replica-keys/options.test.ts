import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotations, App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { AccountMatching, ProtectedOrganization, VaultReplicaKey, VaultReplicaKeys, VaultRole, ViaService, type ExistingKey, type VaultReplicaKeysProps } from '../../src';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { ADMINISTRATOR, ALL_OPTIONS, BREAK_GLASS, options, ORGANIZATION, PATTERN, PROTECTED, UNIT, VAULT } from '../fixtures/vault-app';

const USE = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
const GRANTS = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'];
const FOR_AWS = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
const VAULT_ROLE = `arn:aws:iam::${VAULT}:role/BackupIAMRole`;

function make(overrides: Partial<VaultReplicaKeysProps> = {}, app = new App()): VaultReplicaKeys {
  return new VaultReplicaKeys(app, 'ReplicaKeys', options(overrides));
}

/** The statements that the options bring about instead of the manual's two for key users, and after them. */
function statements(overrides: Partial<VaultReplicaKeysProps>, region = 'eu-west-1'): any[] {
  return make(overrides).keyIn(region).renderKeyPolicy().Statement.slice(2);
}

const pair = (suffix: string, principal: any, conditions: any): any[] => {
  const common = { Effect: 'Allow', Principal: principal };
  const condition = Object.keys(conditions).length > 0 ? { Condition: conditions } : {};
  return [
    { Sid: `Allow use of the key${suffix}`, ...common, Action: USE, Resource: '*', ...condition },
    { Sid: `Allow attachment of persistent resources${suffix}`, ...common, Action: GRANTS, Resource: '*', Condition: { ...conditions, ...FOR_AWS } },
  ];
};

describe('a late-bound VAULT role', () => {
  const conditions = { StringEquals: { 'kms:CallerAccount': VAULT }, ArnEquals: { 'aws:PrincipalArn': VAULT_ROLE } };

  test('is named by a condition, in statements of its own', () => {
    expect(statements({ vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) })).toEqual([
      ...pair('', { AWS: `arn:aws:iam::${PROTECTED}:root` }, {}),
      ...pair(' by the VAULT role', '*', conditions),
    ]);
  });

  test.each<[string, (stack: Stack) => VaultRole]>([
    ['by ARN', () => VaultRole.fromRoleArn(VAULT_ROLE, { lateBound: true })],
    ['created in the app', (stack) => VaultRole.fromRole(
      new iam.Role(stack, 'Role', { roleName: 'BackupIAMRole', assumedBy: new iam.AccountRootPrincipal() }), { lateBound: true },
    )],
  ])('%s need not be deployed before', (_how, role) => {
    const app = new App();
    const keys = make({ vaultRole: role(new Stack(app, 'Base', { env: { account: VAULT, region: 'us-east-1' } })) }, app);
    expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement[4].Condition).toEqual(conditions);
    app.synth();
    expect(Stack.of(keys.keyIn('eu-west-1')).dependencies).toEqual([]);
  });

  test('brings no warning', () => {
    const keys = make({ vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) });
    expect((keys.node.root as App).synth().stacks.flatMap(({ messages }) => messages)).toEqual([]);
  });
});

describe('the role of the PROTECTED accounts', () => {
  const ofAnyPath = { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/SourceIAMRole', 'arn:aws:iam::*:role/*/SourceIAMRole'] } };

  test('restricts their account roots, and not the VAULT role', () => {
    expect(statements({ protectedRoleName: 'SourceIAMRole' })).toEqual([
      ...pair('', { AWS: VAULT_ROLE }, {}),
      ...pair(' by PROTECTED accounts', { AWS: `arn:aws:iam::${PROTECTED}:root` }, ofAnyPath),
    ]);
  });

  test('restricts accounts in a condition, and an organization', () => {
    expect(statements({
      protectedRoleName: 'SourceIAMRole', accountMatching: AccountMatching.CALLER_ACCOUNT, protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION),
    })).toEqual([
      ...pair('', { AWS: VAULT_ROLE }, {}),
      ...pair(' by PROTECTED accounts', '*', { StringEquals: { 'kms:CallerAccount': PROTECTED }, ...ofAnyPath }),
      ...pair(' by the organization', '*', {
        StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION }, StringNotEquals: { 'kms:CallerAccount': VAULT }, ...ofAnyPath,
      }),
    ]);
  });
});

test.each<[string, Partial<VaultReplicaKeysProps>]>([
  ['accounts as principals', { accountMatching: AccountMatching.PRINCIPAL }],
  ['accounts in a condition', { accountMatching: AccountMatching.CALLER_ACCOUNT }],
  ['one role of the accounts', { protectedRoleName: 'SourceIAMRole' }],
  ['a late-bound VAULT role', { vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) }],
])('without listed accounts no statement is for them: an organization and %s', (_what, overrides) => {
  const given = statements({ protectedAccounts: [], protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION), ...overrides });
  expect(given.map(({ Sid }) => Sid).filter((sid) => sid.includes('PROTECTED accounts'))).toEqual([]);
  expect(given).toHaveLength(4);
  for (const { Principal } of given) { expect([['*'], [VAULT_ROLE]]).toContainEqual([Principal.AWS ?? Principal].flat()); }
});

test('neither order nor repetition of a list changes a policy, of a region in use or a retired one', () => {
  const [first, second] = ['333333333333', '444444444444'];
  const patterns = [PATTERN, `arn:aws:iam::${VAULT}:role/other/*Admin*`];
  const roles = ['BreakGlass', 'Another'].map((name) => new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/${name}`));
  const policies = (order: <V>(list: V[]) => V[]) => {
    const keys = make({
      retiredRegions: ['us-east-1'],
      protectedAccounts: order([first, second]),
      administratorPatterns: order(patterns),
      deletionProtection: true,
      breakGlassPrincipals: order(roles),
    });
    return ['eu-west-1', 'us-east-1'].map((region) => JSON.stringify(keys.keyIn(region).renderKeyPolicy()));
  };
  expect(policies((list) => [...list].reverse())).toEqual(policies((list) => list));
  expect(policies((list) => [...list, ...list])).toEqual(policies((list) => list));
});

test('accounts in a condition never give access to VAULT, if its id is known only during deployment', () => {
  const key = new VaultReplicaKey(new Stack(), 'Key', { alias: 'x', protectedAccounts: [VAULT], accountMatching: AccountMatching.CALLER_ACCOUNT });
  expect(key.renderKeyPolicy().Statement[3].Condition).toEqual({
    StringEquals: { 'kms:CallerAccount': VAULT }, StringNotEquals: { 'kms:CallerAccount': { 'Fn::Sub': '${AWS::AccountId}' } },
  });
});

const SERVICES = Object.values(ViaService).filter((service) => service instanceof ViaService);

test('the size counts for every region, where the policies differ', () => {
  const sizes = (filler: number) => {
    const keys = make({ regions: ['eu-west-1', 'ap-southeast-1'], viaServices: SERVICES, policyId: 'x'.repeat(filler) });
    return keys.regions.map((region) => Buffer.byteLength(JSON.stringify(keys.keyIn(region).renderKeyPolicy())));
  };
  const [, base] = sizes(1);
  // Newer CDKs know a Region with a longer name, in another partition. What ten services add there counts too.
  const surplus = 10 * (Math.max(...RegionInfo.regions.map(({ name }) => name.length)) - 'ap-southeast-1'.length);
  const [smaller, larger] = sizes(32_769 - base - surplus);
  expect([smaller, larger]).toEqual([32_768 - surplus - 5 * 10, 32_768 - surplus]);
  expect(() => sizes(32_770 - base - surplus)).toThrow(/has 32769 bytes/);
});

describe('an organization', () => {
  const conditions = { StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION }, StringNotEquals: { 'kms:CallerAccount': VAULT } };
  const users = pair('', { AWS: [VAULT_ROLE, `arn:aws:iam::${PROTECTED}:root`] }, {});

  test('can be combined with listed accounts', () => {
    expect(statements({ protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) })).toEqual([...users, ...pair(' by the organization', '*', conditions)]);
  });

  test('can be the only option', () => {
    const app = new App();
    expect(statements({ protectedAccounts: [], protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) })).toEqual([
      ...pair('', { AWS: VAULT_ROLE }, {}), ...pair(' by the organization', '*', conditions),
    ]);
    make({ protectedAccounts: undefined, protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) }, app);
    expect(() => app.synth()).not.toThrow();
  });

  test('is narrowed to units, and what is below them, however they are written', () => {
    const paths = [`${ORGANIZATION}/r-f6g7/ou-f6g7-zzzzzzzz`, UNIT, UNIT.replace(/\/$/, '')];
    const [use] = statements({ protectedOrganization: ProtectedOrganization.fromPaths(paths) }).slice(2);
    expect(use.Condition).toEqual({
      ...conditions,
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${UNIT}*`, `${ORGANIZATION}/r-f6g7/ou-f6g7-zzzzzzzz/*`] },
    });
  });
});

test('the only services through which the key encrypts and decrypts are those of its Region', () => {
  for (const region of ['eu-west-1', 'eu-central-1']) {
    const [use, describeKey, grants] = statements({ viaServices: [ViaService.RDS, ViaService.EBS, ViaService.EBS] }, region);
    expect(use).toMatchObject({
      Sid: 'Allow use of the key',
      Action: USE.slice(0, 4),
      Condition: { StringEquals: { 'kms:ViaService': [`ec2.${region}.amazonaws.com`, `rds.${region}.amazonaws.com`] } },
    });
    expect(describeKey).toEqual({
      Sid: 'Allow key users to describe the key', Effect: 'Allow', Principal: use.Principal, Action: 'kms:DescribeKey', Resource: '*',
    });
    expect(grants.Condition).toEqual(FOR_AWS);
  }
});

test('services have the names that KMS knows them by', () => {
  expect(Object.fromEntries(Object.entries(ViaService).map(([name, { serviceName }]) => [name, serviceName]))).toEqual({
    BACKUP: 'backup',
    DYNAMODB: 'dynamodb',
    EBS: 'ec2',
    EFS: 'elasticfilesystem',
    FSX: 'fsx',
    RDS: 'rds',
    REDSHIFT: 'redshift',
    S3: 's3',
    STORAGE_GATEWAY: 'storagegateway',
    TIMESTREAM: 'timestream',
  });
  expect(ViaService.of('workmail').serviceName).toBe('workmail');
});

test('services of the region of the deployment stand in a stack without one', () => {
  const stack = new Stack();
  const key = new VaultReplicaKey(stack, 'Key', { alias: 'x', protectedAccounts: [PROTECTED], viaServices: [ViaService.EBS] });
  expect(key.renderKeyPolicy().Statement[1].Condition.StringEquals).toEqual({ 'kms:ViaService': { 'Fn::Sub': 'ec2.${AWS::Region}.amazonaws.com' } });
});

describe('deletion protection', () => {
  const denied = ['kms:ScheduleKeyDeletion', 'kms:DisableKey'];

  test('denies deletion to everyone, including the administrators', () => {
    const policy = make({ deletionProtection: true }).keyIn('eu-west-1').renderKeyPolicy();
    expect(policy.Statement[1].Action).not.toContain('kms:ScheduleKeyDeletion');
    expect(policy.Statement[1].Action).toHaveLength(13);
    expect(policy.Statement.slice(4)).toEqual([{ Sid: 'Deny deletion of the key', Effect: 'Deny', Principal: '*', Action: denied, Resource: '*' }]);
  });

  test('leaves it to break-glass principals', () => {
    const app = new App();
    const stack = new Stack(app, 'Base', { env: { account: VAULT, region: 'us-east-1' } });
    const role = new iam.Role(stack, 'Role', { roleName: 'BreakGlass', assumedBy: new iam.AccountRootPrincipal() });
    const keys = make({ deletionProtection: true, breakGlassPrincipals: [role] }, app);
    expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement.slice(4)).toEqual([
      {
        Sid: 'Allow break-glass access',
        Effect: 'Allow',
        Principal: { AWS: BREAK_GLASS },
        Action: ['kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'],
        Resource: '*',
      },
      {
        Sid: 'Deny deletion of the key', Effect: 'Deny', Principal: '*', Action: denied, Resource: '*', Condition: { ArnNotEquals: { 'aws:PrincipalArn': BREAK_GLASS } },
      },
    ]);
    app.synth();
    expect(Stack.of(keys.keyIn('eu-west-1')).dependencies.map(({ node }) => node.path)).toEqual(['Base']);
  });

  test('leaves it to those whom a break-glass pattern matches', () => {
    const pattern = `arn:aws:iam::${VAULT}:role/emergency/*`;
    const keys = make({ deletionProtection: true, breakGlassPatterns: [pattern] });
    expect(keys.keyIn('eu-west-1').renderKeyPolicy().Statement.slice(4)).toEqual([
      {
        Sid: 'Allow break-glass access by pattern',
        Effect: 'Allow',
        Principal: '*',
        Action: ['kms:DescribeKey', 'kms:DisableKey', 'kms:EnableKey', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion'],
        Resource: '*',
        Condition: { StringEquals: { 'kms:CallerAccount': VAULT }, ArnLike: { 'aws:PrincipalArn': pattern } },
      },
      { Sid: 'Deny deletion of the key', Effect: 'Deny', Principal: '*', Action: denied, Resource: '*', Condition: { ArnNotLike: { 'aws:PrincipalArn': pattern } } },
    ]);
  });
});

test('administrators by pattern are of the VAULT account, and need no IAM policy', () => {
  const { Statement } = make({ administratorPatterns: [PATTERN, PATTERN] }).keyIn('eu-west-1').renderKeyPolicy();
  expect(Statement[1].Principal.AWS).toBe(ADMINISTRATOR);
  expect(Statement[2]).toEqual({
    Sid: 'Allow access for Key Administrators by pattern',
    Effect: 'Allow',
    Principal: '*',
    Action: Statement[1].Action,
    Resource: '*',
    Condition: { StringEquals: { 'kms:CallerAccount': VAULT }, ArnLike: { 'aws:PrincipalArn': PATTERN } },
  });
});

describe('a retired region', () => {
  const keys = () => make({ regions: ['eu-west-1'], retiredRegions: ['eu-central-1'] });

  test('keeps its stack, with a key that decrypts only', () => {
    const [use, grants] = keys().keyIn('eu-central-1').renderKeyPolicy().Statement.slice(2);
    expect(use).toMatchObject({ Sid: 'Allow use of the key', Action: ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:DescribeKey'] });
    expect(grants).toEqual(make().keyIn('eu-central-1').renderKeyPolicy().Statement[3]);
    expect(keys().keyIn('eu-west-1').renderKeyPolicy()).toEqual(make().keyIn('eu-west-1').renderKeyPolicy());
    expect([keys().regions, keys().retiredRegions]).toEqual([['eu-west-1'], ['eu-central-1']]);
  });

  test('differs only by its policy', () => {
    const [retired, listed] = [keys(), make()].map((made) => {
      const template = Template.fromStack(Stack.of(made.keyIn('eu-central-1'))).toJSON();
      delete template.Resources.ReplicaKey2E487A43.Properties.KeyPolicy;
      return template;
    });
    expect(retired).toEqual(listed);
  });

  test('follows what is added later', () => {
    const extended = keys();
    extended.addProtectedAccount('333333333333');
    expect(extended.keyIn('eu-central-1').renderKeyPolicy().Statement[2].Principal.AWS).toContain('arn:aws:iam::333333333333:root');
  });

  test('may be the only one', () => {
    expect(make({ regions: [], retiredRegions: ['eu-central-1'] }).keyIn('eu-central-1')).toBeDefined();
  });

  test('stays in the IAM policy of SourceIAMRole', () => {
    expect(keys().protectedRoleStatements()[0].resources).toEqual(['eu-west-1', 'eu-central-1'].map((region) => `arn:aws:kms:${region}:${VAULT}:key/*`));
  });
});

test('all options together give the same bytes under all feature flags', () => {
  const [on, off] = [ALL_FLAGS_ON, ALL_FLAGS_OFF].map((context) => {
    const keys = make(ALL_OPTIONS, new App({ context }));
    return JSON.stringify(Template.fromStack(Stack.of(keys.keyIn('eu-west-1'))).toJSON().Resources.ReplicaKey2E487A43);
  });
  expect(on).toBe(off);
  expect(on).not.toMatch(/Fn::|Ref/);
});

describe('warnings', () => {
  /** Those that the CLI shows: what is annotated above all stacks reaches nobody. */
  const warnings = (keys: VaultReplicaKeys | VaultReplicaKey) => (keys.node.root as App).synth({ force: true }).stacks
    .flatMap(({ messages }) => messages.map(({ entry }) => `${entry.data}`));
  const accounts = (count: number) => Array.from({ length: count }, (_, index) => `${400000000000 + index}`);

  test.each<[string, Partial<VaultReplicaKeysProps>, RegExp]>([
    ['a region that must be opted into', { regions: ['ap-southeast-3'] }, /^region "ap-southeast-3" is an opt-in Region, .*; enable it in every PROTECTED account \[ack: cdk-vault-replica-keys:optInRegion\]$/],
    ['one that is retired', { retiredRegions: ['ap-southeast-3'] }, /cdk-vault-replica-keys:optInRegion/],
    ['many accounts', { protectedAccounts: accounts(101) }, /^more than 100 PROTECTED accounts are listed, .* \[ack: cdk-vault-replica-keys:manyProtectedAccounts\]$/],
  ])('%s brings one', (_what, overrides, warning) => {
    expect(warnings(make(overrides))).toEqual([expect.stringMatching(warning)]);
  });

  test('a policy that is nearly full brings one, by whatever addition', () => {
    const keys = make({ policyId: 'x'.repeat(25_000) });
    expect(warnings(keys)).toEqual([]);
    keys.addToKeyPolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.AccountPrincipal('333333333333')], conditions: { StringEquals: { x: 'x'.repeat(200) } },
    }));
    expect(warnings(keys)).toEqual([expect.stringMatching(/^key policy uses more than 80 % of the limit of 32768 bytes; .* \[ack: cdk-vault-replica-keys:policyNearLimit\]$/)]);
  });

  test('are given once, and can be acknowledged', () => {
    const keys = make({ protectedAccounts: accounts(100) });
    expect(warnings(keys)).toEqual([]);
    for (const account of ['333333333333', '333333333334']) { keys.addProtectedAccount(account); }
    expect(warnings(keys)).toHaveLength(1);
    Annotations.of(keys).acknowledgeWarning('cdk-vault-replica-keys:manyProtectedAccounts');
    expect(warnings(keys)).toEqual([]);
  });

  test('can be acknowledged on the App after the keys are created', () => {
    const app = new App();
    const keys = make({ protectedAccounts: accounts(101) }, app);
    Annotations.of(app).acknowledgeWarning('cdk-vault-replica-keys:manyProtectedAccounts');
    expect(warnings(keys)).toEqual([]);
  });

  test('are also added for a single key', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'ap-southeast-3' } });
    expect(warnings(new VaultReplicaKey(stack, 'Key', { alias: 'x', protectedAccounts: accounts(101) }))).toHaveLength(2);
  });

  test('are not given for the manual\'s example', () => {
    expect(warnings(make())).toEqual([]);
  });
});

describe('adopting keys that exist', () => {
  const ARN = `arn:aws:kms:eu-west-1:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  let directory: string;
  beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'mappings-')); });
  afterEach(() => rmSync(directory, { recursive: true }));

  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] });

  test('writes a mapping for each Region in the keys, and describes the key as it is', () => {
    const keys = make({ rotationPeriod: Duration.days(90), pendingWindow: Duration.days(7) });
    const made = join(directory, 'is', 'made');
    const files = keys.adoptKeys({ directory: made, keys: { 'eu-west-1': { keyArn: ARN, policy } } });
    expect(files).toEqual([join(made, 'ReplicaKeys-eu-west-1.json')]);
    expect(readdirSync(directory)).toEqual([]);
    // A second time, the directory is there.
    for (let time = 0; time < 2; time++) { (keys.node.root as App).synth({ force: true }); }
    expect(JSON.parse(readFileSync(files[0], 'utf8'))).toEqual({
      ReplicaKey2E487A43: { KeyId: '1234abcd-12ab-34cd-56ef-1234567890ab' },
      ReplicaKeyAliasED123300: { AliasName: 'alias/very_secret_key' },
    });
    const properties = (region: string) => Template.fromStack(Stack.of(keys.keyIn(region))).toJSON().Resources.ReplicaKey2E487A43.Properties;
    expect(properties('eu-west-1')).toEqual({ KeyPolicy: JSON.parse(policy) });
    expect(Object.keys(properties('eu-central-1')).sort())
      .toEqual(['Description', 'EnableKeyRotation', 'KeyPolicy', 'PendingWindowInDays', 'RotationPeriodInDays']);
  });

  test.each<[string, Record<string, ExistingKey>, RegExp]>([
    ['a region that is not listed', { 'us-east-1': { keyArn: ARN, policy } }, /^region "us-east-1" has no key in "ReplicaKeys"/],
    ['a key id', { 'eu-west-1': { keyArn: '1234abcd', policy } }, /^keyArn "1234abcd" is not the ARN of a key; write it as the KMS console shows it, "arn:aws:kms:eu-west-1:111111111111:key\/…"$/],
    ['the ARN of an alias', { 'eu-west-1': { keyArn: ARN.replace(/key\/.*/, 'alias/x'), policy } }, /is not the ARN of a key/],
    ['an ARN after something', { 'eu-west-1': { keyArn: `"${ARN}`, policy } }, /is not the ARN of a key/],
    ['an ARN before something', { 'eu-west-1': { keyArn: `${ARN}"`, policy } }, /is not the ARN of a key/],
    ['a key of another region', { 'eu-central-1': { keyArn: ARN, policy } }, /^key ".*" is in account "111111111111" and region "eu-west-1", but must be in account "111111111111" and region "eu-central-1" of the stack; write the ARN of a key there$/],
    ['a key of another account', { 'eu-west-1': { keyArn: ARN.replace(VAULT, PROTECTED), policy } }, /is in account "222222222222"/],
    ['a policy that is none', { 'eu-west-1': { keyArn: ARN, policy: 'default' } }, /^policy of key ".*" is not a key policy; pass the output of "aws kms get-key-policy --key-id arn:.* --policy-name default --query Policy --output text"$/],
    ['a policy without statements', { 'eu-west-1': { keyArn: ARN, policy: '{}' } }, /is not a key policy/],
  ])('refuses %s, and writes nothing', (_what, existing, sentence) => {
    const keys = make();
    expect(() => keys.adoptKeys({ directory: join(directory, 'made'), keys: existing })).toThrow(sentence);
    (keys.node.root as App).synth();
    expect(readdirSync(directory)).toEqual([]);
  });
});
