import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SURVIVORS } from './survivors';

interface Position { readonly line: number; readonly column: number }
interface Mutant {
  readonly status: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: Position; readonly end: Position };
}
interface Report { readonly files: Record<string, { readonly source: string; readonly mutants: Mutant[] }> }

/** The least that a file may score, in percent of its mutants. */
const LEAST = 90;

/** What the mutant replaces, on one line. */
function original(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines[lines.length - 1].slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return onOneLine(lines.join('\n'));
}

function onOneLine(code: string): string {
  return code.replace(/\s+/g, ' ').trim();
}

const problems = new Array<string>();
const answered = new Set<unknown>();
const files = process.argv.slice(2).flatMap((path) => {
  const report: Report = JSON.parse(readFileSync(path, 'utf8'));
  return Object.entries(report.files);
}).sort(([one], [other]) => one.localeCompare(other));

let allDetected = 0;
let all = 0;
for (const [file, { source, mutants }] of files) {
  const valid = mutants.filter(({ status }) => !['CompileError', 'Ignored', 'RuntimeError'].includes(status));
  const survivors = valid.filter(({ status }) => ['Survived', 'NoCoverage'].includes(status));
  if (valid.length === 0) { continue; }
  all += valid.length;
  allDetected += valid.length - survivors.length;
  const score = 100 * (1 - survivors.length / valid.length);
  console.log(`${score.toFixed(1).padStart(6)} %  ${`${valid.length - survivors.length}/${valid.length}`.padStart(8)}  ${file}`);
  if (score < LEAST && survivors.length > 1) {
    problems.push(`${file} scores ${score.toFixed(1)} %, but ${LEAST} % is the least`);
  }
  for (const { location, replacement, mutatorName } of survivors) {
    const from = original(source, location);
    const to = onOneLine(replacement);
    const answer = SURVIVORS.find((one) => join('src', one.file) === file && one.from === from && one.to === to);
    if (answer) {
      answered.add(answer);
    } else {
      problems.push(`${file}:${location.start.line} survived: ${from}  →  ${to} (${mutatorName})`);
    }
  }
}
// Of a run of some files only, nothing can be said about the others.
const mutated = new Set(files.map(([file]) => file));
for (const survivor of SURVIVORS) {
  if (!answered.has(survivor) && mutated.has(join('src', survivor.file))) {
    problems.push(`src/${survivor.file}: no longer survives, take it off the list: ${survivor.from}  →  ${survivor.to}`);
  }
}
console.log(`${(100 * allDetected / all).toFixed(1).padStart(6)} %  ${`${allDetected}/${all}`.padStart(8)}  all`);
for (const problem of problems) { console.error(problem); }
console.log(`Tests: ${problems.length ? `${problems.length} failed, ` : ''}${allDetected + answered.size} passed`);
process.exitCode = problems.length ? 1 : 0;
