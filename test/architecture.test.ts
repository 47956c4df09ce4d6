import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import * as ts from 'typescript';

const SRC = join(__dirname, '../src');

/** The folders of `src`, each of which may import from those before it. */
const LAYERS = ['arns', 'synthesis', 'key-policy', 'assembly-records', 'key-events', 'vault-replica-keys', 'key-policy-statements', 'protected-key-access', 'stack-sets', 'check'];

const FILES = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));

/** The files of `src` that each file imports, types included. */
const IMPORTS = new Map(FILES.map((file) => [file, importsOf(file)]));

function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SRC, file), 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => `${resolve(dirname(join(SRC, file)), fileName)}.ts`)
    .filter((path) => existsSync(path))
    .map((path) => relative(SRC, path));
}

/** The first files that import each other, in a circle. */
function circleFrom(file: string, path: readonly string[], done: Set<string>): string[] | undefined {
  if (path.includes(file)) { return [...path.slice(path.indexOf(file)), file]; }
  if (done.has(file)) { return undefined; }
  for (const imported of IMPORTS.get(file)!) {
    const circle = circleFrom(imported, [...path, file], done);
    if (circle) { return circle; }
  }
  done.add(file);
  return undefined;
}

test('every folder of src has its layer', () => {
  const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(folders.sort()).toEqual([...LAYERS].sort());
});

test('imports point to the same layer or to one below', () => {
  const layerOf = (file: string) => LAYERS.indexOf(file.split('/')[0]);
  const upward = [...IMPORTS].flatMap(([file, imported]) => imported
    .filter((other) => file !== 'index.ts' && layerOf(other) > layerOf(file))
    .map((other) => `${file} imports ${other}`));
  expect(upward).toEqual([]);
});

test('no files import each other in a circle', () => {
  const done = new Set<string>();
  expect(FILES.map((file) => circleFrom(file, [], done)).find((circle) => circle !== undefined)).toBeUndefined();
});

test('the handler imports from outside its folder only the limits of key policies, which hold in Lambda too', () => {
  const handler = 'key-policy-statements/handler/';
  const outside = [...IMPORTS].flatMap(([file, imported]) => file.startsWith(handler) ? imported.filter((other) => !other.startsWith(handler)) : []);
  expect(new Set(outside)).toEqual(new Set(['key-policy/rules/key-policy-limits.ts']));
});

test('nothing outside the handler imports from it', () => {
  const handler = 'key-policy-statements/handler/';
  const inward = [...IMPORTS].filter(([file, imported]) => !file.startsWith(handler) && imported.some((other) => other.startsWith(handler)));
  expect(inward).toEqual([]);
});

test('the command imports no CDK, through no file of the library either', () => {
  const imported = new Set<string>();
  const follow = (file: string) => {
    for (const name of valueImportsOf(file)) {
      if (imported.has(name)) { continue; }
      imported.add(name);
      if (name.endsWith('.ts')) { follow(name); }
    }
  };
  for (const file of FILES.filter((name) => name.startsWith('check/'))) { follow(file); }
  expect([...imported].filter((name) => /^(aws-cdk-lib|constructs|cdk-)/.test(name))).toEqual([]);
  // Of the library it imports some files, and these are not missed.
  expect(imported).toContain('key-policy/statements/key-actions.ts');
});

/** What a file imports and is there at run time: files of `src`, and packages by their names. */
function valueImportsOf(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(SRC, file), 'utf8'), ts.ScriptTarget.Latest);
  return source.statements.filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)).flatMap((statement) => {
    const { moduleSpecifier } = statement;
    const isTypeOnly = ts.isImportDeclaration(statement) ? statement.importClause?.isTypeOnly : statement.isTypeOnly;
    if (isTypeOnly || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) { return []; }
    const path = `${resolve(dirname(join(SRC, file)), moduleSpecifier.text)}.ts`;
    return [existsSync(path) ? relative(SRC, path) : moduleSpecifier.text];
  });
}
