/** Names as a list in a sentence: `a and b`, or `a, b, and c`. */
export function listed(names: readonly string[], conjunction: 'and' | 'or' = 'and'): string {
  if (names.length < 3) { return names.join(` ${conjunction} `); }
  return `${names.slice(0, -1).join(', ')}, ${conjunction} ${names[names.length - 1]}`;
}

/** The same for many names: the first few, and the number of the others. */
export function listedInShort(names: readonly string[], most = 4): string {
  return listed(names.length <= most ? names : [...names.slice(0, most - 1), `${names.length - most + 1} more`]);
}
