import { alarmsGrid, type AlarmsRow } from './alarms-grid';
import { FEW_ROWS } from './alike';
import { word } from './verdicts';
import type { Paint } from '../command-line/paint';
import { printable } from '../command-line/printable';
import { wrap } from '../command-line/wrap';
import type { KeyAlarms } from '../finding';
import { listedInShort } from '../texts/listed';

const TITLE = 'Alarms';

const GAP = 3;

/**
 * The lines about alarms: a table, or a list where a table does not fit, or a sentence where nobody is notified of anything.
 *
 * @param familiar the account whose Regions need no account: the only VAULT account.
 */
export function alarmsTable(alarms: readonly KeyAlarms[], familiar: string | undefined, width: number, paint: Paint): string[] {
  if (alarms.length === 0) { return []; }
  const grid = alarmsGrid(alarms, FEW_ROWS);
  if (typeof grid === 'string') { return wrap(grid, width); }
  const labels = grid.rows.map((row) => label(row, familiar));
  const first = Math.max(TITLE.length, ...labels.map(({ length }) => length)) + GAP;
  const widths = grid.titles.map((title, index) => Math.max(title.length, ...grid.rows.map(({ cells }) => word(cells[index]).length)) + GAP);
  if (first + widths.reduce((sum, one) => sum + one, 0) - GAP > width) {
    const texts = grid.rows.map(({ cells }) => cells.flatMap((cell, index) => cell === undefined ? [] : [`${grid.titles[index]} ${word(cell)}`]).join(', '));
    return [paint('bold', TITLE), ...texts.flatMap((text, index) => wrap(`${labels[index]}: ${text}`, width))];
  }
  const line = (head: string, cells: readonly string[]) => [head.padEnd(first), ...cells.map((cell, index) => cell.padEnd(widths[index]))].join('').trimEnd();
  return [paint('bold', line(TITLE, grid.titles)), ...grid.rows.map(({ cells }, index) => line(labels[index], cells.map(word)))];
}

/** The Region, or several. */
function label({ places }: AlarmsRow, familiar: string | undefined): string {
  const names = places.map(({ account, region }) => printable(account === familiar ? region : `${account} ${region}`));
  return listedInShort(names, 2);
}
