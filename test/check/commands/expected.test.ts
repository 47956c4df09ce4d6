import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ArnPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Arguments } from '../../../src/check/command-line/arguments';
import { parseArguments } from '../../../src/check/command-line/parse-arguments';
import { expected } from '../../../src/check/commands/expected';
import { matrix, policy } from '../../../src/check/commands/offline';
import { errorOf } from '../../fixtures/error-of';
import { recorded } from '../command-line/recorder';
import { VaultReplicaKeys } from 'cdk-vault-replica-keys';

const HAND = ['--alias', 'by_hand', '--vault-account', '333333333333', '--protected-account', '444444444444', '--regions', 'us-east-1'];

let folder: string;
let former: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'expected-'));
  for (const name of ['app', 'none']) { mkdirSync(join(folder, name)); }
  const app = new App({ outdir: join(folder, 'app/build') });
  for (const alias of ['first', 'second']) {
    new VaultReplicaKeys(app, alias, {
      alias,
      regions: ['eu-west-1', 'eu-central-1'],
      vaultAccount: '111111111111',
      protectedAccounts: ['222222222222'],
      administrators: [new ArnPrincipal('arn:aws:iam::111111111111:role/Admin')],
    });
  }
  app.synth();
  writeFileSync(join(folder, 'app/cdk.json'), JSON.stringify({ app: 'npx tsx app.ts', output: 'build' }));
  former = process.cwd();
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => process.chdir(former));

/** What is expected where the command runs in a folder. */
function found(place: string, ...args: string[]): string[] {
  process.chdir(join(folder, place));
  const { run } = parseArguments(args) as { run: Arguments };
  return expected(run, process.cwd()).replicaKeys.flatMap(({ alias, keys }) => keys.map(({ region }) => `${alias} ${region}`));
}

const BY_HAND = ['alias/by_hand us-east-1'];
const ALL = ['alias/first eu-west-1', 'alias/first eu-central-1', 'alias/second eu-west-1', 'alias/second eu-central-1'];

test('without options it is what the app in the folder says', () => {
  expect(found('app', 'check')).toEqual(ALL);
});

test('"--app" is another assembly', () => {
  expect(found('none', 'check', '--app', '../app/build')).toEqual(ALL);
});

test('alias, VAULT account, and Regions choose among the keys of an app', () => {
  expect(found('app', 'check', '--alias', 'second', '--vault-account', '111111111111', '--regions', 'eu-central-1')).toEqual([ALL[3]]);
});

test('a PROTECTED account, a VAULT role, or a source key describes keys by hand, even in the folder of an app', () => {
  expect(found('app', 'check', ...HAND)).toEqual(BY_HAND);
  expect(errorOf(() => found('app', 'check', '--vault-role', 'Backup'))).toMatch(/^option "--alias" is missing, but keys that were created by hand/);
  expect(errorOf(() => found('app', 'check', '--source-key', 'arn'))).toMatch(/^option "--alias" is missing/);
});

test('without an app, alias and VAULT account describe keys by hand too, and what is missing is said', () => {
  expect(errorOf(() => found('none', 'check', ...HAND.slice(0, 4)))).toMatch(/^option "--(regions|protected-account)" is missing, but keys that were created by hand/);
});

test('without an app and with little else, it is the app that is missing', () => {
  for (const args of [[], ['--alias', 'first'], ['--regions', 'eu-west-1']]) {
    expect(errorOf(() => found('none', 'check', ...args))).toMatch(/^directory "cdk\.out" does not exist; run "npx cdk synth" first/);
  }
});

test('the Region of "policy" is all that keys by hand need of Regions', () => {
  expect(found('none', 'policy', 'eu-west-1', ...HAND.slice(0, 6))).toEqual(['alias/by_hand eu-west-1']);
});

test('"policy" prints JSON, and "matrix" a table in color on a terminal only', async () => {
  process.chdir(join(folder, 'app'));
  const printed = async (command: typeof policy, isTTY: boolean, ...args: string[]) => {
    const terminal = recorded({ folder: process.cwd(), isTTY });
    const { run } = parseArguments(args) as { run: Arguments };
    return { exitCode: await command(run, terminal), text: terminal.stdout.text };
  };
  const { exitCode, text } = await printed(policy, true, 'policy', 'eu-central-1', '--alias', 'first');
  expect(exitCode).toBe(0);
  expect(JSON.parse(text).Statement[0].Principal).toEqual({ AWS: 'arn:aws:iam::111111111111:root' });
  expect(text.endsWith('}\n')).toBe(true);
  expect((await printed(matrix, true, 'matrix')).text).toContain('\u001b[32myes');
  const plain = await printed(matrix, false, 'matrix');
  expect(plain.exitCode).toBe(0);
  expect(plain.text).toMatch(/^VAULT role +yes +yes +no +no +no$/m);
  expect(plain.text.endsWith('\n')).toBe(true);
});
