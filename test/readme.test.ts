import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './examples/run-app';
import { manualKeyPolicy } from './fixtures/manual';
import { PROTECTED, VAULT } from './fixtures/vault-app';

const ROOT = join(__dirname, '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

test('the first program has at most 15 lines, and makes the keys that the README says', async () => {
  const program = /```ts nofixture\n([\s\S]*?)```/.exec(README)![1];
  expect(program.trim().split('\n').length).toBeLessThanOrEqual(15);
  const { stacks } = await runProgram(program);
  expect(stacks.map(({ stackName }) => stackName).sort()).toEqual(['ReplicaKeys-eu-central-1', 'ReplicaKeys-eu-west-1']);
  const { Id, ...policy } = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
  for (const { template } of stacks) { expect(template.Resources.ReplicaKey2E487A43.Properties.KeyPolicy).toEqual(policy); }
});

test('an app that makes its VAULT role is the only one that the CLI sees', async () => {
  const { stacks } = await runProgram(`
    import { App } from 'aws-cdk-lib';
    import { MANUAL_EXAMPLE } from '${join(ROOT, 'examples/demo/manual-example')}';
    import { addVaultApp } from '${join(ROOT, 'examples/demo/vault-app')}';
    addVaultApp(new App(), MANUAL_EXAMPLE);
  `);
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['VaultRole', 'ReplicaKeys-eu-central-1', 'ReplicaKeys-eu-west-1']);
});

test('every pattern for roles of IAM Identity Center that users read is that of one permission set', () => {
  const texts = ['README.md', ...['docs', 'src'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((file) => `${folder}/${file}`))]
    .filter((file) => /\.(md|ts)$/.test(file)).map((file) => readFileSync(join(ROOT, file), 'utf8')).join('\n');
  const endings = [...texts.matchAll(/AWSReservedSSO_KeyAdmins_([*?]+)/g)].map(([, ending]) => ending);
  expect(endings.length).toBeGreaterThan(2);
  expect(new Set(endings)).toEqual(new Set(['?'.repeat(16)]));
});
