import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';

const ROOT = join(__dirname, '../..');

export interface RunOptions {
  /** A module that is loaded before the app. */
  readonly preload?: string;
  /** What `cdk.json` would say. */
  readonly context?: { [name: string]: unknown };
}

/** Runs an app as the CDK CLI does: in a separate process, which synthesizes as it ends. */
export function runApp(file: string, options: RunOptions = {}): Promise<CloudAssembly> {
  return inDirectory((directory) => synthesize(file, directory, options));
}

/** The same for an app that is given as text. */
export function runProgram(program: string): Promise<CloudAssembly> {
  return inDirectory((directory) => {
    const file = join(directory, 'app.ts');
    writeFileSync(file, program);
    return synthesize(file, directory, {});
  });
}

async function synthesize(file: string, directory: string, { preload, context = {} }: RunOptions): Promise<CloudAssembly> {
  const outdir = join(directory, 'cdk.out');
  await promisify(execFile)(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', join(ROOT, 'tsconfig.dev.json'), ...preload ? ['--import', preload] : [], file,
  ], { env: { ...process.env, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) } });
  const assembly = new CloudAssembly(outdir);
  // Templates and messages are read when first asked for, and the directory goes.
  for (const { template, messages } of assembly.stacksRecursively) { expect([template, messages]).not.toContain(undefined); }
  return assembly;
}

async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const directory = mkdtempSync(join(ROOT, '.cache', 'app-'));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
