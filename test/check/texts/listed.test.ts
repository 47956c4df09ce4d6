import { listed, listedInShort } from '../../../src/check/texts/listed';

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b, and c'],
])('%j reads as a list in a sentence', (names, text) => {
  expect(listed(names)).toBe(text);
});

test('a choice is listed with "or"', () => {
  expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b, or c');
});

test('of more than four names, the first three are listed and the others counted', () => {
  expect(listedInShort(['a', 'b', 'c', 'd'])).toBe('a, b, c, and d');
  expect(listedInShort(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, and 2 more');
});
