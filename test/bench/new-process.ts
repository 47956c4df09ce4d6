import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { interleaved, type Comparison } from './interleaved';

const ROOT = join(__dirname, '..', '..');
const BASELINE = ['aws-cdk-lib/aws-kms', 'aws-cdk-lib/aws-iam', 'aws-cdk-lib/region-info'];
const LIBRARY = ['cdk-vault-replica-keys'];

/** How long Node takes to load the library, and the modules of the CDK that it is made of. */
export function importTime(rounds: number): Comparison {
  return warmedUp(rounds, () => timeOf('--eval', importing(BASELINE)), () => timeOf('--eval', importing(LIBRARY)));
}

/** How long a user waits in all: importing alone leaves out what is loaded at first use. */
export function coldStart(rounds: number): Comparison {
  const synthesising = (side: string) => timeOf(require.resolve('tsx/cli'), join(__dirname, 'cold.ts'), side);
  return warmedUp(rounds, () => synthesising('hand-written'), () => synthesising('library'));
}

function importing(modules: string[]): string {
  return `
    const start = process.hrtime.bigint();
    ${modules.map((name) => `require('${name}');`).join('\n')}
    process.stdout.write(String(process.hrtime.bigint() - start));`;
}

function warmedUp(rounds: number, baseline: () => number, library: () => number): Comparison {
  baseline();
  library();
  return interleaved(rounds, baseline, library);
}

function timeOf(...args: string[]): number {
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })) / 1e6;
}
