import { Token } from 'aws-cdk-lib';
import { isPlainObject } from '../../../src/arns/options/plain-object';

test.each<[string, unknown, boolean]>([
  ['an object', { a: 1 }, true],
  ['null', null, false],
  ['a list', [], false],
  ['text', 'x', false],
  ['a token', Token.asAny({ Ref: 'X' }), false],
  ['an object without a prototype', Object.create(null), false],
])('%s', (_what, value, expected) => {
  expect(isPlainObject(value)).toBe(expected);
});
