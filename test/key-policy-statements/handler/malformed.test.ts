import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Answer } from './cloud-formation';
import { fromTemplate, STATEMENTS } from './scene';
import { isShallow } from '../../../src/key-policy-statements/handler/event/grammar';
import { keyReference } from '../../../src/key-policy-statements/handler/event/key-reference';
import { classifyError, type Retryability } from '../../../src/key-policy-statements/handler/failures/classify-error';
import { toDisplayText } from '../../../src/key-policy-statements/handler/failures/errors';
import { failureReason } from '../../../src/key-policy-statements/handler/failures/failure-reason';
import { assertWritable } from '../../../src/key-policy-statements/handler/policy/assert-writable';
import type { Operation } from '../../fakes/authorization';
import { KEY_ARN, KEY_ID, VAULT_ROLE } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';
import { ALIAS_ARN, eventOf, OWNER, policyOf, RESOURCE, type Base } from '../../fuzz/base';
import { InMemoryKms, type WrongAnswer } from '../../fuzz/in-memory-kms';
import { jsonText } from '../../fuzz/json-text';
import { deep } from '../../fuzz/planned';
import { soundAnswer } from '../../fuzz/sound-answer';
import { stackDoing } from '../../fuzz/stack-doing';
import { TIMEOUT, VirtualFunction } from '../../fuzz/virtual-function';

/* Each case once made the handler crash without an answer, write, succeed, or answer in the words of JavaScript. */

const { code } = fromTemplate([KEY_ARN]);
const lambda = new VirtualFunction(code);
const BASE: Base = { request: 'Create', id: 'own', by: 'key', foreign: [], present: 'none', desired: STATEMENTS };

interface Outcome {
  readonly answer: Answer;
  readonly kms: InMemoryKms;
  readonly log: string;
}

async function send(base: Partial<Base>, change: (event: any) => void, wrong: Partial<Record<Operation, WrongAnswer>> = {}): Promise<Outcome> {
  const whole = { ...BASE, ...base };
  const event = eventOf(whole);
  change(event);
  const kms = new InMemoryKms(policyOf(whole), wrong);
  const run = await lambda.run(event, { kms, cloudFormation: stackDoing(whole.request) });
  return { answer: soundAnswer(run, event), kms, log: run.log };
}

function expectRefused({ answer, kms }: Outcome, reason: RegExp): void {
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(reason) });
  expect(kms.calls).not.toContain('PutKeyPolicy');
}

const at = (changes: any) => (event: any) => { Object.assign(event, changes); };
const properties = (changes: any) => ({ ResourceProperties }: any) => { Object.assign(ResourceProperties, changes); };
const statement = (changes: any) => ({ ResourceProperties }: any) => { ResourceProperties.Statements = [{ ...STATEMENTS[0], ...changes }]; };
const VERY_DEEP = deep(10_000, 'lists').make();
const CLOUD_FORMATION_ONLY = 'which CloudFormation does not send; let only CloudFormation invoke this function$';

describe('an event is refused that has', () => {
  test.each<[string, (event: any) => void, string]>([
    ['a type that there is not', at({ RequestType: 'Read' }), `^event has the RequestType "Read", ${CLOUD_FORMATION_ONLY}`],
    ['a type with more before it', at({ RequestType: 'ReCreate' }), '^event has the RequestType "ReCreate", '],
    ['a type with more after it', at({ RequestType: 'Creates' }), '^event has the RequestType "Creates", '],
    ['a stack id with more before it', ((event: any) => { event.StackId = `x${event.StackId}`; }), '^event has the StackId "xarn:aws:'],
    ['a stack id with more after it', ((event: any) => { event.StackId += '/x'; }), '^event has the StackId "arn:aws:.*/x", '],
    ['a type in a list', at({ RequestType: ['Create'] }), '^event has the RequestType \\["Create"\\], '],
    ['no type', at({ RequestType: undefined }), '^event has the RequestType null, '],
    ['a stack id that is no text', at({ StackId: 7 }), `^event has the StackId 7, ${CLOUD_FORMATION_ONLY}`],
    ['a stack id without account', at({ StackId: 'arn:aws:cloudformation:eu-west-1::stack/Protected/1' }), '^event has the StackId "arn:aws:'],
    ['a logical id that no text can be made of', at({ LogicalResourceId: { toString: null } }), '^event has the LogicalResourceId \\{"toString":null\\}, '],
    ['a logical id that is too long to be repeated', at({ LogicalResourceId: 'x'.repeat(5_000) }), '^event has the LogicalResourceId "x{199}…, '],
    ['no request id', at({ RequestId: undefined }), '^event has the RequestId null, '],
    ['a request id that is nested very deep', at({ RequestId: VERY_DEEP }), '^event has the RequestId a deeply nested value, '],
    ['no properties', at({ ResourceProperties: undefined }), '^key null is not the ARN of a KMS key or alias; '],
    ['properties that are null', at({ ResourceProperties: null }), '^key null is not the ARN of a KMS key or alias; '],
    ['properties that are nested very deep', at({ ResourceProperties: VERY_DEEP }), '^key null is not the ARN of a KMS key or alias; '],
    ['a key in a list', properties({ Key: [KEY_ARN] }), '^key \\["arn:aws:kms:.*"\\] is not the ARN of a KMS key or alias; '],
    ['a key that no text can be made of', properties({ Key: { toString: null } }), '^key \\{"toString":null\\} is not the ARN'],
    ['a key that is nested very deep', properties({ Key: VERY_DEEP }), '^key a deeply nested value is not the ARN'],
    ['a key with a line end after it', properties({ Key: `${KEY_ARN}\n` }), '^key "arn:aws:kms:.*\\\\n" is not the ARN'],
    ['a key with more after it', properties({ Key: `${KEY_ARN}#x` }), '^key "arn:aws:kms:.*#x" is not the ARN'],
    ['a key of another account', properties({ Key: KEY_ARN.replace(PROTECTED, '333333333333') }), '^key \\S+ is in account "333333333333", but '],
    ['a key in a region that is another host', properties({ Key: KEY_ARN.replace('eu-west-1', 'x.example') }), '^key "arn:aws:kms:x.example:.*" is not the ARN'],
    ['a Sid that is no text', statement({ Sid: { a: 1 } }), '^statement \\{"Sid":\\{"a":1\\},.* for the policy of key \\S+ has what no key policy can contain; write it as in a key policy$'],
    ['a Sid that is null', statement({ Sid: null }), '^statement \\{"Sid":null,'],
    ['one principal of two that is an object', statement({ Principal: { AWS: '*', Service: { a: 1 } } }), '^statement .* has what no key policy can contain'],
    ['a principal in lists', statement({ Principal: { AWS: [['*']] } }), '^statement .* has what no key policy can contain'],
    ['a principal that is null', statement({ Principal: null }), '^statement .* has what no key policy can contain'],
    ['no statement', properties({ Statements: [] }), '^statements for the policy of key \\S+ are not a list of objects, with at least one; write them as in a key policy$'],
    ['an action that is an object', statement({ Action: { 0: 'kms:*' } }), '^statement .* has what no key policy can contain'],
    ['a condition on nothing', statement({ Condition: { StringEquals: { 'kms:CallerAccount': null } } }), '^statement .* has what no key policy can contain'],
    ['a condition that is nested deep', statement({ Condition: { StringEquals: { x: deep(20, 'lists').make() } } }), '^statement .* has what no key policy can contain'],
    ['an element that is nested very deep', statement({ Unknown: VERY_DEEP }), '^statement a deeply nested value for the policy of key \\S+ has what no key policy can contain'],
    ['a word that MissingKey does not have', properties({ MissingKey: 'skip' }), '^property MissingKey is "skip", which is unknown; write "SKIP", or leave it out$'],
    ['a word for MissingKey in a list', properties({ MissingKey: ['SKIP'] }), '^property MissingKey is \\["SKIP"\\], which is unknown; '],
  ])('%s, without a call of KMS', async (_what, change, reason) => {
    const outcome = await send({}, change);
    expectRefused(outcome, new RegExp(reason));
    expect(outcome.kms.calls).toEqual([]);
  });

  test.each<[string, unknown]>([
    ['that is missing', undefined],
    ['that is empty', ''],
    ['that is an object', { Ref: 'x' }],
    ['that is too long to be repeated', 'x'.repeat(1_025)],
    ['that is not plain', 'Schlüssel'],
    ['of another owner', `${KEY_ARN}#KeyPolicyStatements-0123456789abcdef-`],
    ['with more after it', `${KEY_ARN}#${OWNER}#`],
    ['of a key of another account', `${KEY_ARN.replace(/\d{12}/, '333333333333')}#${OWNER}`],
    ['of an alias, which this resource never gave', `${ALIAS_ARN}#${OWNER}`],
  ])('a physical id %s, without a call of KMS', async (_what, PhysicalResourceId) => {
    for (const request of ['Update', 'Delete'] as const) {
      const outcome = await send({ request, present: 'desired' }, at({ PhysicalResourceId }));
      expectRefused(outcome, new RegExp(`^event has the PhysicalResourceId .*, ${CLOUD_FORMATION_ONLY}`));
      expect(outcome.kms.calls).toEqual([]);
    }
  });

  test('a hundred thousand statements, in the time that there is', async () => {
    const outcome = await send({}, properties({ Statements: Array.from({ length: 100_000 }, () => ({})) }));
    expectRefused(outcome, /^policy of key \S+ would have \d+ bytes, but the limit is 32768; /);
  }, 60_000);

  test.each(['\uD800', '\u0001', '鍵'])('a character that KMS does not accept, though JSON hides some behind an escape: %j', async (character) => {
    expectRefused(await send({}, statement({ Sid: `a${character}` })), /^policy of key \S+ would contain the character ".+", but KMS accepts U\+0020 to U\+00FF; /);
    expectRefused(await send({}, statement({ Condition: { StringEquals: { [character]: 'x' } } })), /would contain the character/);
  });
});

describe('what is wrong does not matter where nothing depends on it:', () => {
  test.each<[string, (event: any) => void]>([
    ['old properties that are nested very deep', at({ OldResourceProperties: VERY_DEEP })],
    ['a resource type that is nested very deep', at({ ResourceType: VERY_DEEP })],
    ['unknown properties', properties({ Unknown: VERY_DEEP })],
  ])('%s', async (_what, change) => {
    const { answer, kms, log } = await send({}, change);
    expect(answer.Status).toBe('SUCCESS');
    expect(kms.calls).toContain('PutKeyPolicy');
    expect(log).toContain('"Status":"SUCCESS"');
  });

  test.each<[string, (event: any) => void]>([
    ['no properties', at({ ResourceProperties: undefined })],
    ['statements that are none', properties({ Statements: VERY_DEEP })],
    ['a MissingKey that is none', properties({ MissingKey: 7 })],
  ])('a deletion with %s', async (_what, change) => {
    const { answer, kms } = await send({ request: 'Delete', present: 'desired' }, change);
    expect(answer.Status).toBe('SUCCESS');
    expect(kms.policyText).not.toContain(OWNER);
  });

  test.each<[string, (event: any) => void]>([
    ['no properties', at({ ResourceProperties: null })],
    ['no key', properties({ Key: undefined })],
    ['a key in a list', properties({ Key: [KEY_ARN] })],
    ['a key that is nested very deep', properties({ Key: VERY_DEEP })],
  ])('a deletion after a creation that was never answered, and would have been refused, with %s', async (_what, change) => {
    const { answer, kms } = await send({ request: 'Delete', id: 'CloudFormation\'s' }, change);
    expect(answer.Status).toBe('SUCCESS');
    expect(kms.calls).toEqual([]);
  });
});

describe('a policy in KMS is not changed, and is reported as wrong:', () => {
  const policy = (): any => policyOf(BASE);
  const withRoot = (changes: any) => ({ ...policy(), Statement: [{ ...policy().Statement[0], ...changes }] });
  const text = JSON.stringify(policy());

  test.each<[string, unknown]>([
    ['a list with the text of a policy', [text]],
    ['a policy after a byte order mark', `\uFEFF${text}`],
    ['no statement', { Version: '2012-10-17', Statement: [] }],
    ['statements in a list in a list', { ...policy(), Statement: [policy().Statement] }],
    ['a statement that is null', { ...policy(), Statement: [...policy().Statement, null] }],
    ['statements twice, of which one would be lost', `{"Statement":[{"Sid":"lost","Effect":"Deny"}],${text.slice(1)}`],
    ['an effect twice, once in another spelling', text.replace('"Effect"', '"\\u0045ffect":"Deny","Effect"')],
    ['a Sid in a list', withRoot({ Sid: [`${OWNER}1`] })],
    ['a Sid that is a number', withRoot({ Sid: 7 })],
    ['a principal that is null', withRoot({ Principal: null })],
    ['a principal in lists', withRoot({ Principal: { AWS: [['*']] } })],
    ['an id that is an object', { ...policy(), Id: {} }],
    ['a version that is a number', { ...policy(), Version: 2012 }],
    ['a condition that is nested deep', withRoot({ Condition: { StringEquals: { x: deep(20, 'lists').make() } } })],
    ['a condition that is nested very deep', withRoot({ Condition: { StringEquals: { x: VERY_DEEP } } })],
    ['an unknown field that is nested very deep', { ...policy(), Unknown: VERY_DEEP }],
  ])('%s', async (_what, live) => {
    const Policy = typeof live === 'string' || Array.isArray(live) ? live : jsonText(live);
    for (const request of ['Create', 'Update', 'Delete'] as const) {
      const outcome = await send({ request }, () => {}, { GetKeyPolicy: { status: 200, body: jsonText({ Policy }) } });
      expectRefused(outcome, /^policy of key \S+ is not a key policy as AWS documents it, and nothing was changed; correct it first$/);
    }
  });

  test.each(['\uD800', '\u0001'])('a character that KMS does not accept, behind an escape: %j', async (character) => {
    const Policy = JSON.stringify({ ...policy(), Id: character });
    expectRefused(await send({}, () => {}, { GetKeyPolicy: { status: 200, body: JSON.stringify({ Policy }) } }), /would contain the character/);
  });
});

describe('an answer of KMS that is wrong:', () => {
  const METADATA = { KeyId: '1', Arn: KEY_ARN, KeyState: 'Enabled', KeyManager: 'CUSTOMER' };
  const ok = (body: any): WrongAnswer => ({ status: 200, body: JSON.stringify(body) });

  test.each<[string, any]>([
    ['no description', {}],
    ['a description of nothing', { KeyMetadata: {} }],
    ['a description without ARN', { KeyMetadata: { ...METADATA, Arn: undefined } }],
    ['an ARN that is an object', { KeyMetadata: { ...METADATA, Arn: { a: 1 } } }],
    ['an ARN in a list', { KeyMetadata: { ...METADATA, Arn: [KEY_ARN] } }],
    ['a description of another key', { KeyMetadata: { ...METADATA, Arn: `${KEY_ARN}0` } }],
    ['a description without state', { KeyMetadata: { ...METADATA, KeyState: undefined } }],
  ])('%s', async (_what, description) => {
    const outcome = await send({}, () => {}, { DescribeKey: ok(description) });
    expectRefused(outcome, /^key \S+ is described by KMS as .+ in the state .+, which is impossible; deploy again later$/);
    expect(outcome.kms.calls).toEqual(['DescribeKey']);
  });

  test.each<[string, any]>([['no day', {}], ['a day that is none', { DeletionDate: 1e300 }]])('a deletion that is pending, on %s', async (_what, metadata) => {
    const outcome = await send({}, () => {}, { DescribeKey: ok({ KeyMetadata: { ...METADATA, KeyState: 'PendingReplicaDeletion', ...metadata } }) });
    expectRefused(outcome, /^key \S+ is pending deletion; cancel its deletion, or remove it from the stack$/);
  });

  test.each<[string, string]>([
    ['of another account', KEY_ARN.replace(/\d{12}/, '333333333333')],
    ['of another region', KEY_ARN.replace('eu-west-1', 'eu-central-1')],
    ['that is an alias', ALIAS_ARN],
  ])('an alias that stands for a key %s', async (_what, Arn) => {
    const outcome = await send({ by: 'alias' }, () => {}, { DescribeKey: ok({ KeyMetadata: { ...METADATA, Arn } }) });
    expectRefused(outcome, /which is impossible; deploy again later$/);
  });

  test.each<[string, WrongAnswer, RegExp]>([
    ['a page of a proxy', { status: 200, body: '<html>' }, /^policy of key \S+ could not be read or changed in time; deploy again later \(KMS sent an invalid response\)$/],
    ['a page of a proxy, as an error', { status: 413, body: '<html>' }, /^policy of key \S+ was rejected; fix what KMS names, then deploy again \(KMS sent an invalid response\)$/],
    ['an error in several lines', { status: 400, body: '{"__type":"Odd","message":"one\\ntwo.\\n"}' }, /\(KMS says Odd: one two\)$/],
    ['an error with many line ends and sentences', { status: 400, body: '{"__type":"Odd","message":"One.\\r\\n\\n Two.  "}' }, /\(KMS says Odd: One\. Two\)$/],
    ['an error of which half a character would be left', { status: 400, body: JSON.stringify({ __type: 'Odd', message: '😀'.repeat(2_000) }) }, /\(KMS says Odd: (?:😀)+…$/u],
    ['an error whose message is an object', { status: 400, body: '{"__type":"Odd","message":{"toString":null}}' }, /\(KMS says Odd: \{"toString":null\}\)$/],
    ['an error that is as long as no answer can be', { status: 400, body: JSON.stringify({ __type: 'Odd', message: '鍵'.repeat(5_000) }) }, /\(KMS says Odd: 鍵+…$/],
  ])('%s', async (_what, wrong, reason) => {
    for (const operation of ['DescribeKey', 'GetKeyPolicy'] as const) {
      expectRefused(await send({}, () => {}, { [operation]: wrong }), reason);
    }
  });

  test('a page of a proxy after a write that took effect is no failure', async () => {
    const { answer, kms } = await send({}, () => {}, { PutKeyPolicy: { status: 200, body: '<html>', effect: true } });
    expect(answer.Status).toBe('SUCCESS');
    expect(kms.calls.filter((operation) => operation === 'PutKeyPolicy')).toHaveLength(1);
    expect(kms.policyText).toContain(OWNER);
  });
});

describe('when nobody can be told,', () => {
  test.each<[string, unknown]>([
    ['as there is no URL', undefined],
    ['as the URL is a list', ['https://cloudformation.example/']],
    ['as the URL is none', 'https://'],
    ['as the URL is of no server', 'data:,x'],
    ['as the URL is of another protocol', 'ftp://cloudformation.example/'],
    ['as the URL is of a protocol with another one before it', 'git+https://cloudformation.example/'],
    ['as the URL contains a password, which no request may', 'https://user:secret@cloudformation.example/'],
  ])('%s, the function fails at once and changes nothing', async (_what, ResponseURL) => {
    const kms = new InMemoryKms(policyOf(BASE));
    const run = await lambda.run({ ...eventOf(BASE), ResponseURL }, { kms, cloudFormation: stackDoing('Create') });
    expect(run.error?.message).toBe('event has no valid ResponseURL; let only CloudFormation invoke this function');
    expect([run.answers, kms.calls, run.milliseconds]).toEqual([[], [], 0]);
  });

  test.each<[string, unknown]>([
    ['null', null], ['a number', 7], ['a text', 'x'], ['a list', []], ['an empty object', {}],
  ])('as the event is %s, the function fails', async (_what, event) => {
    expect((await lambda.run(event, { kms: new InMemoryKms(policyOf(BASE)), cloudFormation: stackDoing('Create') })).error?.message).toMatch(/^event has no valid ResponseURL/);
  });

  test('as nobody listens, the function fails before its time is over', async () => {
    const unheard = new VirtualFunction(code, () => false);
    for (const event of [eventOf(BASE), { ...eventOf(BASE), RequestType: 'Read' }]) {
      const run = await unheard.run(event, { kms: new InMemoryKms(policyOf(BASE)), cloudFormation: stackDoing('Create') });
      expect(run.error?.message).toBe('fetch failed');
      expect(run.milliseconds).toBeLessThanOrEqual(TIMEOUT);
    }
  });
});

test('the ARN of a key is one in every region, and with every id', () => {
  const keys = RegionInfo.regions.flatMap(({ name, partition }) => [KEY_ID, `mrk-${KEY_ID.replace(/-/g, '')}`].map((id) => ({
    arn: `arn:${partition}:kms:${name}:${PROTECTED}:key/${id}`, region: name,
  })));
  expect(keys.map(({ arn }) => keyReference(arn, RESOURCE.StackId))).toEqual(keys);
});

test('an answer comes in time, though KMS fails from the first write on, and the rollback too', async () => {
  class FailingKms extends InMemoryKms {
    public override async handle(request: any) {
      if (this.calls.at(-1) !== 'PutKeyPolicy') { return super.handle(request); }
      return { response: { statusCode: 500, headers: {}, body: Buffer.from('{"__type":"KMSInternalException"}') } };
    }
  }
  const event = eventOf(BASE);
  const run = await lambda.run(event, { kms: new FailingKms(policyOf(BASE)), cloudFormation: stackDoing('Create') });
  expect(soundAnswer(run, event)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/may remain in the policy\)$/) });
  expect(run.milliseconds).toBeGreaterThan(TIMEOUT - 30_000);
  // No request of the work or of the rollback may last into the time that is kept back for the answer.
  for (const time of [run.milliseconds, ...run.givenUp.slice(0, -1)]) { expect(time).toBeLessThanOrEqual(TIMEOUT - 10_000); }
});

describe('an error of KMS\'s', () => {
  const invalid = Object.assign(new Error('Policy contains a statement with one or more invalid principals.'), {
    name: 'MalformedPolicyDocumentException', $fault: 'client', $metadata: { httpStatusCode: 400 },
  });

  test.each<[string, any[], string]>([
    ['a list and a text', [{ Principal: { AWS: [PROTECTED, VAULT_ROLE] } }, { NotPrincipal: 'nobody' }], `one of "${PROTECTED}", "${VAULT_ROLE}", "nobody"`],
    ['none of one\'s own', [], 'in a statement that is not from this stack'],
  ])('about principals names them: %s', (_what, statements, which) => {
    expect(failureReason(invalid, KEY_ARN, statements)).toBe(
      `policy of key "${KEY_ARN}" names a principal that does not exist, ${which}; create it first, or correct its ARN (KMS says MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals)`,
    );
  });

  test.each<[string, string, Retryability]>([
    ['ThrottlingException', 'Rate exceeded', 'transient'],
    ['RequestThrottledException', 'Rate exceeded', 'transient'],
    ['TooManyRequestsException', 'Rate exceeded', 'transient'],
    ['ValidationException', 'Throttling is no key', 'permanent'],
  ])('of the name %s is no passing one for what its message says', (name, message, retryability) => {
    expect(classifyError(Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } }))).toBe(retryability);
  });
});

test.each<[string, any, string | undefined]>([
  ['in a statement without Sid', { Principal: { AWS: ['AROAEXAMPLEID12345'] } }, 'a statement without Sid'],
  ['in one with Sid', { Sid: 'Old', NotPrincipal: { AWS: 'AIDAEXAMPLEID12345' } }, 'its statement "Old"'],
  ['not where a role has such a name', { Principal: { AWS: `arn:aws:iam::${PROTECTED}:role/AROAEXAMPLEID12345` } }, undefined],
  ['not where it goes on', { Principal: { AWS: 'AROAEXAMPLEID12345/x' } }, undefined],
])('a principal that was deleted is found, %s', (_what, one, where) => {
  const check = () => assertWritable({ Statement: [one] }, OWNER, KEY_ARN);
  if (where === undefined) { expect(check).not.toThrow(); } else { expect(check).toThrow(`in ${where}, a deleted role or user`); }
});

test.each([
  [16, true, 'x'.repeat(198)],
  [17, false, 'x'.repeat(199)],
])('a value of %d levels is shallow: %s, and a text of two hundred characters with its quotes is shown whole', (levels, shallow, text) => {
  expect(isShallow(deep(levels, 'lists').make())).toBe(shallow);
  expect(toDisplayText(text)).toBe(shallow ? `"${text}"` : `"${text}…`);
});

test('a policy may have just the bytes of the limit, and not one more', () => {
  const rest = Buffer.byteLength(JSON.stringify({ Id: '', Statement: [] }));
  const ofBytes = (bytes: number) => ({ Id: 'x'.repeat(bytes - rest), Statement: [] });
  expect(() => assertWritable(ofBytes(32_768), OWNER, KEY_ARN)).not.toThrow();
  expect(() => assertWritable(ofBytes(32_769), OWNER, KEY_ARN)).toThrow(`policy of key "${KEY_ARN}" would have 32769 bytes, but the limit is 32768; remove statements from it first`);
});

test('a mistake in the function itself is not said in the words of JavaScript', () => {
  const mistake = new TypeError('Cannot read properties of undefined (reading \'x\')');
  expect(failureReason(mistake, KEY_ARN, [])).toBe(`policy of key "${KEY_ARN}" met an error in this function; report the function's log`);
});

test('the event that these cases change is in order', async () => {
  const { answer, kms } = await send({}, () => {});
  expect(answer).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: `${KEY_ARN}#${OWNER}` });
  expect(kms.policyText).toContain(OWNER);
});
