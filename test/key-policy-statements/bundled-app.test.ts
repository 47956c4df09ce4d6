import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync, type BuildOptions } from 'esbuild';

/** An app that uses the code of both functions, as its users would bundle it: without this package next to it. */
const APP = `
  import { App, Stack } from 'aws-cdk-lib';
  import { Alias } from 'aws-cdk-lib/aws-kms';
  import { ProtectedKeyAccess } from 'cdk-vault-replica-keys';
  const stack = new Stack(new App(), 'Protected');
  new ProtectedKeyAccess(stack, 'Access', { keys: [Alias.fromAliasName(stack, 'Key', 'alias/backup')], vaultAccount: '111111111111', restoreStatements: true });
  const { Resources } = stack.node.root.synth().stacks[0].template;
  console.log(JSON.stringify(Object.values(Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function').map(({ Properties }) => Properties.Code.ZipFile.length > 5000)));
`;

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'bundled-')); });
afterEach(() => rmSync(directory, { recursive: true }));

test.each<[string, BuildOptions]>([
  ['CommonJS', { format: 'cjs', outfile: 'app.cjs' }],
  ['an ES module', { format: 'esm', outfile: 'app.mjs' }],
])('an app that esbuild bundles as %s finds the code of the functions', (_format, { outfile, ...options }) => {
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
  expect(JSON.parse(execFileSync('node', [join(directory, outfile!)], { encoding: 'utf8' }))).toEqual([true, true]);
});
