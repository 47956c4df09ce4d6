import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';

/**
 * The flags of `cdk init` that affect stacks, IAM and KMS. `@aws-cdk/aws-iam:minimizePolicies` is left out: it would cost
 * the hand-written side time, and reorder its policy. `@aws-cdk/aws-kms:defaultKeyPolicies` is always on in CDK v2.
 */
const CONTEXT = {
  '@aws-cdk/aws-iam:importedRoleStackSafeDefaultPolicyName': true,
  '@aws-cdk/aws-iam:standardizedServicePrincipals': true,
  '@aws-cdk/aws-kms:aliasNameRef': true,
  '@aws-cdk/aws-kms:reduceCrossAccountRegionPolicyScope': true,
  '@aws-cdk/core:checkSecretUsage': true,
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/core:includePrefixInUniqueNameGeneration': true,
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn'],
  '@aws-cdk/core:validateSnapshotRemovalPolicy': true,
};

/** The milliseconds that it takes to create and synthesize an app. `inspect` is not timed; afterwards the assembly is gone. */
export function synthesize(build: (app: App) => void, inspect?: (assembly: CloudAssembly) => void): number {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    globalThis.gc?.();
    const start = process.hrtime.bigint();
    const app = new App({ context: CONTEXT, outdir });
    build(app);
    const assembly = app.synth();
    const nanoseconds = process.hrtime.bigint() - start;
    inspect?.(assembly);
    return Number(nanoseconds) / 1e6;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
