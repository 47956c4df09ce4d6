import * as fc from 'fast-check';
import { deep, long, Planned } from './planned';

/** Whether it is a text, or will be one once it is made. */
export const isText = (value: unknown): boolean => typeof (value instanceof Planned ? value.make() : value) === 'string';

const utf16 = fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), minLength: 1 });

/** Text of any kind: empty, control characters, halves of characters, what means something to programs. */
export const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  utf16,
  fc.constantFrom('', ' ', '\n', '\u0000', '\uFEFF', '\uD800', '\uDC00x', '鍵', '\u{1F511}'),
  fc.constantFrom('#', '"', '\\', '\\u0041', '*', '(a+)+$', '%s', '${AWS::AccountId}', '__proto__', 'constructor', 'null'),
);

/** Text that stands in no id: CloudFormation's and KMS's are short, and of printable ASCII. */
export const noId = fc.oneof(
  fc.oneof(fc.string({ unit: 'binary' }), utf16).filter((text) => /[^ -~]/.test(text)),
  fc.constantFrom('', '\n', 'x\n', '\u0000', '\uD800', 'Schlüssel', '鍵', '\u{1F511}', '\uFEFFx'),
  fc.constantFrom(long('x', 2_000), long('x', 200_000), long('鍵', 1_000), long('\n', 1_000)),
);

export const tooDeep = fc.tuple(
  fc.oneof(fc.integer({ min: 20, max: 200 }), fc.constantFrom(1_000, 5_000, 10_000)),
  fc.constantFrom('lists', 'objects'),
).map(([levels, of]) => deep(levels, of));

/** Any value that JSON can express; the larger, the less often. */
export const anyJson: fc.Arbitrary<any> = fc.oneof(
  { weight: 100, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  { weight: 40, arbitrary: anyText },
  { weight: 40, arbitrary: fc.constantFrom<any>(null, true, false, 0, -1, 1.5, 1e308, [], {}, [[]], [null], [{}]) },
  {
    weight: 40,
    arbitrary: fc.constantFrom<any>(
      { toString: null },
      { toString: 'x', valueOf: [] },
      { toJSON: 'x' },
      { length: 1 },
      JSON.parse('{"__proto__":{"Sid":"x"}}'),
      JSON.parse('{"constructor":{"prototype":null}}'),
    ),
  },
  { weight: 20, arbitrary: tooDeep },
  { weight: 10, arbitrary: fc.constantFrom(long('x', 10_000), long('鍵', 5_000), long('"', 10_000)) },
  { weight: 1, arbitrary: fc.constantFrom(long('x', 1_000_000), deep(100_000, 'lists'), deep(100_000, 'objects')) },
);

/** Any value but a text. */
export const noText = anyJson.filter((value) => !isText(value));
