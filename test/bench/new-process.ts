import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { interleaved, type Comparison, type Side } from './interleaved';

const ROOT = join(__dirname, '..', '..');
/** What each side imports of the CDK, or instead of it. */
const MODULES: Record<Side, string[]> = {
  'hand-written': ['aws-cdk-lib/aws-kms', 'aws-cdk-lib/aws-iam', 'aws-cdk-lib/region-info'],
  'library': ['cdk-vault-replica-keys'],
  'floor': ['aws-cdk-lib/aws-kms'],
};

/** How long Node takes to load the library, and the modules of the CDK that it is made of. */
export function importTime(rounds: number): Comparison {
  return warmedUp(rounds, (side) => timeOf('--eval', importing(MODULES[side])));
}

/** How long a user waits in total: the time to import leaves out what is loaded on first use. */
export function coldStart(rounds: number): Comparison {
  return warmedUp(rounds, (side) => timeOf(require.resolve('tsx/cli'), join(__dirname, 'cold.ts'), side));
}

function importing(modules: string[]): string {
  return `
    const start = process.hrtime.bigint();
    ${modules.map((name) => `require('${name}');`).join('\n')}
    process.stdout.write(String(process.hrtime.bigint() - start));`;
}

function warmedUp(rounds: number, measure: (side: Side) => number): Comparison {
  interleaved(1, measure);
  return interleaved(rounds, measure);
}

function timeOf(...args: string[]): number {
  return Number(execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' })) / 1e6;
}
