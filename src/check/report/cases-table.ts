import { FEW_ROWS } from './alike';
import { casesGrid, type CasesGrid } from './cases-grid';
import { word } from './verdicts';
import type { Paint } from '../command-line/paint';
import { printable } from '../command-line/printable';
import { wrap } from '../command-line/wrap';
import type { Verdict } from '../evaluator/verdict';
import type { RegionCases } from '../finding';

/** How a table is made narrower until it fits. */
const ATTEMPTS = [
  { gap: 3, sources: Infinity, title: 'B PROTECTED key from' },
  { gap: 2, sources: Infinity, title: 'B PROTECTED key from' },
  { gap: 2, sources: 1, title: 'B PROTECTED key from' },
  { gap: 2, sources: 1, title: 'B PROTECTED key' },
];

const COLORS = { yes: 'green', no: 'red', unknown: 'yellow' } as const;

interface Column {
  readonly title: string;
  readonly subtitle: string;
  readonly cells: readonly (Verdict | undefined)[];
}

/** The lines of a table of cases that fits the width. */
export function casesTable(regions: readonly RegionCases[], width: number, paint: Paint): string[] {
  const tables = ATTEMPTS.map(({ sources, ...form }) => new CasesTable(casesGrid(regions, { sources, rows: FEW_ROWS }), form));
  const table = tables.find((one) => one.width <= width) ?? tables[tables.length - 1];
  return table.lines(width, paint);
}

class CasesTable {
  private readonly notes: string[] = [];
  private readonly labels: readonly string[];
  private readonly left: Column;
  private readonly middle: readonly Column[];
  private readonly right: Column;

  private readonly gap: number;

  constructor({ rows, sources }: CasesGrid, { gap, title }: { readonly gap: number; readonly title: string }) {
    this.gap = gap;
    const known = sources.length > 0;
    const regions = rows.flatMap(({ names }) => names).length;
    const rest = rows.filter(({ names }) => names.length > 1).length === 1;
    this.labels = rows.map(({ names }) => this.label(names, regions, rest));
    this.left = { title: 'A unencrypted', subtitle: 'source', cells: rows.map(({ A }) => A) };
    this.middle = (known ? sources : [{ names: [] }]).map(({ names }, index) => ({
      title: index > 0 ? '' : known ? title : 'B PROTECTED key',
      subtitle: known ? this.label(names, sources.flatMap((source) => source.names).length, false) : 'none known',
      cells: rows.map(({ B }) => B[index]),
    }));
    this.right = { title: 'C VAULT key', subtitle: 'source', cells: rows.map(({ C }) => C) };
  }

  public get width(): number {
    return this.widthOf(this.middle);
  }

  public lines(width: number, paint: Paint): string[] {
    const blocks = this.blocks(width).map((middle) => this.block(middle, paint));
    return [
      ...blocks.flatMap((lines, index) => index > 0 ? ['', ...lines] : lines),
      ...this.notes.flatMap((note, index) => wrap(`(${index + 1}) ${note}`, width)),
    ];
  }

  /** As many source Regions at a time as fit. */
  private blocks(width: number): Column[][] {
    const blocks: Column[][] = [[]];
    for (const column of this.middle) {
      const last = blocks[blocks.length - 1];
      if (last.length === 0 || this.widthOf([...last, column]) <= width) {
        last.push(column);
      } else {
        // Each block begins with the title that the first column has.
        blocks.push([{ ...column, title: this.middle[0].title }]);
      }
    }
    return blocks;
  }

  private block(middle: readonly Column[], paint: Paint): string[] {
    const columns = [this.left, ...middle, this.right];
    const widths = [this.labelWidth, ...this.columnWidths(middle)];
    const line = (cells: readonly string[]) => cells.map((cell, index) => cell.padEnd(widths[index])).join('').trimEnd();
    const span = widths.slice(2, -1).reduce((sum, one) => sum + one, 0);
    return [
      paint('bold', ['Region'.padEnd(widths[0]), this.left.title.padEnd(widths[1]), middle[0].title.padEnd(span), this.right.title].join('')),
      paint('bold', line(['', ...columns.map(({ subtitle }) => subtitle)])),
      ...this.labels.map((label, row) => [
        label.padEnd(widths[0]),
        ...columns.map(({ cells: { [row]: verdict } }, index) => {
          const text = index < columns.length - 1 ? word(verdict).padEnd(widths[index + 1]) : word(verdict);
          return verdict === undefined ? text : paint(COLORS[verdict], text);
        }),
      ].join('')),
    ];
  }

  private get labelWidth(): number {
    return Math.max('Region'.length, ...this.labels.map((label) => label.length)) + this.gap;
  }

  private columnWidths(middle: readonly Column[]): number[] {
    const widthOf = ({ subtitle, cells }: Column, title: string) => (
      Math.max(...[title, subtitle, ...cells.map(word)].map(({ length }) => length)) + this.gap
    );
    const widths = middle.map((column) => widthOf(column, ''));
    const lacking = middle[0].title.length + this.gap - widths.reduce((sum, one) => sum + one, 0);
    widths[widths.length - 1] += Math.max(0, lacking);
    return [widthOf(this.left, this.left.title), ...widths, widthOf(this.right, this.right.title) - this.gap];
  }

  private widthOf(middle: readonly Column[]): number {
    return [this.labelWidth, ...this.columnWidths(middle)].reduce((sum, one) => sum + one, 0);
  }

  /** A name for one or several Regions. Which they are a note says, where it does not go without saying. */
  private label(names: readonly string[], total: number, isRest: boolean): string {
    if (names.length === 1) { return printable(names[0]); }
    if (names.length === total) { return `all ${total} Regions`; }
    if (isRest) { return `${names.length} others`; }
    this.notes.push(names.map(printable).join(', '));
    return `${names.length} Regions (${this.notes.length})`;
  }
}
