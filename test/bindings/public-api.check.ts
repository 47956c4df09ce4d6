import { readdirSync, readFileSync } from 'node:fs';
import { PUBLIC_API, usedBy } from './public-api';
import { BINDINGS } from './results';

test(`the TypeScript app names all ${PUBLIC_API.length} members of the public API`, () => {
  const app = readFileSync('test/bindings/typescript/app.ts', 'utf8');
  expect(PUBLIC_API.filter((name) => !new RegExp(`\\b${name.replace(/^.*\./, '')}\\b`).test(app))).toEqual([]);
});

test.each(BINDINGS)(`the app in $language uses all ${PUBLIC_API.length}, as the jsii runtime saw`, ({ requests }) => {
  const used = new Set(requests.flatMap(usedBy));
  expect(PUBLIC_API.filter((name) => !used.has(name))).toEqual([]);
});

test('the C# code has them all', () => {
  const directory = '.cache/bindings/packages/dotnet';
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cs'));
  const code = files.map((file) => readFileSync(`${directory}/${file}`, 'utf8')).join('\n');
  const names = PUBLIC_API.map((name) => name.replace(/^new |^.*\./, '')).map((name) => `${name[0].toUpperCase()}${name.slice(1)}`);
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});
