import { App, Aspects, CfnParameter, CfnResource, Duration, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccountMatching, StackSetDeployment, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole, type VaultReplicaKeyStackSetProps } from '../../src';
import { errorOf, synthesisErrorOf } from '../fixtures/error-of';
import { ALL_FLAGS_OFF, ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { stackSetOf } from '../fixtures/stack-set-of';
import { ALL_OPTIONS, options, PROTECTED, VAULT } from '../fixtures/vault-app';

const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];

function vaultStack(app = new App()): Stack {
  return new Stack(app, 'Vault', { env: { account: VAULT, region: 'us-east-1' } });
}

function make(stack: Stack, overrides: Partial<VaultReplicaKeyStackSetProps> = {}): VaultReplicaKeyStackSet {
  return new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', options({ regions: REGIONS, vaultAccount: undefined, ...overrides }));
}

/** What CloudFormation makes of the template in a region of VAULT: with the region filled in, and of two policies the one. */
function deployedIn(region: string, body: any): any {
  const retired = body.Conditions ? JSON.stringify(body.Conditions).includes(region) : false;
  return JSON.parse(JSON.stringify(body), (_name, value) => {
    if (value?.['Fn::If']) { return value['Fn::If'][retired ? 1 : 2]; }
    return value?.['Fn::Sub']?.replace('${AWS::Region}', region).replace('${AWS::AccountId}', VAULT) ?? value;
  });
}

describe.each([['off', ALL_FLAGS_OFF], ['on', ALL_FLAGS_ON]])('with all feature flags %s', (_state, context) => {
  test.each<[string, Partial<VaultReplicaKeyStackSetProps>]>([
    ['the manual\'s options', {}],
    ['options of the key', { description: 'Backups', rotationPeriod: Duration.days(180), pendingWindow: Duration.days(7), removalPolicy: RemovalPolicy.DESTROY }],
    ['all options', ALL_OPTIONS],
  ])('the template has the resources and outputs of a regional stack, with %s', (_which, overrides) => {
    const stack = vaultStack(new App({ context }));
    const stackSet = make(stack, overrides);
    const regional = new VaultReplicaKeys(new App({ context }), 'ReplicaKeys', options({ regions: REGIONS, ...overrides }));
    for (const region of [...stackSet.regions, ...stackSet.retiredRegions]) {
      const { Description, Resources, Outputs } = Template.fromStack(Stack.of(regional.keyIn(region))).toJSON();
      const { Conditions, ...deployed } = deployedIn(region, stackSetOf(stack).body);
      expect(deployed).toEqual({ Description, Resources, Outputs });
    }
  });
});

test('one resource deploys all regions at once, and tolerates no failure unless told so', () => {
  const stack = vaultStack();
  make(stack);
  expect(Object.values<any>(Template.fromStack(stack).toJSON().Resources).map(({ Type }) => Type)).toEqual(['AWS::CloudFormation::StackSet']);
  expect(stackSetOf(stack).properties).toEqual({
    StackSetName: 'Vault-ReplicaKeys',
    Description: 'AutoBackup replica keys alias/very_secret_key',
    PermissionModel: 'SELF_MANAGED',
    StackInstancesGroup: [{ DeploymentTargets: { Accounts: [{ Ref: 'AWS::AccountId' }] }, Regions: REGIONS }],
    OperationPreferences: {
      RegionConcurrencyType: 'PARALLEL', MaxConcurrentPercentage: 100, FailureTolerancePercentage: 0, ConcurrencyMode: 'SOFT_FAILURE_TOLERANCE',
    },
    ManagedExecution: { Active: true },
    Capabilities: ['CAPABILITY_IAM'],
  });
});

test('the template needs no bootstrapping and no asset', () => {
  const stack = vaultStack();
  make(stack);
  expect(Object.keys(stackSetOf(stack).body).sort()).toEqual(['Description', 'Outputs', 'Resources']);
  expect(Object.keys((stack.node.root as App).synth().stacks)).toHaveLength(1);
});

describe('the deployment', () => {
  test('accepts roles by name, and other accounts', () => {
    const stack = vaultStack();
    make(stack, {
      administrators: [],
      deployment: StackSetDeployment.selfManaged({ accounts: ['333333333333'], administrationRoleName: 'Admin', executionRoleName: 'Execution' }),
      stackSetName: 'Keys',
      failureTolerancePercentage: 100,
    });
    const { properties, body } = stackSetOf(stack);
    expect(properties).toMatchObject({
      StackSetName: 'Keys',
      AdministrationRoleARN: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':role/Admin']] },
      ExecutionRoleName: 'Execution',
      StackInstancesGroup: [{ DeploymentTargets: { Accounts: ['333333333333'] } }],
      OperationPreferences: { FailureTolerancePercentage: 100 },
    });
    expect(JSON.stringify(body)).toContain('arn:aws:iam::333333333333:root');
  });

  test('by units reaches joining accounts in addition to those listed, if asked to, and then no policy names one account', () => {
    const stack = vaultStack();
    const deployment = StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'], accounts: ['333333333333'], autoDeployment: true });
    make(stack, { administrators: [], deployment });
    const { properties, body } = stackSetOf(stack);
    expect(properties.AutoDeployment).toEqual({ Enabled: true, RetainStacksOnAccountRemoval: true });
    expect(properties.StackInstancesGroup[0].DeploymentTargets.Accounts).toEqual(['333333333333']);
    expect(JSON.stringify(body)).not.toContain('333333333333');
  });

  test('by units leaves the VAULT account to where it is deployed, unless it is given', () => {
    const stack = vaultStack();
    make(stack, { administrators: [], deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }) });
    const { properties, body } = stackSetOf(stack);
    expect(properties).toMatchObject({
      PermissionModel: 'SERVICE_MANAGED',
      StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: ['ou-f6g7-h8i9j0k1'] }, Regions: REGIONS }],
      AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
    });
    expect(properties).not.toHaveProperty('CallAs');
    const root = body.Resources.ReplicaKey2E487A43.Properties.KeyPolicy.Statement[0].Principal.AWS;
    expect(root).toEqual({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' });
  });

  test('by units accepts an account filter, and a delegated administrator', () => {
    const stack = vaultStack();
    make(stack, {
      administrators: [],
      deployment: StackSetDeployment.serviceManaged({
        organizationalUnits: ['r-f6g7'], accounts: ['333333333333'], delegatedAdministrator: true,
      }),
    });
    const { properties, body } = stackSetOf(stack);
    expect(properties).toMatchObject({
      CallAs: 'DELEGATED_ADMIN',
      AutoDeployment: { Enabled: false },
      StackInstancesGroup: [{ DeploymentTargets: { OrganizationalUnitIds: ['r-f6g7'], Accounts: ['333333333333'], AccountFilterType: 'INTERSECTION' } }],
    });
    expect(JSON.stringify(body)).toContain('arn:aws:iam::333333333333:root');
  });
});

test('a retired region is in the StackSet, and gets its policy where it is deployed', () => {
  const stack = vaultStack();
  make(stack, { regions: ['eu-west-1'], retiredRegions: ['eu-central-1', 'us-east-1'] });
  const { properties, body } = stackSetOf(stack);
  expect(properties.StackInstancesGroup[0].Regions).toEqual(['eu-west-1', 'eu-central-1', 'us-east-1']);
  expect(body.Conditions.Retired).toEqual({
    'Fn::Or': ['eu-central-1', 'us-east-1'].map((region) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] })),
  });
});

test('what is added later reaches the template', () => {
  const stack = vaultStack();
  const keys = make(stack);
  keys.addProtectedAccount('333333333333');
  keys.addAdministrator(new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/KeyAdmin`));
  keys.addToKeyPolicy(new iam.PolicyStatement({
    sid: 'Auditors', principals: [new iam.AccountPrincipal('444444444444')], actions: ['kms:DescribeKey'], resources: ['*'],
  }));
  const { Statement } = stackSetOf(stack).body.Resources.ReplicaKey2E487A43.Properties.KeyPolicy;
  expect(Statement[1].Principal.AWS).toContain(`arn:aws:iam::${VAULT}:role/KeyAdmin`);
  expect(Statement[2].Principal.AWS).toContain('arn:aws:iam::333333333333:root');
  expect(Statement[4]).toMatchObject({ Sid: 'Auditors', Principal: { AWS: 'arn:aws:iam::444444444444:root' } });
});

test('tags and aspects reach the keys', () => {
  const app = new App();
  const stack = vaultStack(app);
  make(stack);
  Tags.of(app).add('team', 'backup');
  const seen: string[] = [];
  Aspects.of(app).add({ visit: (node) => { if (node instanceof CfnResource) { seen.push(node.cfnResourceType); } } });
  expect(stackSetOf(stack).body.Resources.ReplicaKey2E487A43.Properties.Tags).toEqual([{ Key: 'team', Value: 'backup' }]);
  expect(seen).toContain('AWS::KMS::Alias');
});

test('a VAULT role of the same app is deployed before', () => {
  const app = new App();
  const base = new Stack(app, 'Base', { env: { account: VAULT, region: 'us-east-1' } });
  const stack = vaultStack(app);
  make(stack, { vaultRole: VaultRole.fromRole(new iam.Role(base, 'Role', { roleName: 'Copier', assumedBy: new iam.AccountRootPrincipal() })) });
  expect(JSON.stringify(stackSetOf(stack).body)).toContain(`arn:aws:iam::${VAULT}:role/Copier`);
  expect(stack.dependencies.map(({ node }) => node.path)).toEqual(['Base']);
});

test('in a Stage its name contains the name of the Stage', () => {
  const stack = new Stack(new Stage(new App(), 'Prod', { env: { account: VAULT, region: 'us-east-1' } }), 'Vault');
  make(stack);
  expect(stackSetOf(stack).properties.StackSetName).toBe('Prod-Vault-ReplicaKeys');
});

test('what IAM policies of SourceIAMRole must allow is the same as for regional stacks', () => {
  const regional = new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ regions: REGIONS }));
  const json = (keys: VaultReplicaKeys | VaultReplicaKeyStackSet) => keys.protectedRoleStatements().map((statement) => statement.toStatementJson());
  expect(json(make(vaultStack()))).toEqual(json(regional));
});

describe('bad input', () => {
  const accounts = Array.from({ length: 400 }, (_, index) => `${400000000000 + index}`);
  const units = (...organizationalUnits: string[]) => () => StackSetDeployment.serviceManaged({ organizationalUnits });

  test.each<[string, Partial<VaultReplicaKeyStackSetProps>, RegExp]>([
    ['a name with an underscore', { stackSetName: 'replica_keys' }, /^stackSetName "replica_keys" contains the character "_", but CloudFormation accepts only ASCII letters, digits and hyphens; set another stackSetName$/],
    ['a name that is too long', { stackSetName: 'x'.repeat(129) }, /has 129 characters/],
    ['a name that is empty', { stackSetName: '' }, /^stackSetName "" is empty, but CloudFormation requires a name; set another stackSetName$/],
    ['a tolerance over 100', { failureTolerancePercentage: 101 }, /^failureTolerancePercentage is 101, but must be a whole number from 0 to 100/],
    ['a tolerance below 0', { failureTolerancePercentage: -1 }, /^failureTolerancePercentage is -1, but/],
    ['half a percent', { failureTolerancePercentage: 0.5 }, /^failureTolerancePercentage is 0.5/],
    ['no region', { regions: [] }, /^regions is empty/],
    ['an unknown region', { regions: ['eu-wset-1'] }, /write "eu-west-1"/],
    ['a reserved alias', { alias: 'aws/ebs' }, /is reserved for AWS managed keys/],
    ['VAULT as PROTECTED', { protectedAccounts: [VAULT] }, /is the VAULT account \(from the env of stack "Vault"\), to which/],
    ['VAULT by vaultAccount as PROTECTED', { vaultAccount: VAULT, protectedAccounts: [VAULT] }, /is the VAULT account, to which/],
  ])('%s is refused', (_what, overrides, sentence) => {
    expect(errorOf(() => make(vaultStack(), overrides))).toMatch(sentence);
  });

  test('a path that makes no name is refused, with the character', () => {
    expect(errorOf(() => new VaultReplicaKeyStackSet(vaultStack(), 'Replica Keys', options({ vaultAccount: undefined }))))
      .toBe('StackSet name "Vault-Replica Keys", which is the path of "Vault/Replica Keys", contains the character " ", but CloudFormation accepts only ASCII letters, digits and hyphens; set stackSetName, or change the construct ids');
  });

  test('a tolerance that is known only during deployment is not judged', () => {
    const stack = vaultStack();
    make(stack, { failureTolerancePercentage: new CfnParameter(stack, 'Tolerance', { type: 'Number' }).valueAsNumber });
    expect(stackSetOf(stack).properties.OperationPreferences.FailureTolerancePercentage).toEqual({ Ref: 'Tolerance' });
  });

  test.each<[string, () => StackSetDeployment, RegExp]>([
    ['no unit', units(), /^organizationalUnits is empty, so the StackSet would create no stack; list units, "ou-…", or the root, "r-…"$/],
    ['a unit by its name', units('Production'), /^organizational unit "Production" is not the id of a unit or of a root; write it as AWS Organizations shows it, such as "ou-f6g7-h8i9j0k1"$/],
    ['a unit by its path', units('o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1'), /^organizational unit "o-a1b2c3d4e5\/r-f6g7\/ou-f6g7-h8i9j0k1" is not the id/],
    ['all of a unit', units('ou-f6g7-h8i9j0k1/*'), /^organizational unit "ou-f6g7-h8i9j0k1\/\*" is not the id/],
    ['no account', () => StackSetDeployment.selfManaged({ accounts: [] }), /^accounts is empty/],
    ['an account that is none', () => StackSetDeployment.selfManaged({ accounts: ['1111'] }), /^account "1111" is not an account id/],
    ['an ARN as role', () => StackSetDeployment.selfManaged({ executionRoleName: `arn:aws:iam::${VAULT}:role/x` }), /^executionRoleName ".*" is an ARN, not a role name; write only the name$/],
    ['a path as role', () => StackSetDeployment.selfManaged({ administrationRoleName: 'a/b' }), /^administrationRoleName "a\/b" has a path, which is not part of a role name; write only the name$/],
  ])('a deployment with %s is refused', (_what, deployment, sentence) => {
    expect(errorOf(deployment)).toMatch(sentence);
  });

  test('a scope without a stack is refused', () => {
    expect(errorOf(() => new VaultReplicaKeyStackSet(new App(), 'ReplicaKeys', options({ regions: REGIONS }))))
      .toBe('"ReplicaKeys" is in no Stack, but a StackSet is a resource of a stack; put it in a Stack');
  });

  test('no PROTECTED account is refused at synthesis', () => {
    const app = new App();
    make(vaultStack(app), { protectedAccounts: [] });
    expect(synthesisErrorOf(app)).toMatch(/^protectedAccounts is empty/);
  });

  test('one alias twice in an account and region is refused, of two StackSets', () => {
    const app = new App();
    const stack = vaultStack(app);
    make(stack, { regions: ['eu-west-1', 'us-east-1'] });
    new VaultReplicaKeyStackSet(stack, 'Others', options({ regions: ['us-west-2'], retiredRegions: ['us-east-1'] }));
    new VaultReplicaKeyStackSet(stack, 'Elsewhere', options({ regions: ['eu-north-1'] }));
    new VaultReplicaKeyStackSet(stack, 'OtherAlias', options({ regions: ['eu-west-1'], alias: 'x' }));
    expect(synthesisErrorOf(app))
      .toBe(`alias "alias/very_secret_key" exists twice in account "${VAULT}" and region "us-east-1", in the StackSets "Vault/Others" and "Vault/ReplicaKeys", but must be unique there; set another alias for one of them`);
  });

  test('of two StackSets with several regions in common, one sentence says it', () => {
    const app = new App();
    const stack = vaultStack(app);
    make(stack);
    new VaultReplicaKeyStackSet(stack, 'Others', options({ regions: REGIONS }));
    expect(synthesisErrorOf(app).match(/exists twice/g)).toHaveLength(1);
  });

  test('StackSets of two VAULT accounts may have the same alias', () => {
    const app = new App();
    make(vaultStack(app));
    make(new Stack(app, 'Another', { env: { account: '333333333333', region: 'us-east-1' } }), { administrators: [] });
    expect(() => app.synth()).not.toThrow();
  });

  test('regional stacks may have the same alias, for the time of a move', () => {
    const app = new App();
    make(vaultStack(app));
    new VaultReplicaKeys(app, 'ReplicaKeys', options());
    expect(() => app.synth()).not.toThrow();
  });

  test('a template may fill the limit of CloudFormation to the last byte', () => {
    const made = (characters: number) => {
      const app = new App();
      const stack = vaultStack(app);
      make(stack, { retiredRegions: ['us-east-2'], protectedAccounts: accounts.slice(0, 350), description: 'x'.repeat(characters) });
      return { app, stack };
    };
    const filler = 51_201 - stackSetOf(made(1).stack).bytes;
    expect(stackSetOf(made(filler).stack).bytes).toBe(51_200);
    expect(errorOf(() => made(filler + 1).app.synth())).toMatch(/template of "Vault\/ReplicaKeys" has 51201 bytes/);
  });

  test('an asset is refused, whoever adds it', () => {
    const stack = vaultStack();
    const { synthesizer } = make(stack).node.findChild('Template') as Stack;
    expect(errorOf(() => synthesizer.addFileAsset({ sourceHash: 'x' })))
      .toBe('template of "Vault/ReplicaKeys" has a file asset, but an asset needs a bucket in every account and Region; remove the asset from stack "Vault/ReplicaKeys/Template"');
    expect(errorOf(() => synthesizer.addDockerImageAsset({ sourceHash: 'x' })))
      .toBe('template of "Vault/ReplicaKeys" has a Docker image asset, but an asset needs a repository in every account and Region; remove the asset from stack "Vault/ReplicaKeys/Template"');
  });

  test('a template that is too large is refused at synthesis, with the options that need less', () => {
    const retiredRegions = ['us-east-2'];
    const app = new App();
    make(vaultStack(app), { retiredRegions, protectedAccounts: accounts });
    expect(errorOf(() => app.synth())).toMatch(/template of "Vault\/ReplicaKeys" has 5\d{4} bytes, but the limit without a bucket is 51200; set accountMatching to AccountMatching\.CALLER_ACCOUNT, or set protectedOrganization, either of which makes the key policy smaller/);
    const smaller = vaultStack();
    make(smaller, { retiredRegions, protectedAccounts: accounts, accountMatching: AccountMatching.CALLER_ACCOUNT });
    expect(stackSetOf(smaller).bytes).toBeLessThan(51_200);
  });

  test('the IAM policy of SourceIAMRole cannot name a VAULT account that is not known', () => {
    const keys = make(vaultStack(), { administrators: [], deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'] }) });
    expect(errorOf(() => keys.protectedRoleStatements()))
      .toBe('the VAULT account is known only during deployment, and a policy in another account cannot refer to it; set vaultAccount, or set env.account of the stack of the key');
  });

  test('PROTECTED is not treated as VAULT if the account is known only during deployment', () => {
    expect(() => make(vaultStack(), { administrators: [], protectedAccounts: [PROTECTED], deployment: units('r-f6g7')() })).not.toThrow();
  });
});
