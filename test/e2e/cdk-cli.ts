import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Emulator } from './emulator';

const PROJECT = resolve(__dirname, '../..');
const DEPLOYER = '999999999999';
const DONE_WITHIN_MS = 180_000;
const LAST_LINES = 30;

/** What the CLI works on, and where. */
export interface CdkApp {
  readonly emulator: Emulator;
  /** The directory of a synthesized app, or the command that runs an app. */
  readonly app: string;
  /** The account whose credentials the CLI has. Stacks without an account of their own go there. By default, one of its own. */
  readonly account?: string;
  /** Gets each line that the CLI writes. */
  readonly onLine?: (line: string) => void;
}

/** What `cdkDeploy` deploys. */
export interface CdkDeployment extends CdkApp {
  /** The paths of the stacks to deploy, without the stacks they depend on. By default, all. */
  readonly stacks?: string[];
}

/** What `cdkImport` imports. */
export interface CdkImport extends CdkApp {
  /** The path of the stack that resources are imported to. */
  readonly stack: string;
  /** The file that says which existing resources they are. */
  readonly resourceMapping: string;
}

/** What `cdkDiff` compares. */
export interface CdkDiff extends CdkApp {
  /** The path of the stack. */
  readonly stack: string;
}

/**
 * Deploys an app by the CDK's command line interface, the same that users have. As it does for them, it assumes the deploy
 * role of each stack's account: one call deploys stacks of several accounts. Synthesize with the `BootstraplessSynthesizer`,
 * with which a template has at most 51,200 bytes, or make the bucket that the CLI asks for.
 *
 * @returns the lines it wrote.
 * @throws when it fails, with its last lines.
 */
export async function cdkDeploy({ stacks, ...app }: CdkDeployment): Promise<string[]> {
  return cdk('deploy', [...stacks ? ['--exclusively', ...stacks] : ['--all'], '--require-approval', 'never', '--progress', 'events'], app);
}

/**
 * Takes resources that exist already into a stack, which is made where it is missing.
 *
 * @returns the lines it wrote.
 * @throws when it fails, with its last lines.
 */
export async function cdkImport({ stack, resourceMapping, ...app }: CdkImport): Promise<string[]> {
  return cdk('import', [stack, '--resource-mapping', resourceMapping], app);
}

/**
 * Shows what a deployment would change: compares the template with the one that the stack has. Without a change set, as the
 * emulator's say of every change to a key that it may replace the key.
 *
 * @returns the lines it wrote.
 * @throws when it fails, with its last lines.
 */
export async function cdkDiff({ stack, ...app }: CdkDiff): Promise<string[]> {
  return cdk('diff', ['--exclusively', stack, '--method', 'template'], app);
}

async function cdk(command: string, options: string[], { emulator, app, account = DEPLOYER, onLine }: CdkApp): Promise<string[]> {
  const args = [
    join(PROJECT, 'node_modules/aws-cdk/bin/cdk'), command, ...options,
    '--app', app, '--output', join(emulator.directory, 'cdk.out'), '--ci', '--no-color', '--no-notices',
  ];
  const cli = spawn(process.execPath, args, { cwd: PROJECT, env: environment(emulator, account), stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  for (const stream of [cli.stdout, cli.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const timer = setTimeout(() => {
    lines.push(`not done within ${DONE_WITHIN_MS / 1000} s`);
    cli.kill();
  }, DONE_WITHIN_MS);
  const end = await new Promise((done) => cli.once('close', (code, signal) => done(signal ?? `exit code ${code}`)));
  clearTimeout(timer);
  if (cli.exitCode !== 0) {
    throw await emulator.explain(new Error(`cdk ${command} failed (${end}):\n${lines.slice(-LAST_LINES).join('\n')}`));
  }
  return lines;
}

/** All the CLI gets to know, so that no setting of the user's leads it to AWS. */
function environment(emulator: Emulator, account: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: emulator.directory,
    TMPDIR: emulator.directory,
    AWS_ENDPOINT_URL: emulator.endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_REGION: 'eu-west-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    CDK_HOME: emulator.directory,
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    // It warns of the end of Node.js 20, the oldest that this project supports.
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
  };
}
