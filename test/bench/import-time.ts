import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { interleaved, type Medians } from './interleaved';

const BASELINE = ['aws-cdk-lib/aws-kms', 'aws-cdk-lib/aws-iam', 'aws-cdk-lib/region-info'];
const LIBRARY = ['cdk-vault-replica-keys'];

/** How long Node takes to load the library, and the modules of the CDK that it is made of. */
export function importTime(rounds: number): Medians {
  requireInNewProcess(BASELINE);
  requireInNewProcess(LIBRARY);
  return interleaved(rounds, () => requireInNewProcess(BASELINE), () => requireInNewProcess(LIBRARY));
}

function requireInNewProcess(modules: string[]): number {
  const script = `
    const start = process.hrtime.bigint();
    ${modules.map((name) => `require('${name}');`).join('\n')}
    process.stdout.write(String(process.hrtime.bigint() - start));`;
  const nanoseconds = execFileSync(process.execPath, ['--eval', script], { cwd: join(__dirname, '..', '..'), encoding: 'utf8' });
  return Number(nanoseconds) / 1e6;
}
