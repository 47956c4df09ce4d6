/** The types of Conventional Commits that this project uses. */
export const TYPES = ['feat', 'fix', 'perf', 'refactor', 'test', 'docs', 'style', 'build', 'ci', 'chore'];

/** The most characters that `git log --oneline` and GitHub show of a subject. */
export const MAX_CHARACTERS = 72;
const FORM = new RegExp(`^(?:${TYPES.join('|')})(?:\\([^()]+\\))?!?: \\S`);

/** What is wrong with the subject of a commit, if anything is. */
export function subjectProblem(subject: string): string | undefined {
  if (!FORM.test(subject)) { return `begins with none of the types ${TYPES.join(', ')}, a colon and a space`; }
  return subject.length > MAX_CHARACTERS ? `has ${subject.length} characters, but the limit is ${MAX_CHARACTERS}` : undefined;
}
