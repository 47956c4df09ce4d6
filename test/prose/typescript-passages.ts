import * as ts from 'typescript';
import { CODE, type Passage, placeholder, prose } from './passage';
import { isText, textOf } from '../fixtures/source-texts';

/** What a person reads in a TypeScript or JavaScript file: its comments, its strings and the texts of its templates. */
export function typeScriptPassages(text: string): Passage[] {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true);
  const lineAt = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  return [...commentsOf(source), ...stringsOf(source)].map(({ position, text: found }) => ({ line: lineAt(position), text: prose(found) }));
}

interface Found {
  readonly position: number;
  readonly text: string;
}

/** The comments around each token. Line comments that follow each other are one passage, because a sentence goes on in the next line. */
function commentsOf(source: ts.SourceFile): Found[] {
  const ranges = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const parts = node.getChildren(source).filter((child) => !ts.isJSDoc(child));
    parts.forEach(visit);
    if (parts.length > 0) { return; }
    for (const range of [...ts.getLeadingCommentRanges(source.text, node.pos) ?? [], ...ts.getTrailingCommentRanges(source.text, node.end) ?? []]) {
      ranges.set(range.pos, range);
    }
  };
  visit(source);
  const found: Found[] = [];
  let end = 0;
  for (const range of [...ranges.values()].sort((one, other) => one.pos - other.pos)) {
    const between = source.text.slice(end, range.pos);
    const text = withoutMarkers(source.text.slice(range.pos, range.end));
    const previous = found.at(-1);
    if (previous && /^\r?\n[ \t]*$/.test(between)) {
      found[found.length - 1] = { position: previous.position, text: `${previous.text}\n${text}` };
    } else {
      found.push({ position: range.pos, text });
    }
    end = range.end;
  }
  return found;
}

function withoutMarkers(comment: string): string {
  return comment
    .replace(/^\/\/|^\/\*+|\*+\/$|^[ \t]*\*/gm, '')
    .replace(/@example\n[\s\S]*?(?=\n *@|$(?![\s\S]))/g, placeholder);
}

/** Strings of more than a word. What a template or a concatenation inserts counts as code. */
function stringsOf(source: ts.SourceFile): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (isText(node) && !(ts.isBinaryExpression(node.parent) && isText(node.parent))) {
      // Only a template continues in the next line of the file: elsewhere, a line break is written as `\n`.
      const all = textOf(node, CODE);
      const text = ts.isTemplateLiteral(node) ? all : all.replaceAll('\n', ' ');
      if (/\w\s+\w/.test(text)) { found.push({ position: node.getStart(source), text }); }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
