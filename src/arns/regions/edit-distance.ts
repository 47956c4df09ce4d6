/** How many characters to insert, delete, replace, or swap with their neighbor make one text of the other. */
export function editDistance(from: string, to: string): number {
  // A row for each length of the beginning of `from`, a column for each of `to`.
  const rows: number[][] = [[...Array(to.length + 1).keys()]];
  for (let i = 1; i <= from.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = rows[i - 1][j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1);
      // No character is before the first one.
      const swaps = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1];
      rows[i][j] = Math.min(replaced, rows[i - 1][j] + 1, rows[i][j - 1] + 1, swaps ? rows[i - 2][j - 2] + 1 : Infinity);
    }
  }
  return rows[from.length][to.length];
}
