import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemblyDirectory } from '../../../src/check/command-line/assembly-directory';
import { errorOf } from '../../fixtures/error-of';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'cdk-app-')); });
afterEach(() => rmSync(folder, { recursive: true }));

const settings = (text: string) => writeFileSync(join(folder, 'cdk.json'), text);

test('without cdk.json it is cdk.out', () => {
  expect(assemblyDirectory(folder)).toBe('cdk.out');
});

test.each<[string, object, string]>([
  ['a program leaves it in cdk.out', { app: 'npx tsx bin/app.ts' }, 'cdk.out'],
  ['the output is where cdk.json puts it', { app: 'npx tsx bin/app.ts', output: 'build/assembly' }, 'build/assembly'],
  ['an app that is a directory is the assembly', { app: 'made-before', output: 'build' }, 'made-before'],
  ['an app that is a file is a program', { app: './app.sh' }, 'cdk.out'],
  ['an empty output is none', { output: '' }, 'cdk.out'],
  ['what is no text is ignored', { app: ['a'], output: 7 }, 'cdk.out'],
  ['a very long program is no directory', { app: `node ${'x'.repeat(5000)}` }, 'cdk.out'],
])('%s', (_, content, directory) => {
  mkdirSync(join(folder, 'made-before'));
  writeFileSync(join(folder, 'app.sh'), '');
  settings(JSON.stringify(content));
  expect(assemblyDirectory(folder)).toBe(directory);
});

test('a cdk.json that holds null says nothing', () => {
  settings('null');
  expect(assemblyDirectory(folder)).toBe('cdk.out');
});

test('a cdk.json that ends too early is refused', () => {
  settings('{ "output": "x"');
  expect(errorOf(() => assemblyDirectory(folder)))
    .toBe('"cdk.json" is not valid JSON, and it says where the cloud assembly is; correct it, or specify "--app DIRECTORY"');
});

test('a cdk.json that cannot be read is refused', () => {
  mkdirSync(join(folder, 'cdk.json'));
  expect(errorOf(() => assemblyDirectory(folder)))
    .toBe('"cdk.json" cannot be read (EISDIR), and it says where the cloud assembly is; specify "--app DIRECTORY"');
});
