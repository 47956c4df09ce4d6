/** Words as a list in a sentence. */
export function listOf(words: readonly string[], conjunction: 'and' | 'or'): string {
  if (words.length < 3) { return words.join(` ${conjunction} `); }
  return `${words.slice(0, -1).join(', ')}, ${conjunction} ${words[words.length - 1]}`;
}
