import { putTogether, type Alike } from './alike';
import type { Verdict } from '../evaluator/verdict';
import type { RegionCases } from '../finding';

/** The cases of some Regions as a table: a row for each target Region, and a column for each source Region of case B. */
export interface CasesGrid {
  readonly sources: readonly Alike<unknown>[];
  readonly rows: readonly GridRow[];
}

/** A row, with a verdict for each column. A verdict is undefined where no source is known. */
export interface GridRow {
  readonly names: readonly string[];
  readonly A: Verdict;
  readonly B: readonly (Verdict | undefined)[];
  readonly C: Verdict;
}

/** How many columns and rows that are alike stay apart. */
export interface Few {
  readonly sources: number;
  readonly rows: number;
}

/** Arranges cases as a table. Columns and rows that are alike are one where there are more than a few of them. */
export function casesGrid(regions: readonly RegionCases[], few: Few): CasesGrid {
  const sources = [...new Set(regions.flatMap(({ B }) => Object.keys(B)))];
  const columns = putTogether(sources.map((source) => ({ names: [source], content: regions.map(({ B }) => B[source]) })), few.sources);
  const rows = putTogether(regions.map((region) => ({
    names: [region.region], content: [region.A, region.C, ...columns.map(({ names: [source] }) => region.B[source])] as const,
  })), few.rows);
  return {
    sources: columns,
    rows: rows.map(({ names, content: [A, C, ...B] }) => ({ names, A: A!, B, C: C! })),
  };
}
