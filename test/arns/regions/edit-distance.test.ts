import { editDistance } from '../../../src/arns/regions/edit-distance';

test.each<[string, string, number]>([
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['ab', 'ba', 1],
  ['badc', 'abcd', 2],
  // No part of a text is edited twice: the distance without that restriction would be 2.
  ['ca', 'abc', 3],
  ['aa', 'ab', 1],
])('from "%s" to "%s" and back it is %i', (from, to, distance) => {
  expect([editDistance(from, to), editDistance(to, from)]).toEqual([distance, distance]);
});
