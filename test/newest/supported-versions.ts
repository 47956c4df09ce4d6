import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/*
 * Prints the page of supported versions. Runs in the copy of the project that has the newest CDK, where the code for all languages
 * was generated into the folder given; the other argument is the project, with the oldest CDK.
 */
const [project, generated] = process.argv.slice(2);

function installed(directory: string, name: string): string {
  return JSON.parse(readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8')).version;
}

function regions(directory: string): number {
  return createRequire(resolve(directory, 'package.json'))('aws-cdk-lib/region-info').RegionInfo.regions.length;
}

/** What is declared in the file of this name that the generated packages hold. */
function declared(name: string, pattern: RegExp): string {
  const [file] = readdirSync(generated, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(name));
  const [, version] = pattern.exec(readFileSync(join(generated, file), 'utf8'))!;
  return version;
}

function printed(command: string, ...args: string[]): string {
  const [version] = /\d+(\.\d+)+/.exec(execFileSync(command, args, { encoding: 'utf8' }))!;
  return version;
}

const { engines } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
const rows = [
  ...['aws-cdk-lib', 'constructs'].map((name) => [name, installed(project, name), installed('.', name), '`npm test`, `npm run test:newest`']),
  ['regions that aws-cdk-lib knows', `${regions(project)}`, `${regions('.')}`, 'others are refused'],
  ['Node.js', engines.node.replace('>= ', ''), process.versions.node, '`npm test`'],
  ['Python', declared('setup.py', /"python_requires": "[~>=]*([\d.]+)"/), printed('python3', '--version'), '`npm run bindings`'],
  ['Java', declared('pom.xml', /<source>1\.(\d+)<\/source>/), printed('javac', '-version'), '`npm run bindings`'],
  ['Go', declared('go.mod', /^go ([\d.]+)$/m), printed('go', 'version'), '`npm run bindings`'],
  ['.NET', declared('.csproj', /<TargetFramework>net(?:coreapp)?([\d.]+)<\/TargetFramework>/), 'none', 'its code is generated and read, not built'],
];

console.log(`# Supported versions

Written by \`npm run test:newest -- --record\` on ${new Date().toISOString().slice(0, 10)}, when all tests had passed at both ends. The oldest are what the packages declare; those in between are expected to work, and so are newer ones of the same major version.

|  | oldest | newest tried | tried by |
| --- | --- | --- | --- |
${rows.map((row) => `| ${row.join(' | ')} |`).join('\n')}

[Why these](decisions/ADR-01-peer-versions.md). The apps in other languages are tried with the oldest aws-cdk-lib.`);
