import { answerFor, ATTEMPTS, type Answered } from './attempts';
import { questionsOf, type Question } from './questions';
import type { Expectation } from '../expectation';
import type { AccessTable } from '../report/access-table';

/** A table, with what its answers mean that are neither yes nor no. */
export interface AccessTableWithReasons extends AccessTable {
  /** What `partly` stands for. */
  readonly parts: readonly string[];
  /** The context keys that `unknown` depends on. */
  readonly dependsOn: readonly string[];
}

/** Who may do what, as the policies say that should be live: a table for all keys that are alike. */
export function accessTables(expectation: Expectation): AccessTableWithReasons[] {
  return questionsOf(expectation).map(tableOf);
}

function tableOf({ title, key, actors }: Question): AccessTableWithReasons {
  const rows = actors.map((actor) => ({ actor: actor.name, answered: ATTEMPTS.map((attempt) => answerFor(key, actor, attempt)) }));
  return {
    title,
    attempts: ATTEMPTS.map(({ name }) => name),
    rows: rows.map(({ actor, answered }) => ({ actor, answers: answered.map(({ answer }) => answer) })),
    parts: unique(rows.flatMap(({ answered }) => answered.flatMap((one) => one.answer === 'partly' ? [partOf(one, answered)] : []))),
    dependsOn: unique(rows.flatMap(({ answered }) => answered.flatMap((one) => one.answer === 'unknown' ? one.dependsOn : []))).sort(),
  };
}

/** What somebody may do of what is tried. */
function partOf({ allowed, others }: Answered, all: readonly Answered[]): string {
  const names = (actions: readonly string[]) => actions.map((action) => action.replace('kms:', '')).join(', ');
  const part = allowed.length === 0 ? 'some of the calls' : allowed.length <= others.length ? `${names(allowed)} only` : `all but ${names(others)}`;
  const toItself = all[ATTEMPTS.findIndex(({ name }) => name === 'grant, else')];
  return toItself.answer === 'yes' ? `${part}; by a grant to itself, all of it` : part;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
