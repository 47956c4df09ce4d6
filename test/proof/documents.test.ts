import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CLAIMS } from './specification/claims';
import { REFUTED } from './specification/refuted';
import { KNOWN_DISAGREEMENTS } from './witness/known-disagreements';

const ROOT = join(__dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/proof.md'), 'utf8');

test('docs/proof.md has each claim, word for word, with the document that promises it, and no other', () => {
  const rows = [...PAGE.matchAll(/^\| `([a-z-]+)` \| (.*) \| \[(.*)\]\(.*\) \|$/gm)].map(([, id, sentence, from]) => ({ id, sentence, from }));
  expect(rows).toEqual(CLAIMS.map(({ id, sentence, from }) => ({ id, sentence, from })));
});

test('docs/proof.md has each sentence that a request refutes, with the claims that are true instead', () => {
  const rows = [...PAGE.matchAll(/^\| (.*) \| ((?:`[a-z-]+`(?:, )?)+) \|$/gm)].map(([, sentence, claims]) => ({ sentence, claims }));
  expect(rows).toEqual(REFUTED.map(({ sentence, provenInstead }) => ({ sentence, claims: provenInstead.map((id) => `\`${id}\``).join(', ') })));
});

test('docs/proof.md has each disagreement with the policy engine, with the page of AWS', () => {
  for (const { about, page } of KNOWN_DISAGREEMENTS) {
    expect(PAGE.toLowerCase()).toContain(about.toLowerCase());
    expect(PAGE).toContain(page);
  }
});

test('every document that promises a claim is there', () => {
  expect(CLAIMS.filter(({ from }) => !existsSync(join(ROOT, from)))).toEqual([]);
});
