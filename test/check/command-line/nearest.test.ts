import { nearest } from '../../../src/check/command-line/nearest';

const NAMES = ['app', 'format', 'profile', 'protected-account', 'regions', 'vault-account', 'vault-role'];

test.each([
  ['format', 'format'], ['fromat', 'format'], ['formt', 'format'], ['fromatt', 'format'], ['pap', 'app'], ['formatt', 'format'], ['formzt', 'format'], ['FORMAT', 'format'],
  ['protected', 'protected-account'], ['protected-accounts', 'protected-account'], ['vualt-role', 'vault-role'],
])('whoever types "%s" means "%s"', (typed, meant) => {
  expect(nearest(typed, NAMES)).toBe(meant);
});

test.each(['output', 'f', '', 'vault', 'role'])('nobody knows what "%s" means', (typed) => {
  expect(nearest(typed, NAMES)).toBeUndefined();
});
