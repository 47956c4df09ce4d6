import { lint } from './lint';
import { WORDS } from './words';

/** What the list must catch, by its words; the rest of a sentence shows the use. */
const CAUGHT: ReadonlyArray<readonly [found: string, sentence: string]> = [
  ['anew', 'The role was made anew.'],
  ['beside', 'It is installed beside its peers.'],
  ['bears', 'The alias that the key bears.'],
  ['befalls', 'The fault that befalls a call.'],
  ['mends', 'An error that says what mends it.'],
  ['shall', 'Regions that shall have a key.'],
  ['at hand', 'With Python 3 at hand.'],
  ['of theirs', 'A role of theirs may use the key.'],
  ['not to be had', 'The package is not to be had.'],
  ['in the manner of', 'Names in the manner of the language.'],
  ['without a word', 'The call is ignored without a word.'],
  ['no more than a word', 'It needs no more than a word.'],
  ['for the years after', 'Options for the years after.'],
  ['be regretted', 'What is legal and may be regretted.'],
  ['made elsewhere', 'A key that was made elsewhere.'],
  ['lets in', 'The first statement lets in the account.'],
  ['lets the VAULT role in', 'The policy lets the VAULT role in to keys.'],
  ['let in', 'Accounts that join are let in.'],
  ['alone', 'The name alone is not enough.'],
  ['takes at most', 'The field takes at most ten.'],
  ['KMS takes', 'KMS takes the wildcard.'],
  ['KMS does not take', 'A character that KMS does not take.'],
  ['not taken for', 'A token is not taken for a value.'],
  ['takes the change back', 'CloudFormation takes the change back in all.'],
  ['holds no', 'The directory holds no manifest.'],
  ['hold colons', 'The placeholders hold colons.'],
  ['holds …', 'The file holds `x`.'],
  ['holds 5,000 accounts', 'No policy holds 5,000 accounts.'],
  ['What the package holds', 'What the package holds.'],
  ['synthesises', 'The app synthesises itself.'],
  ['analyses', 'The tool analyses policies.'],
  ['behaviour', 'The new behaviour.'],
  ['cancelled', 'A cancelled request.'],
  ['licence', 'No licence is copyleft.'],
  ['centre', 'The knowledge centre.'],
  ['whilst', 'Wait whilst it deploys.'],
];

const ALLOWED = [
  'An account beside-the-point is a hyphenated word.',
  'A bearer token, and the shallow copy of an amendment.',
  'Keys that the app leaves alone, and statements that are left alone.',
  'The check takes seven seconds, and the write takes effect.',
  'What KMS takes seconds to show, and a boundary that does not mention KMS takes nothing from the role.',
  'The promise holds, whatever the policy says, and must hold in every Region.',
  'The key of the retired Region takes the place of the other one.',
  'An option lets you choose a value in each Region.',
  'However many accounts there are, all of them count in addition.',
  'A promise of exercise, otherwise precise.',
];

test.each(CAUGHT)('"%s" is rejected, with its line and what to write', (found, sentence) => {
  const [problem, ...others] = lint('docs/x.md', `# Title\n\nA first line.\n${sentence}\n`);
  expect(problem).toMatch(/^docs\/x\.md:4: ".+" — (?:write|is) /);
  expect([problem, ...others].join('\n')).toContain(`:4: "${found}" — write `);
});

test('every pattern of the list has a sentence here that it catches', () => {
  const idle = WORDS.filter(({ pattern }) => !CAUGHT.some(([, sentence]) => sentence.match(pattern)));
  expect(idle.map(({ pattern }) => pattern.source)).toEqual([]);
});

test.each(ALLOWED)('%s', (sentence) => {
  expect(lint('docs/x.md', `${sentence}\n`)).toEqual([]);
});

test.each([
  ['a goal that goes without saying', 'goes without saying'],
  ['a policy that is the the same', 'the'],
  ['nevertheless', 'nevertheless'],
])('write-good rejects %s', (sentence, found) => {
  expect(lint('docs/x.md', `It is ${sentence}.\n`)).toEqual([expect.stringContaining(`docs/x.md:1: "${found}" — is `)]);
});

describe('in Markdown', () => {
  const problems = (text: string) => lint('a.md', text);

  test('a phrase may continue in the next line, also of a list and a table', () => {
    expect(problems('The call is ignored without\na word.\n')).toHaveLength(1);
    expect(problems('- The call is ignored without\n  a word.\n')).toHaveLength(1);
    expect(problems('| a | b |\n| --- | --- |\n| x | beside it |\n')).toEqual(['a.md:3: "beside" — write "next to", "with" or "besides"']);
  });

  test('comments, titles of links and texts of images count', () => {
    expect(problems('<!-- shall -->\n')).not.toEqual([]);
    expect(problems('[beside](x.md)\n')).not.toEqual([]);
    expect(problems('![beside](x.svg)\n')).not.toEqual([]);
  });

  test('code, addresses and targets of links do not count, and lines after them are right', () => {
    expect(problems('```ts\nshall\n```\n\nUse `shall` and `a\nshall`, [here](shall.md), at https://example.com/shall.\n')).toEqual([]);
    expect(problems('```ts\nshall\nshall\n```\n\nIt shall.\n')[0]).toMatch(/^a\.md:6: "shall"/);
    expect(problems('  ```sh\n  shall\n  ```\n\nIt is `a\nb` and shall.\n')[0]).toMatch(/^a\.md:6: "shall"/);
  });
});

describe('in TypeScript', () => {
  const problems = (text: string) => lint('a.ts', text).map((problem) => problem.replace(/ — .*/, ''));

  test.each([
    ['a docstring', '/**\n * What it is.\n *\n * It shall\n * be.\n */\nfunction f() {}\n', 4],
    ['a tag of a docstring', '/**\n * What it is.\n *\n * @param x it shall be\n */\nfunction f(x: string) {}\n', 4],
    ['a line comment', 'f();\n// it shall be\n', 2],
    ['a comment after code', 'f(); // it shall be\n', 1],
    ['a comment before a bracket', 'f(\n  1,\n  // it shall be\n);\n', 3],
    ['a string', '\nthrow new Error(\'it shall be\');\n', 2],
    ['a template', '\nthrow new Error(`it ${x}\nshall be`);\n', 3],
    ['the template in a template', 'f(`it ${x ? `it shall be` : 1} is`);\n', 1],
    ['a test title', 'test(\'it shall be\', () => {});\n', 1],
    ['a value of an object', 'f({ description: \'it shall be\' });\n', 1],
  ])('%s counts', (_, text, line) => {
    expect(problems(text)[0]).toBe(`a.ts:${line}: "shall"`);
  });

  test('a phrase may continue in the next line comment, and in the next string of a concatenation', () => {
    expect(problems('// ignored without\n// a word\n')).toEqual(['a.ts:1: "without a word"']);
    expect(problems('f(\'ignored without \'\n  + \'a word\');\n')).toEqual(['a.ts:1: "without a word"']);
    expect(problems('// ignored without\n\n// a word\n')).toEqual([]);
  });

  test('names, single words, code in backticks and examples do not count', () => {
    expect(problems('import { shall } from \'shall\';\nconst alone = f(shall.beside, \'shall\', `${shall}`); // as `shall` does\n')).toEqual([]);
    expect(problems('/**\n * What it is.\n *\n * @example\n * const shall = 1;\n *\n * @see x\n */\nfunction f() {}\n')).toEqual([]);
  });

  test('what looks like a comment in a string or a regular expression is not one', () => {
    expect(problems('f(\'it is // it shall\');\n')).toEqual(['a.ts:1: "shall"']);
    expect(problems('f(/[/]/ /* shall */);\nf(`// it`);\n')).toEqual(['a.ts:1: "shall"']);
    expect(problems('f(/\\/\\/shall/);\n')).toEqual([]);
  });
});

test('in other languages, comments that begin a line count', () => {
  expect(lint('a.sh', '#!/bin/sh\nset -e\n# ignored without\n# a word\necho shall # shall\n')).toEqual([expect.stringContaining('a.sh:3: "without a word"')]);
  expect(lint('A.java', 'class A {\n    // it shall be\n}\n')).toEqual([expect.stringContaining('A.java:2: "shall"')]);
});
