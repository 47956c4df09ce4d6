import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lint } from './lint';

const ROOT = join(__dirname, '../..');

const FOLDERS = ['.ci', '.github/ISSUE_TEMPLATE', 'docs', 'examples', 'projenrc', 'src', 'test'];

const FILES = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'API.md', '.github/pull_request_template.md', '.projenrc.ts'],
  ...FOLDERS.flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`)),
].filter((file) => /(?:^\.ci\/run|\.(?:md|[cm]?[jt]s|sh|py|go|java|guard|yml))$/.test(file)
  // The list of words, and its tests, contain them. Installed packages are those of others.
  && !/^test\/prose\/|\/node_modules\//.test(file));

test('no text of the project uses a word of the list, or one that write-good finds wordy', () => {
  expect(FILES.length).toBeGreaterThan(600);
  expect(FILES.flatMap((file) => lint(file, readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
});
