import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CodeMutant } from './code-mutants';
import type { Policy } from '../model/decision';
import type { Facts } from '../specification/facts';

const ROOT = join(__dirname, '../../..');

/** The policies that a copy of the library with the slip makes of the facts. Without a slip, those of the library itself. */
export async function policiesUnder(mutant: CodeMutant | undefined, facts: readonly Facts[]): Promise<Policy[]> {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const directory = mkdtempSync(join(ROOT, '.cache', 'slip-'));
  try {
    cpSync(join(ROOT, 'src'), join(directory, 'src'), { recursive: true });
    if (mutant) { change(join(directory, 'src', mutant.file), mutant); }
    const tsconfig = join(directory, 'tsconfig.json');
    writeFileSync(tsconfig, JSON.stringify({ extends: '../../tsconfig.dev.json', compilerOptions: { paths: { 'cdk-vault-replica-keys': ['./src'] } } }));
    writeFileSync(join(directory, 'facts.json'), JSON.stringify(facts));
    const { stdout } = await promisify(execFile)(process.execPath, [
      require.resolve('tsx/cli'), '--tsconfig', tsconfig, join(__dirname, '../policies/render.ts'), join(directory, 'facts.json'),
    ], { maxBuffer: 64 * 1024 * 1024 });
    return JSON.parse(stdout) as Policy[];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @throws when the text is not there exactly once: a slip that changes nothing would prove nothing. */
function change(file: string, { name, from, to }: CodeMutant): void {
  const source = readFileSync(file, 'utf8');
  if (source.split(from).length !== 2) { throw new Error(`the slip "${name}" is about ${JSON.stringify(from)}, which ${file} does not contain once`); }
  writeFileSync(file, source.replace(from, () => to));
}
