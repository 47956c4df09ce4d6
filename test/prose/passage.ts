/** Text that a person reads, and the line of the file in which it begins, counted from 1. Its line breaks are those of the file. */
export interface Passage {
  readonly line: number;
  readonly text: string;
}

/** What replaces code in a passage. It is not a word, so it completes no phrase. */
export const CODE = '…';

/** The text with one placeholder for the code, which keeps its line breaks so that later lines still count. */
export function placeholder(code: string): string {
  return CODE + code.replace(/[^\n]/g, '');
}

/** The prose of text that contains code between backticks, and addresses. */
export function prose(text: string): string {
  return text.replace(/`[^`]+`|\bhttps?:\/\/[^\s)>]+/g, placeholder);
}
