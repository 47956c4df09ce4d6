import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CloudFormationStackArtifact, type CloudArtifact } from 'aws-cdk-lib/cx-api';
import type { IConstruct } from 'constructs';
import { readArguments, USAGE } from '../../examples/demo/arguments';
import { MANUAL_EXAMPLE, type VaultAppOptions } from '../../examples/demo/manual-example';
import { report } from '../../examples/demo/report';
import { addSample } from '../../examples/demo/sample';
import { VAULT_ACCOUNT } from '../../examples/demo/vault-app';
import { UsageError } from '../../src/check/usage-error';
import { merge } from '../../src/key-policy-statements/handler/policy/merge';
import { ownedStatements } from '../../src/key-policy-statements/handler/policy/owner';
import { actorsOfProtectedKey, actorsOfVaultKey, matrixFrom, matrixOf, policyOf, type Accounts } from '../access/matrix';

const ROOT = join(__dirname, '../..');

function run(options: VaultAppOptions, paint = (_color: string, text: string) => text): string[] {
  const app = new App();
  const sample = addSample(app, options);
  return report(sample, app.synth(), paint);
}

/** The handler is tested by itself, and would make a snapshot that nobody reads. */
function withoutCode(template: any): any {
  return JSON.parse(JSON.stringify(template), (name, value) => name === 'ZipFile' ? 'the handler' : value);
}

test('the templates of the sample vault app', () => {
  const app = new App();
  addSample(app, MANUAL_EXAMPLE);
  const { stacks } = app.synth();
  const names = (artifacts: CloudArtifact[]) => artifacts
    .flatMap((artifact) => artifact instanceof CloudFormationStackArtifact ? [artifact.stackName] : []);
  expect(names(stacks)).toEqual(['VaultRole', 'ProtectedKeys', 'ReplicaKeys-eu-central-1', 'ReplicaKeys-eu-west-1']);
  for (const { stackName, template, dependencies } of stacks) {
    expect(names(dependencies)).toEqual(stackName === 'VaultRole' ? [] : ['VaultRole']);
    expect(withoutCode(template)).toMatchSnapshot(stackName);
  }
});

describe('the report', () => {
  test('shows each region, and one matrix where all are alike', () => {
    const lines = run(MANUAL_EXAMPLE);
    for (const region of MANUAL_EXAMPLE.regions) {
      expect(lines.join('\n')).toMatch(new RegExp(`^${region}
  stack     ReplicaKeys-${region}
  alias     alias/very_secret_key
  policy    1142 of 32768 bytes \\(3 %\\)
  template  ReplicaKeys\\w+\\.template\\.json$`, 'm'));
    }
    expect(lines.filter((line) => line.startsWith('VAULT role'))).toEqual([
      'VAULT role                 yes     yes         no           no          no',
      // The key of PROTECTED, before and after.
      'VAULT role, IAM allows     no      no          no           no          no',
      'VAULT role, no IAM         no      no          no           no          no',
      'VAULT role, IAM allows     yes     yes         no           no          no',
      'VAULT role, no IAM         no      no          no           no          no',
    ]);
    expect(lines).toContain('third account, all IAM     no      no          no           no          no');
    expect(lines.at(-1)).toBe('  very_secret_key');
  });

  test('says what a policy engine says of the policies in the templates', async () => {
    const app = new App();
    const { keys, access, protectedAccount, protectedKeys: [arn] } = addSample(app, MANUAL_EXAMPLE);
    const assembly = app.synth();
    const resources = (scope: IConstruct): any[] => Object.values(assembly.getStackByName(Stack.of(scope).stackName).template.Resources);
    const accounts: Accounts = { partition: 'aws', vault: VAULT_ACCOUNT, protected: protectedAccount };
    const [region] = keys.regions;
    const { Properties: { KeyPolicy } } = resources(keys.keyIn(region)).find(({ Type }) => Type === 'AWS::KMS::Key');
    const { Properties: { Statements } } = resources(access).find(({ Properties }) => Properties.Key === arn);
    const before = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${protectedAccount}:root` }, Action: 'kms:*', Resource: '*' }],
    };
    const actors = actorsOfProtectedKey(accounts, policyOf(access.vaultRoleStatements()));
    const expected = await Promise.all([
      matrixOf(
        { arn: `arn:aws:kms:${region}:${VAULT_ACCOUNT}:key/x`, policy: KeyPolicy, alias: keys.aliasName },
        actorsOfVaultKey(accounts, policyOf(keys.protectedRoleStatements())),
      ),
      matrixOf({ arn, policy: before, alias: '' }, actors),
      matrixOf({ arn, policy: merge(before, { owner: 'Access-', statements: ownedStatements('Access-', Statements) }), alias: '' }, actors),
    ]);
    const paragraphs = report({ keys, access, protectedAccount, protectedKeys: [arn] }, assembly, (_color, text) => text).join('\n').split('\n\n');
    const tables = paragraphs.filter((paragraph) => paragraph.includes('third account'));
    expect(tables.map((table) => matrixFrom(table.replace(/^.*\n/, '')))).toEqual(expected);
  });

  test.each([['aws'], ['aws-cn', 'cn-north-1', 'cn-northwest-1'], ['aws-us-gov', 'us-gov-west-1']])('fits in 80 columns, in %s', (_partition, ...regions) => {
    const lines = run({ ...MANUAL_EXAMPLE, regions: regions.length > 0 ? regions : MANUAL_EXAMPLE.regions });
    const printed = lines.map((line) => line.replace(/^Templates in .*/, ''));
    expect(Math.max(...printed.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('is in color where asked', () => {
    const lines = run(MANUAL_EXAMPLE, (color, text) => `<${color}>${text}`);
    expect(lines).toContain('VAULT role                 <green>yes     <green>yes         <red>no           <red>no          <red>no');
  });

  test('of bad values is the library\'s sentence', () => {
    expect(() => run({ ...MANUAL_EXAMPLE, regions: ['eu-wset-1'] })).toThrow(/^region "eu-wset-1" is unknown to this version of aws-cdk-lib; write "eu-west-1"/);
    expect(() => run({ ...MANUAL_EXAMPLE, protectedAccounts: ['2222'] })).toThrow(/^PROTECTED account "2222" is not an account id/);
  });
});

describe('the arguments', () => {
  test('are the manual\'s example unless given', () => {
    expect(readArguments([])).toEqual({ ...MANUAL_EXAMPLE, deploy: false });
    expect(readArguments(['--deploy'])).toEqual({ ...MANUAL_EXAMPLE, deploy: true });
    expect(readArguments(['--regions', 'us-east-1, us-west-2', '--accounts=333333333333']))
      .toEqual({ regions: ['us-east-1', 'us-west-2'], protectedAccounts: ['333333333333'], deploy: false });
  });

  test.each([[['--help']], [['-h']], [['--regions', '--help']], [['--unknown', '--help']]])('%j ask for help', (args) => {
    expect(readArguments(args)).toBeUndefined();
  });

  test.each([
    [['--region', 'x'], 'option "--region" is unknown; did you mean "--regions"?'],
    [['--verbose'], 'option "--verbose" is unknown; choose one of those below'],
    [['-x'], 'option "-x" is unknown; choose one of those below'],
    [['eu-west-1'], 'argument "eu-west-1" is unexpected; write Regions as "--regions eu-west-1,eu-central-1", and accounts as "--accounts 222222222222"'],
    [['--regions'], 'option "--regions" lacks its value; write "--regions eu-west-1,eu-central-1"'],
    [['--accounts='], 'option "--accounts" lacks its value; write "--accounts 222222222222"'],
    [['--regions', '--deploy'], 'option "--regions" lacks its value; write "--regions eu-west-1,eu-central-1"'],
    [['--regions', 'eu-west-1', '--regions=eu-central-1'], 'option "--regions" is specified twice; specify it once, with commas between the values'],
    [['--deploy', '--deploy'], 'option "--deploy" is specified twice; specify it once'],
    [['--deploy=yes'], 'option "--deploy" has the value "yes", but accepts none; write "--deploy"'],
  ])('%j are refused', (args, message) => {
    expect(() => readArguments(args)).toThrow(new UsageError(message));
  });
});

describe('the program', () => {
  const program = (...args: string[]) => {
    // projen says which task it runs, but not to tests.
    const env = { ...process.env, NODE_ENV: undefined, FORCE_COLOR: '0' };
    const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsx'), ['examples/demo/main.ts', ...args], { cwd: ROOT, encoding: 'utf8', env });
    return { status, stdout, stderr };
  };

  test('shows its usage without compiling anything', () => {
    expect(program('--help')).toEqual({ status: 0, stdout: `${USAGE}\n`, stderr: '' });
  });

  test('says what is wrong with an argument, shows its usage, and exits with 64', () => {
    expect(program('--region', 'x')).toEqual({ status: 64, stdout: '', stderr: `failed: option "--region" is unknown; did you mean "--regions"?\n\n${USAGE}\n` });
  });
});
