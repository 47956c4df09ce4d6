import writeGood from 'write-good';
import { lineCommentPassages } from './line-comment-passages';
import { markdownPassages } from './markdown-passages';
import type { Passage } from './passage';
import { typeScriptPassages } from './typescript-passages';
import { WORDS } from './words';

/** What write-good finds wordy and is plain here: everyday English, terms of the subject, and the cells of tables that repeat. */
const PLAIN = new RegExp(`^(?:${[
  'all of', 'however', 'in addition', 'in between', 'it (?:is|was)', 'point in time',
  'equivalent', 'evaluate', 'maximum', 'minimum', 'modify', 'multiple', 'retain', 'satisfy', 'subsequent', 'type of', 'typeof', 'validate',
  'yes', 'no', 'unknown', '<?\\S*[/_<>]\\S*', '\\W*', '\\d+',
].join('|')})$`, 'i');

/** Where a text uses a word of the list, or one that write-good finds wordy, as `docs/x.md:12: "beside" — write "next to"`. */
export function lint(file: string, text: string): string[] {
  return passagesOf(file, text).flatMap((passage) => problemsIn(passage).map(({ index, found, advice }) => {
    const line = passage.line + passage.text.slice(0, index).split('\n').length - 1;
    return { line, problem: `${file}:${line}: "${onOneLine(found)}" — ${advice}` };
  })).sort((one, other) => one.line - other.line).map(({ problem }) => problem);
}

function passagesOf(file: string, text: string): Passage[] {
  if (file.endsWith('.md')) { return markdownPassages(text); }
  return /\.[cm]?[jt]s$/.test(file) ? typeScriptPassages(text) : lineCommentPassages(text);
}

interface Problem {
  readonly index: number;
  readonly found: string;
  readonly advice: string;
}

/** Where both know a word, the list says what to write instead. */
function problemsIn(passage: Passage): Problem[] {
  const known = listed(passage);
  return [...known, ...wordy(passage).filter(({ index }) => !known.some((problem) => problem.index === index))];
}

function listed({ text }: Passage): Problem[] {
  return WORDS.flatMap(({ pattern, write }) => [...text.matchAll(pattern)].map((match) => ({ index: match.index, found: match[0], advice: `write ${write}` })));
}

function wordy({ text }: Passage): Problem[] {
  // Left out is what good technical English does: passive voice, "many", "only", "there is", "so".
  return writeGood(text, { passive: false, weasel: false, adverb: false, thereIs: false, so: false })
    .map(({ index, offset, reason }) => ({ index, found: text.slice(index, index + offset), advice: reason.replace(/^".*?" /s, '') }))
    .filter(({ found }) => !PLAIN.test(onOneLine(found)));
}

function onOneLine(text: string): string {
  return text.trim().replace(/\s+/g, ' ');
}
