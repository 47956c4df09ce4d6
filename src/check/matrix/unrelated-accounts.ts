/** The ids of two accounts that none of the texts contains. */
export function unrelatedAccounts(texts: readonly string[]): string[] {
  const found: string[] = [];
  for (let id = 333333333333; found.length < 2; id += 111111) {
    if (!texts.some((text) => text.includes(`${id}`))) { found.push(`${id}`); }
  }
  return found;
}
