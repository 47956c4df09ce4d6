import type { Paint } from '../command-line/paint';
import { printable } from '../command-line/printable';
import type { Expectation } from '../expectation';
import { accessTables, type AccessTableWithReasons } from '../matrix/access-tables';
import type { Answer } from '../matrix/attempts';
import { meaningsOf, POLICIES_ONLY } from '../matrix/meanings';

const COLORS = { yes: 'green', no: 'red', partly: 'yellow', unknown: 'yellow' } as const;

/** The least width of the column that says who. */
const NAMES = 27;

/** The width of the column of words in the legend. */
const WORDS = 11;

/** Who may do what with the keys, as the policies say that should be live. */
export function matrixCommand(expectation: Expectation, paint: Paint): string {
  const tables = accessTables(expectation);
  return [
    ...tables.flatMap((table) => [...linesOf(table, paint), '']),
    ...legend(tables, expectation),
  ].join('\n');
}

function linesOf({ title, attempts, rows: all }: AccessTableWithReasons, paint: Paint): string[] {
  const rows = all.map(({ actor, answers }) => ({ actor: printable(actor), answers }));
  const names = Math.max(NAMES, ...rows.map(({ actor }) => actor.length + 2));
  const widths = attempts.map((name, column) => Math.max(name.length, ...rows.map(({ answers }) => answers[column].length), 'partly'.length) + 2);
  return [
    paint('bold', printable(title)),
    attempts.reduce((line, name, column) => line + name.padEnd(widths[column]), ''.padEnd(names)).trimEnd(),
    ...rows.map(({ actor, answers }) => answers
      .reduce((line, answer, column) => line + paint(COLORS[answer as Answer], answer.padEnd(widths[column])), actor.padEnd(names)).trimEnd()),
  ];
}

/** What the words in the tables mean. A word that means several things stands there once. */
function legend(tables: readonly AccessTableWithReasons[], expectation: Expectation): string[] {
  const meanings = meaningsOf(tables, expectation);
  return [
    POLICIES_ONLY,
    ...meanings.map(({ word, meaning }, index) => `  ${(word === meanings[index - 1]?.word ? '' : word).padEnd(WORDS)} ${meaning}`),
  ];
}
