/** A text in quotes, with escapes for characters that could mislead a terminal or a reader. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
