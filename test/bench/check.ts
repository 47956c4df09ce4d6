import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { FakeAws } from '../check/fake-aws/fake-aws';
import { LARGE, largeProfiles, largeWorld } from '../check/fake-aws/large-world';

const COMMAND = join(__dirname, '../../assets/check/main/index.js');

/** Has a program say at its end how much CPU it took, in microseconds. */
const REPORT = "process.on('exit', () => require('fs').writeSync(3, JSON.stringify(process.cpuUsage())))";

/** What a check takes. */
export interface CheckCost {
  readonly cpuSeconds: number;
  readonly calls: number;
}

/** Runs the command on a fake of AWS with 30 Regions and 100 PROTECTED accounts in which everything works. */
export async function checkCost(): Promise<CheckCost> {
  const aws = await FakeAws.start(largeWorld());
  const directory = mkdtempSync(join(tmpdir(), 'check-'));
  const [credentials, hook] = ['credentials', 'report.cjs'].map((name) => join(directory, name));
  try {
    writeFileSync(credentials, largeProfiles());
    writeFileSync(hook, REPORT);
    const profiles = [...LARGE.profiles].flatMap(([account, profile]) => ['--profile', `${account}=${profile}`]);
    const env = { AWS_ENDPOINT_URL: aws.endpoint, AWS_SHARED_CREDENTIALS_FILE: credentials, AWS_CONFIG_FILE: join(directory, 'config'), AWS_EC2_METADATA_DISABLED: 'true' };
    const child = spawn(process.execPath, ['--require', hook, COMMAND, 'check', ...LARGE.args, ...profiles], { env, stdio: ['ignore', 'pipe', 'inherit', 'pipe'] });
    const [output, usage, [exitCode]] = await Promise.all([text(child.stdout!), text(child.stdio[3] as NodeJS.ReadableStream), once(child, 'close')]);
    assert(exitCode === 0, `the check of what works ends with ${exitCode}: ${output}`);
    const { user, system } = JSON.parse(usage);
    return { cpuSeconds: (user + system) / 1e6, calls: aws.calls.length };
  } finally {
    rmSync(directory, { recursive: true });
    await aws.stop();
  }
}
