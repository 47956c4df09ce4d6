import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnAlias, CfnKey } from 'aws-cdk-lib/aws-kms';
import { cdkDeploy } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion } from './live';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const POLICY = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });

function emptyApp({ directory }: Emulator): App {
  return new App({ outdir: join(directory, 'app'), defaultStackSynthesizer: new BootstraplessSynthesizer() });
}

function addKey(stack: Stack): void {
  new CfnKey(stack, 'Key', { keyPolicy: POLICY });
}

describe('with an emulator', () => {
  let emulator: Emulator;
  beforeEach(async () => {
    emulator = await Emulator.start();
  });
  afterEach(() => emulator?.stop());

  test('a key is in one account and region', async () => {
    const { id, arn } = await new LiveRegion(emulator, PROTECTED, 'eu-west-1').createKey(POLICY);
    expect(arn).toBe(`arn:aws:kms:eu-west-1:${PROTECTED}:key/${id}`);
    expect(await new LiveRegion(emulator, PROTECTED, 'eu-west-1').keyPolicy(id)).toStrictEqual(POLICY);
    await expect(new LiveRegion(emulator, PROTECTED, 'eu-central-1').keyPolicy(id)).rejects.toThrow('not found');
    await expect(new LiveRegion(emulator, VAULT, 'eu-west-1').keyPolicy(id)).rejects.toThrow('not found');
  });

  test('one deployment reaches several accounts, and stacks without an account that of the credentials', async () => {
    const app = emptyApp(emulator);
    addKey(new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } }));
    addKey(new Stack(app, 'Protected', { env: { account: PROTECTED, region: 'eu-central-1' } }));
    addKey(new Stack(app, 'Anywhere'));
    await cdkDeploy({ emulator, app: app.synth().directory, account: '444444444444' });
    expect(await new LiveRegion(emulator, VAULT, 'eu-west-1').stacks()).toEqual({ Vault: 'CREATE_COMPLETE' });
    expect(await new LiveRegion(emulator, PROTECTED, 'eu-central-1').stacks()).toEqual({ Protected: 'CREATE_COMPLETE' });
    expect(await new LiveRegion(emulator, '444444444444', 'eu-west-1').stacks()).toEqual({ Anywhere: 'CREATE_COMPLETE' });
  });

  test('only the named stacks are deployed', async () => {
    const app = emptyApp(emulator);
    for (const id of ['First', 'Second']) { addKey(new Stack(app, id, { env: { account: VAULT, region: 'eu-west-1' } })); }
    await cdkDeploy({ emulator, app: app.synth().directory, stacks: ['Second'] });
    expect(await new LiveRegion(emulator, VAULT, 'eu-west-1').stacks()).toEqual({ Second: 'CREATE_COMPLETE' });
  });

  test('the error of a failed deployment says why it failed', async () => {
    const app = emptyApp(emulator);
    const stack = new Stack(app, 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
    new CfnAlias(stack, 'Alias', { aliasName: 'alias/aws/ebs', targetKeyId: '1234' });
    const lines: string[] = [];
    const deployment = cdkDeploy({ emulator, app: app.synth().directory, onLine: (line) => lines.push(line) });
    await expect(deployment).rejects.toThrow(/^cdk deploy failed \(exit code 1\):\n.*alias\/aws\/ebs/s);
    expect(lines.join()).toContain('alias/aws/ebs');
    expect(await new LiveRegion(emulator, VAULT, 'eu-west-1').stacks()).toEqual({ Stack: 'ROLLBACK_COMPLETE' });
  });

  test('after a crash of the emulator, every error says so', async () => {
    const live = new LiveRegion(emulator, VAULT, 'eu-west-1');
    process.kill(emulator.pid, 'SIGKILL');
    const crash = /^the emulator ended by itself \(SIGKILL\), and its log with:\n.*services available/s;
    await expect(live.aliases()).rejects.toThrow(crash);
    await expect(cdkDeploy({ emulator, app: 'true' })).rejects.toThrow(crash);
  });
});

test('the emulator ends, and removes its files, when its starter is killed', async () => {
  const start = `require('./test/e2e/emulator').Emulator.start().then(({ endpoint, directory }) => {
    console.log(JSON.stringify({ endpoint, directory }));
  })`;
  const starter = spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', start], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { endpoint, directory } = JSON.parse((await createInterface({ input: starter.stdout })[Symbol.asyncIterator]().next()).value);
  expect((await fetch(`${endpoint}/_ministack/ready`)).status).toBe(200);
  expect(existsSync(directory)).toBe(true);

  starter.kill('SIGKILL');
  for (let waited = 0; existsSync(directory) && waited < 5_000; waited += 100) { await setTimeout(100); }
  expect(existsSync(directory)).toBe(false);
  await expect(fetch(endpoint)).rejects.toThrow('fetch failed');
});

test('without Python, the installation says what is missing', async () => {
  const checkout = mkdtempSync(join(tmpdir(), 'checkout-'));
  const python = join(checkout, 'bin', 'python3');
  mkdirSync(join(checkout, 'bin'));
  writeFileSync(python, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  cpSync(join(__dirname, 'install.sh'), join(checkout, 'test/e2e/install.sh'));
  cpSync(join(__dirname, '../python'), join(checkout, 'test/python'), { recursive: true });
  cpSync(join(__dirname, 'requirements-ministack.txt'), join(checkout, 'test/e2e/requirements-ministack.txt'));
  const env = { PATH: [dirname(python), process.env.PATH].join(delimiter) };
  const { status, stderr } = spawnSync(join(checkout, 'test/e2e/install.sh'), ['ministack'], { env, encoding: 'utf8' });
  rmSync(checkout, { recursive: true });
  expect(stderr).toMatch(/^ministack needs Python 3\.10 or later with its module venv, as python3: .*\n$/);
  expect(status).toBe(1);
});
