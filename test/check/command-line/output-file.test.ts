import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OutputFile } from '../../../src/check/command-line/output-file';
import { errorOf } from '../../fixtures/error-of';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'output-')); });
afterEach(() => rmSync(folder, { recursive: true }));

test('a file is made in the folder, or takes the place of the one that is there', () => {
  for (const text of ['first and longer', 'second']) {
    new OutputFile('report.html', folder).write(text);
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toBe(text);
  }
});

test('nothing is made before there is something to write', () => {
  new OutputFile('report.html', folder);
  expect(() => readFileSync(join(folder, 'report.html'))).toThrow('ENOENT');
});

test.each([
  ['.', '"--output ." is a directory; specify the name of a file, such as "./report.html"'],
  ['./', '"--output ./" is a directory; specify the name of a file, such as "./report.html"'],
  ['none/report.html', 'the directory of "--output none/report.html" does not exist; create it first, or specify a file in another'],
  ['file/report.html', 'the directory of "--output file/report.html" does not exist; create it first, or specify a file in another'],
  ['/proc/none/report.html', 'the directory of "--output /proc/none/report.html" does not exist; create it first, or specify a file in another'],
])('"%s" is refused before the work', (name, sentence) => {
  writeFileSync(join(folder, 'file'), '');
  expect(errorOf(() => new OutputFile(name, folder))).toBe(sentence);
});

test('a full disk is said in one sentence', () => {
  const file = new OutputFile('/dev/full', folder);
  expect(errorOf(() => file.write('text'))).toBe('"--output /dev/full" cannot be written (ENOSPC); choose another file');
});
