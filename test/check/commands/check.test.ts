import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { version } from '../../../package.json';
import type { Arguments } from '../../../src/check/command-line/arguments';
import { parseArguments } from '../../../src/check/command-line/parse-arguments';
import { checkCommand, type CheckParts } from '../../../src/check/commands/check';
import type { Outcome } from '../../../src/check/finding';
import { UsageError } from '../../../src/check/usage-error';
import { options as keyOptions, VAULT } from '../../fixtures/vault-app';
import { recorded } from '../command-line/recorder';
import { BROKEN, HEALTHY, ROTATION_OFF } from '../report/reports';
import { ProtectedKeyAccess, VaultReplicaKeys } from 'cdk-vault-replica-keys';

const BY_HAND = ['--alias', 'very_secret_key', '--vault-account', '111111111111', '--protected-account', '222222222222', '--regions', 'eu-west-1,eu-central-1'];

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** A check whose accounts are in no cloud, and what it was asked. */
async function checked(args: string[], outcome: Outcome, terminal = {}, source = BY_HAND) {
  const recorder = recorded({ folder, ...terminal });
  const asked: unknown[] = [];
  const accounts = () => { throw new Error('asked'); };
  const parts: CheckParts = {
    connect: async (options) => {
      asked.push(options);
      return accounts;
    },
    inspect: async (expectation, given, options) => {
      asked.push(expectation.replicaKeys.map(({ alias }) => alias), given === accounts, options);
      return outcome;
    },
    now: () => new Date(Date.UTC(2026, 10, 26, 8, 9, 10)),
  };
  const { run } = parseArguments(['check', ...source, ...args]) as { run: Arguments };
  const exitCode = await checkCommand(parts)(run, recorder);
  return { exitCode, stdout: recorder.stdout.text, stderr: recorder.stderr.text, asked };
}

test('the accounts are connected with the profiles, and inspected with the role and the profiles', async () => {
  const { asked } = await checked(['--profile', '222222222222=prod', '--source-role', 'Source'], HEALTHY);
  const profiles = new Map([['222222222222', 'prod']]);
  expect(asked).toEqual([{ profiles, region: 'eu-west-1' }, ['alias/very_secret_key'], true, { sourceRole: 'Source', profiles }]);
});

test.each<[string, string[], Outcome, number]>([
  ['all works', [], HEALTHY, 0],
  ['something fails', [], BROKEN, 1],
  ['there is a note', [], { ...HEALTHY, findings: [ROTATION_OFF] }, 0],
  ['there is a note, strictly', ['--strict'], { ...HEALTHY, findings: [ROTATION_OFF] }, 1],
  ['a Region cannot be told', [], { ...HEALTHY, findings: [{ ...ROTATION_OFF, level: 'unknown' }] }, 2],
])('where %s, the exit code says so in every format', async (_, args, outcome, exitCode) => {
  for (const format of ['table', 'json', 'junit', 'html']) {
    expect((await checked([...args, '--format', format], outcome)).exitCode).toBe(exitCode);
  }
});

test.each([
  ['table', /^alias\/very_secret_key in account 111111111111: 2 Regions, 2 fail\n/],
  ['json', /^\{\n {2}"schemaVersion": 1,\n/],
  ['junit', /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites /],
  ['html', /^<!DOCTYPE html>\n<html lang="en">\n/],
])('the format %s goes to standard output, and nothing else does', async (format, start) => {
  const { stdout, stderr } = await checked(['--format', format], BROKEN);
  expect(stdout).toMatch(start);
  expect(stdout.endsWith('\n')).toBe(true);
  expect(stderr).toBe('');
});

test('a report in a file is what standard output would have, and standard error says where it is', async () => {
  for (const format of ['table', 'json', 'junit', 'html']) {
    const { stdout } = await checked(['--format', format], BROKEN);
    const { stdout: none, stderr, exitCode } = await checked(['--format', format, '--output', 'report'], BROKEN, { isTTY: true, columns: 200, env: { FORCE_COLOR: '1' } });
    expect(readFileSync(join(folder, 'report'), 'utf8')).toBe(stdout);
    expect([none, stderr, exitCode]).toEqual(['', 'Replication fails in 2 of 2 Regions; the report is in report\n', 1]);
  }
});

test('a terminal gets color and its own width, and no less than 60 columns', async () => {
  const wide = await checked([], BROKEN, { isTTY: true, columns: 200 });
  expect(wide.stdout).toContain('\u001b[31mfails\u001b[39m');
  expect(wide.stdout).toContain('       The key will be deleted on 2026-12-02, and every replica under it becomes unreadable.\n');
  expect((await checked([], HEALTHY, { columns: 20 })).stdout).toBe((await checked([], HEALTHY, { columns: 60 })).stdout);
});

test('JSON and HTML have no color, even where it is forced', async () => {
  for (const format of ['json', 'junit', 'html']) {
    expect((await checked(['--format', format], BROKEN, { isTTY: true, env: { FORCE_COLOR: '1' } })).stdout).not.toContain('\u001b');
  }
});

test('HTML says who may do what, when it was, and with which version', async () => {
  const { stdout } = await checked(['--format', 'html'], HEALTHY);
  expect(stdout).toContain('<h2>Who may destroy the keys</h2>');
  expect(stdout).toContain('<th scope="row">VAULT role</th><td class="may">yes</td>');
  expect(stdout).toContain('2026-11-26 08:09:10 UTC');
  expect(stdout).toContain(`cdk-vault-replica-keys ${version}`);
});

test('what the app does not say is among what was not seen', async () => {
  const app = new App({ outdir: join(folder, 'cdk.out') });
  new VaultReplicaKeys(app, 'Keys', keyOptions());
  const elsewhere = new Stack(app, 'Elsewhere');
  new ProtectedKeyAccess(elsewhere, 'Access', { vaultAccount: VAULT, keys: [new Key(elsewhere, 'Key')] });
  app.synth();
  const { stdout } = await checked(['--format', 'json'], HEALTHY, {}, ['--app', join(folder, 'cdk.out')]);
  expect(JSON.parse(stdout).notSeen).toEqual([
    ...HEALTHY.notSeen, 'The account of stack "Elsewhere" is not in the cloud assembly, so the key that "Elsewhere/Key/Resource" is about is not checked.',
  ]);
});

test('a file that cannot be written is refused before anything is asked', async () => {
  let asked = false;
  const ask = async (): Promise<never> => { asked = true; throw new Error('asked'); };
  const check = checkCommand({ connect: ask, inspect: ask, now: () => new Date(0) });
  const { run } = parseArguments(['check', ...BY_HAND, '--output', 'none/report']) as { run: Arguments };
  await expect(check(run, recorded({ folder }))).rejects.toThrow('the directory of "--output none/report" does not exist');
  expect(asked).toBe(false);
});

test('a usage error that shows only when connecting is passed on, and writes no report', async () => {
  const refuse = async (): Promise<never> => { throw new UsageError('profile "prod" does not exist'); };
  const check = checkCommand({ connect: refuse, inspect: refuse, now: () => new Date(0) });
  const { run } = parseArguments(['check', ...BY_HAND, '--output', 'report']) as { run: Arguments };
  await expect(check(run, recorded({ folder }))).rejects.toThrow(UsageError);
  expect(() => readFileSync(join(folder, 'report'))).toThrow('ENOENT');
});
