import { execFileSync } from 'node:child_process';
import { subjectProblem } from './commit-rules';

// Older commits were written before the rule, and their subjects can no longer change.
const SINCE = '2026-11-25';

const log = execFileSync('git', ['log', '--no-merges', '--format=%h %as %s'], { encoding: 'utf8', maxBuffer: 2 ** 28 });
const commits = log.split('\n').flatMap((line) => {
  const [, hash, date, subject] = /^(\w+) (\S+) (.*)$/.exec(line) ?? [];
  return hash && date >= SINCE ? [{ hash, subject }] : [];
});
const problems = commits.flatMap(({ hash, subject }) => {
  const problem = subjectProblem(subject);
  return problem ? [`${hash} "${subject}" ${problem}`] : [];
});
for (const problem of problems) { console.error(problem); }
console.log(`${commits.length} subjects checked, ${problems.length} refused`);
process.exitCode = problems.length === 0 ? 0 : 1;
