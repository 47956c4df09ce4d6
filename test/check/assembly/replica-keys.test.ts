import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aws, CfnParameter, CfnResource, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { CodePipeline, CodePipelineSource, ShellStep } from 'aws-cdk-lib/pipelines';
import { StackSetDeployment, VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, ViaService, VaultRole } from '../../../src';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import type { ReplicaKeySet } from '../../../src/check/expectation';
import { errorOf } from '../../fixtures/error-of';
import { manualKeyPolicy } from '../../fixtures/manual';
import { PLACES, stackIn } from '../../fixtures/places';
import { ADMINISTRATOR, ALL_OPTIONS, BREAK_GLASS, options, ORGANIZATION, PATTERN, PROTECTED, UNIT, VAULT } from '../../fixtures/vault-app';

const OTHER_VAULT = '444444444444';

const IN_PIPELINE: (typeof PLACES)[number] = ['a Stage that a pipeline deploys to another account', (app) => {
  const home = new Stack(app, 'Pipeline', { env: { account: '333333333333', region: 'us-west-2' } });
  const input = CodePipelineSource.connection('example/vault', 'main', { connectionArn: 'arn:aws:codestar-connections:us-west-2:333333333333:connection/x' });
  const pipeline = new CodePipeline(home, 'Pipeline', { crossAccountKeys: true, synth: new ShellStep('Synth', { input, commands: ['npx cdk synth'] }) });
  const scope = new Stage(app, 'Prod', { env: { account: VAULT, region: 'eu-west-1' } });
  return { scope, done: () => { pipeline.addStage(scope); } };
}];

function setsIn(app: App, given = {}): readonly ReplicaKeySet[] {
  return readAssembly(app.synth().directory, given).replicaKeys;
}

/** The manual's policy without its Id, which the library gives where an option says so. */
function manualPolicy(vaultAccount = VAULT, partition = 'aws'): unknown {
  const { Id, ...policy } = manualKeyPolicy({ vaultAccount, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED }, partition);
  return policy;
}

describe('VaultReplicaKeys', () => {
  test('are one set with the policy of the manual in each region', () => {
    const app = new App();
    new VaultReplicaKeys(app, 'ReplicaKeys', options());
    const key = (region: string) => ({
      region,
      retired: false,
      resource: { stackName: `ReplicaKeys-${region}`, logicalId: 'ReplicaKey2E487A43', path: `ReplicaKeys/${region}` },
      policy: manualPolicy(),
    });
    const { directory } = app.synth();
    expect(readAssembly(directory)).toEqual({
      assembly: directory,
      replicaKeys: [{
        alias: 'alias/very_secret_key',
        partition: 'aws',
        vaultAccount: VAULT,
        vaultRole: { arn: `arn:aws:iam::${VAULT}:role/BackupIAMRole`, lateBound: false },
        protectedAccounts: [PROTECTED],
        services: [],
        administrators: [ADMINISTRATOR],
        breakGlass: [],
        keys: [key('eu-west-1'), key('eu-central-1')],
      }],
      sourceKeys: [],
      addedStatements: [],
      notSaid: [],
    });
  });

  test('say what all options say, and which region is retired', () => {
    const app = new App();
    const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options(ALL_OPTIONS));
    expect(setsIn(app)).toEqual([{
      alias: 'alias/very_secret_key',
      partition: 'aws',
      vaultAccount: VAULT,
      vaultRole: { arn: `arn:aws:iam::${VAULT}:role/BackupIAMRole`, lateBound: true },
      protectedAccounts: [PROTECTED],
      organization: { id: ORGANIZATION, paths: [UNIT] },
      protectedRoleName: 'SourceIAMRole',
      services: ['ec2'],
      administrators: [ADMINISTRATOR, PATTERN],
      breakGlass: [BREAK_GLASS],
      keys: [
        expect.objectContaining({ region: 'eu-west-1', retired: false, policy: keys.keyIn('eu-west-1').renderKeyPolicy() }),
        expect.objectContaining({ region: 'eu-central-1', retired: true, policy: keys.keyIn('eu-central-1').renderKeyPolicy() }),
      ],
    }]);
  });

  test('say what is added after they are constructed', () => {
    const app = new App();
    const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options());
    keys.addProtectedAccount('333333333333');
    keys.addAdministrator(new iam.ArnPrincipal(BREAK_GLASS));
    keys.keyIn('eu-west-1').key.grantDecrypt(new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Reader`));
    const [set] = setsIn(app);
    expect(set.protectedAccounts).toEqual([PROTECTED, '333333333333']);
    expect(set.administrators).toEqual([BREAK_GLASS, ADMINISTRATOR]);
    expect(set.keys.map(({ policy }) => policy!.Statement.length)).toEqual([5, 4]);
    expect(set.keys[0].policy!.Statement[4].Principal).toEqual({ AWS: `arn:aws:iam::${VAULT}:role/Reader` });
  });

  test('that are adopted have the policy that the keys had, as a list of statements', () => {
    const app = new App();
    const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: VAULT }, Action: 'kms:*', Resource: '*' } };
    const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options());
    const keyArn = `arn:aws:kms:eu-west-1:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    keys.adoptKeys({ directory: mkdtempSync(join(tmpdir(), 'mappings-')), keys: { 'eu-west-1': { keyArn, policy: JSON.stringify(policy) } } });
    expect(setsIn(app)[0].keys[0].policy).toEqual({ ...policy, Statement: [policy.Statement] });
  });

  test.each([...PLACES.filter(([where]) => !where.includes('Pipelines')), IN_PIPELINE])('are found in %s', (_where, surround) => {
    const stack = stackIn(surround, (scope) => {
      new VaultReplicaKeys(scope, 'ReplicaKeys', options());
      // Newer CDKs warn of a stack without resources.
      new CfnResource(scope, 'Topic', { type: 'AWS::SNS::Topic' });
    });
    const [set, ...others] = setsIn(stack.node.root as App);
    expect(others).toEqual([]);
    expect(set.keys.map(({ region, resource }) => [region, resource!.path])).toEqual([
      ['eu-west-1', expect.stringMatching(/\/ReplicaKeys\/eu-west-1$/)], ['eu-central-1', expect.stringMatching(/\/ReplicaKeys\/eu-central-1$/)],
    ]);
    expect(set.keys[0].policy).toEqual(manualPolicy());
  });

  test('of several aliases, VAULT accounts and PROTECTED accounts are sets of their own', () => {
    const app = new App();
    new VaultReplicaKeys(app, 'One', options());
    new VaultReplicaKeys(app, 'Two', options({ alias: 'other' }));
    new VaultReplicaKeys(new Stage(app, 'Prod'), 'Three', options({ vaultAccount: OTHER_VAULT, administrators: [] }));
    new VaultReplicaKeys(app, 'Four', options({ regions: ['us-east-1'], protectedAccounts: ['333333333333'] }));
    const sets = setsIn(app).map(({ alias, vaultAccount, protectedAccounts, keys }) => [alias, vaultAccount, protectedAccounts, keys.length]);
    expect(sets.sort()).toEqual([
      ['alias/other', VAULT, [PROTECTED], 2],
      ['alias/very_secret_key', VAULT, [PROTECTED], 2],
      ['alias/very_secret_key', VAULT, ['333333333333'], 1],
      ['alias/very_secret_key', OTHER_VAULT, [PROTECTED], 2],
    ]);
  });

  test.each([['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-iso', 'us-iso-east-1']])('are in the partition %s', (partition, region) => {
    const app = new App();
    new VaultReplicaKeys(app, 'ReplicaKeys', options({ regions: [region], administrators: [] }));
    const [set] = setsIn(app);
    expect([set.partition, set.vaultRole.arn]).toEqual([partition, `arn:${partition}:iam::${VAULT}:role/BackupIAMRole`]);
  });
});

describe('VaultReplicaKey', () => {
  const given = { alias: 'x', protectedAccounts: [PROTECTED], viaServices: [ViaService.EBS] };

  test.each([
    ['account and region', { vaultAccount: VAULT, regions: ['eu-west-1'] }, {}],
    ['region', { regions: ['eu-west-1'] }, { account: VAULT }],
    ['account', { vaultAccount: VAULT }, { region: 'eu-west-1' }],
  ])('in a stack for any %s has the policy of where it is deployed', (_what, said, env) => {
    const app = new App();
    const vaultRole = VaultRole.fromRoleArn(`arn:aws:iam::${Aws.ACCOUNT_ID}:role/x/Copier`);
    new VaultReplicaKey(new Stack(app, 'Vault', { env }), 'ReplicaKey', { ...given, vaultRole });
    const there = new VaultReplicaKey(new Stack(new App(), 'Vault', { env: { account: VAULT, region: 'eu-west-1' } }), 'ReplicaKey', {
      ...given, vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/x/Copier`),
    });
    expect(setsIn(app, said)).toEqual([expect.objectContaining({
      vaultAccount: VAULT,
      vaultRole: { arn: `arn:aws:iam::${VAULT}:role/x/Copier`, lateBound: false },
      keys: [{ region: 'eu-west-1', retired: false, resource: { stackName: 'Vault', logicalId: 'ReplicaKey2E487A43' }, policy: there.renderKeyPolicy() }],
    })]);
  });

  test('in a stack for any region is in each that the command line says', () => {
    const app = new App();
    new VaultReplicaKey(new Stack(app, 'Vault'), 'ReplicaKey', given);
    const [{ keys }] = setsIn(app, { vaultAccount: VAULT, regions: ['eu-west-1', 'us-east-1'] });
    expect(keys.map(({ region, policy }) => [region, JSON.stringify(policy).includes(`"ec2.${region}.amazonaws.com"`)])).toEqual([['eu-west-1', true], ['us-east-1', true]]);
  });

  test('in China has ARNs of China, where the stack does not say its region', () => {
    const app = new App();
    new VaultReplicaKey(new Stack(app, 'Vault'), 'ReplicaKey', { alias: 'x', protectedAccounts: [PROTECTED] });
    const [set] = setsIn(app, { vaultAccount: VAULT, regions: ['cn-north-1'] });
    const { Statement: [root, ...users] } = manualPolicy(VAULT, 'aws-cn') as any;
    expect(set.partition).toBe('aws-cn');
    expect(set.keys[0].policy!.Statement).toEqual([root, ...users.slice(1)]);
  });

  test('in a stack for any account or region is refused without them', () => {
    const app = new App();
    new VaultReplicaKey(new Stack(app, 'Vault'), 'ReplicaKey', given);
    expect(errorOf(() => setsIn(app))).toBe('account of stack "Vault" is not in the cloud assembly, because it has no env; specify "--vault-account", or set the env of the stack');
    expect(errorOf(() => setsIn(app, { vaultAccount: VAULT }))).toBe('region of stack "Vault" is not in the cloud assembly, because the stack has no env; specify "--regions", or set the env of the stack');
  });

  test('in a nested stack has its policy, and no resource that could be looked up', () => {
    const app = new App();
    const nested = new NestedStack(new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } }), 'Nested');
    new VaultReplicaKey(nested, 'ReplicaKey', { alias: 'x', protectedAccounts: [PROTECTED], administrators: [new iam.ArnPrincipal(ADMINISTRATOR)] });
    expect(setsIn(app)[0].keys).toEqual([{ region: 'eu-west-1', retired: false, policy: manualPolicy() }]);
  });

  test('shows a role of the app by its ARN where it has a name, and else as known at deployment only', () => {
    const app = new App();
    const stack = new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
    const { key } = new VaultReplicaKey(stack, 'ReplicaKey', given);
    for (const role of [
      new iam.Role(stack, 'Named', { roleName: 'Reader', path: '/x/', assumedBy: new iam.AccountRootPrincipal() }),
      new iam.Role(stack, 'Unnamed', { assumedBy: new iam.AccountRootPrincipal() }),
    ]) { key.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['kms:Decrypt'], resources: ['*'] })); }
    const statements = setsIn(app)[0].keys[0].policy!.Statement.slice(-2);
    expect(statements.map(({ Principal }) => Principal)).toEqual([
      { AWS: `arn:aws:iam::${VAULT}:role/x/Reader` }, { AWS: { 'Fn::GetAtt': [expect.stringMatching(/^Unnamed/), 'Arn'] } },
    ]);
  });

  test('under an alias that is known at deployment only is refused', () => {
    const app = new App();
    const stack = new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
    new VaultReplicaKey(stack, 'ReplicaKey', { ...given, alias: new CfnParameter(stack, 'Alias').valueAsString });
    expect(errorOf(() => setsIn(app))).toMatch(/^alias of "Vault\/ReplicaKey" is known at deployment only; specify "--alias", /);
  });
});

describe('VaultReplicaKeyStackSet', () => {
  const HOME = { account: VAULT, region: 'us-east-1' };
  const REGIONS = { regions: ['eu-west-1'], retiredRegions: ['eu-central-1', 'us-west-2'] };

  function stackSetIn(app: App, overrides: object, env: object | undefined = HOME): void {
    new VaultReplicaKeyStackSet(new Stack(app, 'Home', { env }), 'Keys', options({ ...REGIONS, vaultAccount: undefined, administrators: [], ...overrides }));
  }

  test.each<[string, object]>([['few options', {}], ['all options but administrators', { ...ALL_OPTIONS, ...REGIONS, breakGlassPrincipals: [], administratorPatterns: [] }]])(
    'has the policies that VaultReplicaKeys have in each region, with %s', (_what, overrides) => {
      const [one, other] = [new App(), new App()];
      stackSetIn(one, overrides);
      new VaultReplicaKeys(other, 'Keys', options({ ...REGIONS, administrators: [], ...overrides }));
      const [set] = setsIn(one);
      const [expected] = setsIn(other);
      expect(set).toEqual({ ...expected, keys: expected.keys.map(({ resource, ...key }) => key) });
      expect(set.keys.map(({ region, retired }) => [region, retired])).toEqual([['eu-west-1', false], ['eu-central-1', true], ['us-west-2', true]]);
    });

  test.each<[string, object, object | undefined, object, string[]]>([
    ['that of its stack', {}, HOME, {}, [VAULT]],
    ['that of the command line, in a stack for any account', {}, {}, { vaultAccount: VAULT }, [VAULT]],
    ['that of vaultAccount', { vaultAccount: OTHER_VAULT }, HOME, {}, [OTHER_VAULT]],
    ['each of a self-managed deployment', { deployment: StackSetDeployment.selfManaged({ accounts: [VAULT, OTHER_VAULT] }) }, HOME, {}, [VAULT, OTHER_VAULT]],
    ['each of a service-managed deployment to listed accounts', {
      deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'], accounts: [OTHER_VAULT] }),
    }, HOME, {}, [OTHER_VAULT]],
    ['that of the command line, for organizational units', {
      deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }),
    }, HOME, { vaultAccount: OTHER_VAULT }, [OTHER_VAULT]],
  ])('has as VAULT account %s', (_which, overrides, env, given, expected) => {
    const app = new App();
    stackSetIn(app, overrides, env);
    const sets = setsIn(app, given);
    expect(sets.map(({ vaultAccount }) => vaultAccount)).toEqual(expected);
    for (const { vaultAccount, keys } of sets) {
      const { Statement: [root, , ...users] } = manualPolicy(vaultAccount) as any;
      expect(keys[0].policy!.Statement).toEqual([root, ...users]);
    }
  });

  test('for organizational units is refused without the account', () => {
    const app = new App();
    stackSetIn(app, { deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }) });
    expect(errorOf(() => setsIn(app))).toBe('account of "Home/Keys" is not in the cloud assembly, because it has no env; specify "--vault-account", or set the env of the stack');
  });
});

describe('what the command line chooses', () => {
  const app = new App();
  new VaultReplicaKeys(app, 'One', options());
  new VaultReplicaKeys(app, 'Two', options({ alias: 'other', vaultAccount: OTHER_VAULT, administrators: [] }));
  const { directory } = app.synth();
  const chosen = (given: object) => readAssembly(directory, given).replicaKeys.map(({ alias, keys }) => [alias, ...keys.map(({ region }) => region)]);

  test.each<[object, string[][]]>([
    [{ regions: [] }, [['alias/very_secret_key', 'eu-west-1', 'eu-central-1'], ['alias/other', 'eu-west-1', 'eu-central-1']]],
    [{ alias: 'other' }, [['alias/other', 'eu-west-1', 'eu-central-1']]],
    [{ alias: 'alias/very_secret_key', regions: ['eu-central-1'] }, [['alias/very_secret_key', 'eu-central-1']]],
    [{ vaultAccount: OTHER_VAULT }, [['alias/other', 'eu-west-1', 'eu-central-1']]],
  ])('%j are these keys', (given, expected) => expect(chosen(given)).toEqual(expected));

  test.each([
    [{ alias: 'othr' }, 'alias "alias/othr" has no replica keys in the cloud assembly; set "--alias" to "alias/very_secret_key" or "alias/other", or leave it out'],
    [{ vaultAccount: '999999999999' }, `VAULT account "999999999999" has no replica keys in the cloud assembly; set "--vault-account" to "${VAULT}" or "${OTHER_VAULT}", or leave it out`],
    [{ regions: ['eu-west-1', 'eu-west-2'] }, 'region "eu-west-2" has no replica key in the cloud assembly; set "--regions" to some of "eu-west-1" and "eu-central-1", or leave it out'],
  ])('%j is refused', (given, sentence) => expect(errorOf(() => chosen(given))).toBe(sentence));
});
