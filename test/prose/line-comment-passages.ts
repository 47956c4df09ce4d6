import { type Passage, prose } from './passage';

/**
 * What a person reads in the sources of other languages: lines that are a comment, from `#` or `//`. Lines that follow each other are one passage.
 */
export function lineCommentPassages(text: string): Passage[] {
  return [...text.matchAll(/^[ \t]*(?:#|\/\/)(?!!).*(?:\n[ \t]*(?:#|\/\/).*)*/gm)].map((match) => ({
    line: text.slice(0, match.index).split('\n').length,
    text: prose(match[0].replace(/^[ \t]*(?:#|\/\/)/gm, '')),
  }));
}
