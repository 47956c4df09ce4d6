import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../../package.json';

const PROGRAM = join(__dirname, '../../assets/check/main/index.js');
const BY_HAND = ['--alias', 'very_secret_key', '--vault-account', '111111111111', '--protected-account', '222222222222', '--regions', 'eu-west-1'];
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'command-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** What the command does in an empty folder, with an empty environment. */
function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, env: {}, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('the command says its version and its help', () => {
  expect(run('--version')).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Usage: cdk-vault-replica-keys <command>/), stderr: '' });
});

test('a usage error ends with 64', () => {
  expect(run('chekc')).toEqual({ status: 64, stdout: '', stderr: 'cdk-vault-replica-keys: command "chekc" is unknown; did you mean "check"?\n' });
});

test.each(['check', 'matrix', 'permissions'])('"%s" in a folder without an app ends with 64 and says what to do', (command) => {
  expect(run(command)).toEqual({
    status: 64, stdout: '', stderr: 'cdk-vault-replica-keys: directory "cdk.out" does not exist; run "npx cdk synth" first, or specify the directory of the cloud assembly by "--app"\n',
  });
});

test('"policy" prints JSON and nothing else', () => {
  const { status, stdout, stderr } = run('policy', 'eu-west-1', ...BY_HAND.slice(0, 6));
  expect([status, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toHaveProperty('Statement');
});

test.each([['--help'], ['policy', 'eu-west-1', ...BY_HAND.slice(0, 6)]])('a reader that has enough of "%s" is no error', (...args) => {
  // A pipe whose reader is gone before the command starts.
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const reader = openSync(pipe, constants.O_RDONLY + constants.O_NONBLOCK);
  const writer = openSync(pipe, constants.O_WRONLY);
  closeSync(reader);
  const { status, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { env: {}, stdio: ['ignore', writer, 'pipe'], encoding: 'utf8' });
  closeSync(writer);
  expect([status, stderr]).toEqual([0, '']);
});

test('Ctrl+C ends a check silently, as it ends other programs', async () => {
  // AWS, if it never answered.
  const server = createServer();
  const asked = once(server, 'request');
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const env = { ...CREDENTIALS, AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const check = spawn(process.execPath, [PROGRAM, 'check', ...BY_HAND], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written: Buffer[] = [];
  for (const stream of [check.stdout, check.stderr]) { stream.on('data', (data) => written.push(data)); }
  await asked;
  check.kill('SIGINT');
  expect(await once(check, 'close')).toEqual([null, 'SIGINT']);
  expect(Buffer.concat(written).toString()).toBe('');
  server.closeAllConnections();
  server.close();
});
