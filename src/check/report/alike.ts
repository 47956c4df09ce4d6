/** As many rows of a table as somebody likes to read one by one, although they are alike. */
export const FEW_ROWS = 4;

/** Things with the same content, as one. */
export interface Alike<T> {
  readonly names: readonly string[];
  readonly content: T;
}

/** Puts together what has the same content, in the order of the first of each. Those of few stay apart. */
export function putTogether<T>(rows: readonly Alike<readonly T[]>[], few: number): Alike<readonly T[]>[] {
  const groups = new Map<string, Alike<readonly T[]>[]>();
  for (const row of rows) {
    const kind = row.content.join();
    groups.set(kind, [...groups.get(kind) ?? [], row]);
  }
  const large = [...groups.values()].filter((group) => group.length > few);
  const apart = rows.filter((row) => !large.some((group) => group.includes(row)));
  return [...apart, ...large.map(([first, ...rest]) => ({ names: [first, ...rest].flatMap(({ names }) => names), content: first.content }))];
}
