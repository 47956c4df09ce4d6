import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';

/** An app that uses the function's code, as its users would bundle it: without this package beside it. */
const APP = `
  import { App, Stack } from 'aws-cdk-lib';
  import { Alias } from 'aws-cdk-lib/aws-kms';
  import { ProtectedKeyAccess } from 'cdk-vault-replica-keys';
  const stack = new Stack(new App(), 'Protected');
  new ProtectedKeyAccess(stack, 'Access', { keys: [Alias.fromAliasName(stack, 'Key', 'alias/backup')], vaultAccount: '111111111111' });
  const { Resources } = stack.node.root.synth().stacks[0].template;
  console.log(Object.values(Resources).find(({ Type }) => Type === 'AWS::Lambda::Function').Properties.Code.ZipFile.length);
`;

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'bundled-')); });
afterEach(() => rmSync(directory, { recursive: true }));

test.each<[string, BuildOptions]>([
  ['CommonJS', { format: 'cjs', outfile: 'app.cjs' }],
  ['an ES module', { format: 'esm', outfile: 'app.mjs' }],
])('an app that esbuild bundles as %s finds the code of the function', (_format, { outfile, ...options }) => {
  const project = join(__dirname, '../..');
  buildSync({
    stdin: { contents: APP, resolveDir: project },
    bundle: true,
    platform: 'node',
    alias: { 'cdk-vault-replica-keys': join(project, 'src') },
    external: ['aws-cdk-lib', 'constructs'],
    outfile: join(directory, outfile!),
    logLevel: 'error',
    ...options,
  });
  symlinkSync(join(project, 'node_modules'), join(directory, 'node_modules'));
  expect(Number(execFileSync('node', [join(directory, outfile!)], { encoding: 'utf8' }))).toBeGreaterThan(5_000);
});
