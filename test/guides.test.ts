import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const ROOT = join(__dirname, '..');
const GUIDES = join(ROOT, 'docs/guides');

/** What the snippets of the guides assume: more than those of the README, whose fixture must compile in every language. */
const FIXTURE = `
import { readFileSync } from 'node:fs';
import { Annotations, Aspects, type IAspect } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { IConstruct } from 'constructs';
${readFileSync(join(ROOT, 'rosetta/default.ts-fixture'), 'utf8')}
declare const restoreRole: iam.Role;
declare const source: Stack;
declare const topic: sns.Topic;
`;

/** The snippets by the path that the compiler reads them from. */
const snippets = new Map(readdirSync(GUIDES).flatMap((guide) =>
  [...readFileSync(join(GUIDES, guide), 'utf8').matchAll(/^( *)```ts\n([\s\S]*?)^\1```$/gm)]
    .map(([, , snippet], index) => [join(ROOT, 'test', `${guide}.${index + 1}.ts`), asFunction(snippet)] as const)));

/** In a block of its own, a snippet may declare what the fixture declares. */
function asFunction(snippet: string): string {
  return FIXTURE.replace('/// here', '').replace(/^declare const access: .*$/m, (line) => snippet.includes('const access =') ? '' : line) + `{\n${snippet}\n}\n`;
}

test('every TypeScript snippet of the guides compiles', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.dev.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, ROOT);
  const compilerOptions = { ...options, noEmit: true, noUnusedLocals: false, noUnusedParameters: false };
  const host = ts.createCompilerHost(compilerOptions);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => snippets.has(path) || fileExists(path);
  host.readFile = (path) => snippets.get(path) ?? readFile(path);
  host.getSourceFile = (path, languageVersion, ...rest) => snippets.has(path)
    ? ts.createSourceFile(path, snippets.get(path)!, languageVersion)
    : getSourceFile(path, languageVersion, ...rest);
  const program = ts.createProgram([...snippets.keys()], compilerOptions, host);
  const problems = [...snippets.keys()].flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path))
    .map(({ messageText }) => `${path.slice(ROOT.length)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`));
  expect(snippets.size).toBeGreaterThan(12);
  expect(problems).toEqual([]);
});
