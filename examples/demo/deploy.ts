import { join } from 'node:path';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import type { DemoOptions } from './arguments';
import { addSample, type Sample } from './sample';
import { VAULT_ACCOUNT } from './vault-app';
import type { Paint } from '../../src/check/command-line/paint';
import { cdkDeploy } from '../../test/e2e/cdk-cli';
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
    await cdkDeploy({ emulator, app: app.synth().directory, onLine: (line) => showProgress(line, show) });
    await showVault(emulator, sample, paint, show);
    await showProtected(emulator, sample, paint, show);
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
