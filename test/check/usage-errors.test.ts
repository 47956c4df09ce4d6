import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { isText, textOf } from '../fixtures/source-texts';

const CHECK = join(__dirname, '../../src/check');

/** The sentences of usage errors, with `…` for what a template inserts, by file and line. */
const SENTENCES = readdirSync(CHECK, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).flatMap((file) => {
  const source = ts.createSourceFile(file, readFileSync(join(CHECK, file), 'utf8'), ts.ScriptTarget.Latest, true);
  const found: Array<readonly [place: string, sentence: string]> = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && node.expression.getText(source) === 'UsageError') {
      for (const text of textsOf(node.arguments![0])) {
        found.push([`${file}:${source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1}`, text]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
});

/** The texts that an argument can be. None for a name, which is one of the texts elsewhere. */
function textsOf(node: ts.Expression): string[] {
  if (ts.isConditionalExpression(node)) { return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)]; }
  return isText(node) ? [textOf(node, '…')] : [];
}

test('there are usage errors to look at', () => {
  expect(SENTENCES.length).toBeGreaterThan(50);
});

test.each(SENTENCES)('%s: %s', (_, sentence) => {
  // What is wrong, then a semicolon, and what to do: perhaps after the rule, or in a part that is inserted.
  expect(sentence).toMatch(/^(?:[a-z"…]|Region|VAULT).*(?:; .+|…)$/s);
  expect(sentence).not.toMatch(/[.!]$| {2}|: (?:choose|create|delete|give|leave|list|remove|replace|run|set|use|write)\b/);
});
