import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { CloudFormationStackArtifact, type CloudArtifact } from 'aws-cdk-lib/cx-api';
import { readArguments } from '../../examples/demo/arguments';
import { report } from '../../examples/demo/report';
import { addSample } from '../../examples/demo/sample';
import { MANUAL_EXAMPLE, type VaultAppOptions } from '../../examples/demo/vault-app';

async function run(options: VaultAppOptions, paint = (_colour: string, text: string) => text): Promise<string[]> {
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
  test('shows each region, and one matrix where all are alike', async () => {
    const lines = await run(MANUAL_EXAMPLE);
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

  test('is what the README shows', async () => {
    const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
    const shown = /```text\n([\s\S]*?)\n```/.exec(readme)![1].split('\n').filter((line) => line.trim() !== '…');
    expect(shown.length).toBeGreaterThan(8);
    expect(await run(MANUAL_EXAMPLE)).toEqual(expect.arrayContaining(shown));
  });

  test.each([['aws'], ['aws-cn', 'cn-north-1', 'cn-northwest-1'], ['aws-us-gov', 'us-gov-west-1']])('fits in 80 columns, in %s', async (_partition, ...regions) => {
    const lines = await run({ ...MANUAL_EXAMPLE, regions: regions.length > 0 ? regions : MANUAL_EXAMPLE.regions });
    const shown = lines.map((line) => line.replace(/^Templates in .*/, ''));
    expect(Math.max(...shown.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test('is in colour where asked', async () => {
    const lines = await run(MANUAL_EXAMPLE, (colour, text) => `<${colour}>${text}`);
    expect(lines).toContain('VAULT role                 <green>yes     <green>yes         <red>no           <red>no          <red>no');
  });

  test('of bad values is the library\'s sentence', async () => {
    await expect(run({ ...MANUAL_EXAMPLE, regions: ['eu-wset-1'] })).rejects.toThrow(/^region "eu-wset-1" is none of .* write "eu-west-1"/);
    await expect(run({ ...MANUAL_EXAMPLE, protectedAccounts: ['2222'] })).rejects.toThrow(/^PROTECTED account "2222" is not an account id/);
  });
});

describe('the arguments', () => {
  test('are the manual\'s example unless given', () => {
    expect(readArguments([])).toEqual({ ...MANUAL_EXAMPLE, deploy: false });
    expect(readArguments(['--deploy'])).toEqual({ ...MANUAL_EXAMPLE, deploy: true });
    expect(readArguments(['--regions', 'us-east-1, us-west-2', '--accounts=333333333333']))
      .toEqual({ regions: ['us-east-1', 'us-west-2'], protectedAccounts: ['333333333333'], deploy: false });
  });

  test('may ask for help', () => {
    expect(readArguments(['--help'])).toBeUndefined();
  });

  test.each([[['--region', 'x']], [['--regions']], [['eu-west-1']]])('%j are refused', (args) => {
    expect(() => readArguments(args)).toThrow();
  });
});
