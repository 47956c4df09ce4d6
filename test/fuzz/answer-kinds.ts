import * as fc from 'fast-check';
import type { Verdict } from './corruption';
import type { WrongAnswer } from './in-memory-kms';
import { jsonText } from './json-text';
import { long, made, MISSING, set } from './planned';
import { isRecord } from './policy-forms';
import { anyJson, anyText, noText } from './values';
import type { Operation } from '../fakes/authorization';
import { KEY_ARN, KEY_ID } from '../fixtures/protected-app';

/** A way in which an answer of KMS's can be wrong. */
export interface AnswerKind {
  readonly operation: Operation;
  readonly values: fc.Arbitrary<any>;
  readonly answer: (value: any) => WrongAnswer;
  /** Once KMS is asked for the operation. */
  readonly verdict: Verdict;
}

const METADATA = { KeyId: KEY_ID, Arn: KEY_ARN, KeyState: 'Enabled', KeyManager: 'CUSTOMER', Enabled: true, CreationDate: 1.7e9 };

const bodies = fc.oneof(
  fc.constantFrom('<html><body>Bad Gateway</body></html>', '{', '{"KeyMetadata":', '"', 'null,', '\uFEFF{}', '{}{}').map((text) => Buffer.from(text)),
  fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from([0xff, ...bytes])),
);
const garbled = fc.record({ status: fc.constantFrom(200, 206, 301), body: bodies });

const messages = fc.oneof(
  anyText, noText, fc.constantFrom('two\nlines.', 'x. ', 'x\u0000y', '\uD800', long('x', 10_000), long('鍵', 10_000), long('"', 5_000)),
);
const errors = fc.record({
  status: fc.constantFrom(400, 403, 404, 413, 418, 429, 431, 503),
  body: fc.oneof(
    bodies,
    fc.record({ __type: fc.oneof(anyText, noText), message: messages }, { requiredKeys: [] }),
    anyJson.filter((value) => !isRecord(value)),
  ),
});

const encoded = ({ status, body }: any): WrongAnswer => ({ status, body: Buffer.isBuffer(body) ? body : jsonText(made(body)) });
const ok = (body: any): WrongAnswer => encoded({ status: 200, body });

/** A description of the key but for one field. */
function described(field: 'Arn' | 'KeyState', values: fc.Arbitrary<any>): AnswerKind {
  const answer = (value: any): WrongAnswer => {
    const metadata = { ...METADATA };
    set(metadata, field, value);
    return { status: 200, body: jsonText({ KeyMetadata: metadata }) };
  };
  return { operation: 'DescribeKey', values, answer, verdict: 'refused' };
}

const OTHER_ARNS = fc.constantFrom(
  `${KEY_ARN}\n`, `${KEY_ARN}/../x`, `${KEY_ARN}#x`, KEY_ID, '', KEY_ARN.replace(/\d{12}/, '333333333333'),
  KEY_ARN.replace('eu-west-1', 'eu-central-1'), KEY_ARN.replace(':key/', ':alias/'),
);

export const ANSWER_KINDS: Record<string, AnswerKind> = {
  'no description': { operation: 'DescribeKey', values: fc.constantFrom<any>({}, null, [], { Policy: '{}' }), answer: ok, verdict: 'refused' },
  'a description of nothing': {
    operation: 'DescribeKey', values: fc.oneof(anyJson, fc.constant({})), answer: (KeyMetadata) => ok({ KeyMetadata }), verdict: 'refused',
  },
  'a description without state': described('KeyState', fc.oneof(noText, fc.constant(MISSING))),
  'a description without ARN': described('Arn', fc.oneof(noText, fc.constant(MISSING))),
  'a description of another key': described('Arn', OTHER_ARNS),
  'a description that is no JSON': { operation: 'DescribeKey', values: garbled, answer: encoded, verdict: 'refused' },
  'a policy that is no JSON': { operation: 'GetKeyPolicy', values: garbled, answer: encoded, verdict: 'refused' },
  'an unknown error of DescribeKey': { operation: 'DescribeKey', values: errors, answer: encoded, verdict: 'refused' },
  'an unknown error of GetKeyPolicy': { operation: 'GetKeyPolicy', values: errors, answer: encoded, verdict: 'refused' },
  'an unknown error of PutKeyPolicy': { operation: 'PutKeyPolicy', values: errors, answer: encoded, verdict: 'left to KMS' },
  'a write that is answered by no JSON': {
    operation: 'PutKeyPolicy', values: garbled, answer: (value) => ({ ...encoded(value), effect: true }), verdict: 'in order',
  },
};
