import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { manualKeyPolicy } from './manual';
import { PROTECTED, VAULT } from './vault-app';

const ROOT = join(__dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** Runs an app as the CDK CLI does: in a process of its own, which synthesises as it ends. */
function runUnderTheCli(program: string): CloudAssembly {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const directory = mkdtempSync(join(ROOT, '.cache', 'readme-'));
  try {
    writeFileSync(join(directory, 'app.ts'), program);
    execFileSync(process.execPath, [
      require.resolve('tsx/cli'), '--tsconfig', join(ROOT, 'tsconfig.dev.json'), join(directory, 'app.ts'),
    ], { env: { ...process.env, CDK_OUTDIR: join(directory, 'cdk.out') }, stdio: 'pipe' });
    const assembly = new CloudAssembly(join(directory, 'cdk.out'));
    // Templates are read when first asked for, and the directory goes.
    for (const stack of assembly.stacks) { expect(stack.template).toBeDefined(); }
    return assembly;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

test('the first program has at most 15 lines, and makes the keys that the README says', () => {
  const program = /```ts nofixture\n([\s\S]*?)```/.exec(README)![1];
  expect(program.trim().split('\n').length).toBeLessThanOrEqual(15);
  const { stacks } = runUnderTheCli(program);
  expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(['ReplicaKeys-eu-central-1', 'ReplicaKeys-eu-west-1']);
  const { Id, ...policy } = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
  for (const { template } of stacks) { expect(template.Resources.ReplicaKey2E487A43.Properties.KeyPolicy).toEqual(policy); }
});

test('an app that makes its VAULT role is the only one that the CLI sees', () => {
  const { stacks } = runUnderTheCli(`
    import { App } from 'aws-cdk-lib';
    import { addVaultApp, MANUAL_EXAMPLE } from '${join(ROOT, 'examples/demo/vault-app')}';
    addVaultApp(new App(), MANUAL_EXAMPLE);
  `);
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['VaultRole', 'ReplicaKeys-eu-central-1', 'ReplicaKeys-eu-west-1']);
});
