import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');
const BUNDLE = join(PROJECT, 'assets/check/main/index.js');

/** What is in the bundle, by the bundler itself: the files, each with its bytes. */
const inputs = new Map<string, number>();

beforeAll(() => {
  const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
  const { tasks } = JSON.parse(readFileSync(join(PROJECT, '.projen/tasks.json'), 'utf8'));
  const [{ execArgs: [bundler, ...args] }]: Array<{ execArgs: string[] }> = tasks['bundle:check/main'].steps;
  const metafile = join(directory, 'meta.json');
  execFileSync(join(PROJECT, 'node_modules/.bin', bundler), [
    ...args.filter((arg) => !arg.startsWith('--outfile=')), `--outfile=${join(directory, 'index.js')}`, `--metafile=${metafile}`,
  ], { cwd: PROJECT });
  const [output] = Object.values<any>(JSON.parse(readFileSync(metafile, 'utf8')).outputs);
  for (const [file, { bytesInOutput }] of Object.entries<any>(output.inputs)) { inputs.set(file, bytesInOutput); }
  rmSync(directory, { recursive: true });
});

/** The files of the bundle that match, without those that nothing was needed of. */
const files = (pattern: RegExp) => [...inputs].filter(([file, bytes]) => bytes > 0 && pattern.test(file)).map(([file]) => file);

test('the command is one file of at most 450 KB that can be executed', () => {
  const { size } = statSync(BUNDLE);
  console.log(`${Math.ceil(size / 1000)} KB`);
  expect(size).toBeLessThanOrEqual(450_000);
  accessSync(BUNDLE, constants.X_OK);
  expect(readFileSync(BUNDLE, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test('neither the CDK nor a service client of the SDK is inside', () => {
  expect(files(/^src\/check\//).length).toBeGreaterThan(50);
  expect(files(/node_modules\/(aws-cdk-lib|constructs|@aws-sdk\/client-|@cloud-copilot)/)).toEqual([]);
});

test('of the SDK it has the calls that find credentials, and no others', () => {
  const commands = files(/\/commands\/\w+Command\.js$/).map((file) => file.replace(/^.*\/([\w-]+)\/commands\/(\w+)Command\.js$/, '$1:$2'));
  expect(commands.sort()).toEqual([
    'signin:CreateOAuth2Token', 'signin:CreateOAuth2TokenWithIAM', 'sso-oidc:CreateToken', 'sso:GetRoleCredentials', 'sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity',
  ]);
});

test.each(['--help', '--version', 'check --help', 'permissions --help'])('"%s" loads neither the network nor the SDK', (args) => {
  const report = join(__dirname, 'fixtures/report-modules.cjs');
  const { status, stderr } = spawnSync(process.execPath, ['--require', report, BUNDLE, ...args.split(' ')], { encoding: 'utf8', env: {} });
  const loaded = JSON.parse(stderr);
  expect(status).toBe(0);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter((name: string) => /^(http|https|http2|tls|net|crypto|child_process)$/.test(name))).toEqual([]);
});
