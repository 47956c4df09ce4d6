import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import type { DemoOptions } from './arguments';
import { addSample, type Sample } from './sample';
import { VAULT_ACCOUNT } from './vault-app';
import type { Paint } from '../../src/check/command-line/paint';
import { cdkDeploy } from '../../test/e2e/cdk-cli';
import { Accounts } from '../../test/e2e/check/accounts';
import { allOf, createRole } from '../../test/e2e/check/create-role';
import { RecordingProxy } from '../../test/e2e/check/recording-proxy';
import { MISSING_CALLS } from '../../test/e2e/check/rules/missing-calls';
import { UserFolder } from '../../test/e2e/check/user-folder';
import { Emulator } from '../../test/e2e/emulator';
import { LiveRegion } from '../../test/e2e/live';

/** Deploys the sample to an emulator of AWS by the CDK's own command line interface, and shows what is there then. */
export async function deploy(options: DemoOptions, paint: Paint, show: (line: string) => void): Promise<void> {
  show(`\n${paint('bold', 'Deploying to an emulator of AWS: no account, no credentials')}`);
  const emulator = await Emulator.start(show);
  try {
    const app = new App({ outdir: join(emulator.directory, 'app'), defaultStackSynthesizer: new BootstraplessSynthesizer() });
    const sample = addSample(app, options, await createProtectedKeys(emulator, options, show));
    show('cdk deploy --all');
    const assembly = app.synth().directory;
    await cdkDeploy({ emulator, app: assembly, onLine: (line) => showProgress(line, show) });
    await showVault(emulator, sample, paint, show);
    await showProtected(emulator, sample, paint, show);
    await createSourceRole(emulator, sample, show);
    await showCheck(emulator, assembly, sample, paint, show);
  } finally {
    await emulator.stop();
    show('emulator: stopped, nothing is kept');
  }
}

/** Creates the keys that PROTECTED already has, with the default key policy of KMS. */
async function createProtectedKeys(emulator: Emulator, options: DemoOptions, show: (line: string) => void): Promise<string[]> {
  const { regions, protectedAccounts: [account] } = options;
  const arns: string[] = [];
  for (const region of regions) {
    const { arn } = await new LiveRegion(emulator, account, region).createKey({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: account }, Action: 'kms:*', Resource: '*' }],
    });
    show(`account ${account} creates a key by hand in ${region}`);
    arns.push(arn);
  }
  return arns;
}

/** Creates the role of AutoBackup in the PROTECTED account, and allows it to use the keys by its IAM policy. */
async function createSourceRole(emulator: Emulator, { keys, protectedAccount, protectedKeys }: Sample, show: (line: string) => void): Promise<void> {
  const use = keys.protectedRoleStatements().map((statement) => statement.toStatementJson());
  await createRole(new Accounts(emulator), protectedAccount, 'SourceIAMRole', ...use, allOf(protectedKeys));
  show(`\naccount ${protectedAccount} creates SourceIAMRole by hand, with the statements of keys.protectedRoleStatements()`);
}

/** Runs the command as a user does, through a proxy that answers the calls which the emulator does not have. */
async function showCheck(emulator: Emulator, assembly: string, sample: Sample, paint: Paint, show: (line: string) => void): Promise<void> {
  const path = join(emulator.directory, 'user');
  mkdirSync(path);
  const folder = new UserFolder(path, { vault: VAULT_ACCOUNT, protected: sample.protectedAccount });
  const proxy = await RecordingProxy.start(emulator.endpoint);
  try {
    for (const rule of MISSING_CALLS) { proxy.add(rule); }
    const args = ['check', '--app', assembly, '--profile', `${sample.protectedAccount}=protected`];
    show(`\n${paint('bold', `cdk-vault-replica-keys check --profile ${sample.protectedAccount}=protected`)}`);
    const { status, stdout, stderr } = await folder.command(proxy.endpoint, args, { AWS_PROFILE: 'vault' });
    show(stdout.trimEnd());
    if (status !== 0) { throw new Error(`check ended with exit code ${status}: ${stderr}`); }
  } finally {
    await proxy.stop();
  }
}

async function showVault(emulator: Emulator, { keys }: Sample, paint: Paint, show: (line: string) => void): Promise<void> {
  for (const region of keys.regions) {
    const live = new LiveRegion(emulator, VAULT_ACCOUNT, region);
    const { arn, id } = await live.keyByAlias(keys.aliasName);
    const outputs = await live.outputs(Stack.of(keys.keyIn(region)).stackName);
    show(`\n${paint('bold', `${region}, VAULT account`)}`);
    show(`  key      ${id}`);
    show(`  alias    ${keys.aliasName}`);
    show(`  outputs  ${Object.entries(outputs).map(([name, value]) => `${name} ${value === arn ? 'is that key\'s' : value}`).join(', ')}`);
    showPolicy(await live.keyPolicy(id), show);
  }
}

async function showProtected(emulator: Emulator, { protectedKeys }: Sample, paint: Paint, show: (line: string) => void): Promise<void> {
  for (const arn of protectedKeys) {
    const [, , , region, account, resource] = arn.split(':');
    show(`\n${paint('bold', `${region}, PROTECTED account ${account}`)}`);
    show(`  key      ${resource.replace('key/', '')}`);
    showPolicy(await new LiveRegion(emulator, account, region).keyPolicy(arn), show);
  }
}

function showPolicy(policy: any, show: (line: string) => void): void {
  show('  policy');
  for (const { Sid, Principal } of policy.Statement) {
    show(`    "${Sid}"`);
    for (const arn of [Principal.AWS].flat()) { show(`      ${arn}`); }
  }
}

/** Shows only the stacks and resources of what the CLI writes. */
function showProgress(line: string, show: (line: string) => void): void {
  const [, stack] = /^(\S+).*: deploying\.\.\./.exec(line) ?? [];
  if (stack) { show(`  ${stack}`); }
  const [, status, type] = /(\w+_(?:COMPLETE|FAILED))\s*\| (\S+)/.exec(line) ?? [];
  if (status) { show(`    ${status.padEnd(16)} ${type}`); }
}
