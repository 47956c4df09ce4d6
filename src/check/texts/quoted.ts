/** A text in quotes, with no character that a terminal or a reader could take for something else. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[^ -~]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
