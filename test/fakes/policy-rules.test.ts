import { type KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { clientOf, errorOf } from './client-of';
import { StrictKms } from './strict-kms';

const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Role`;
const USER = `arn:aws:iam::${ACCOUNT}:user/key_administrator@example.com`;
const ROOT_STATEMENT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };

let kms: StrictKms;
let client: KMSClient;
let key: string;

beforeEach(async () => {
  kms = await StrictKms.start();
  kms.addPrincipal(ROLE);
  kms.addPrincipal(USER);
  key = kms.createKey({ account: ACCOUNT, region: 'eu-west-1' });
  client = clientOf(kms, ROLE, 'eu-west-1');
});

afterEach(async () => kms.stop());

/** The manual's root statement, so that the lockout check passes, and one statement that differs from it as given. */
const policyWith = (statement: any) => ({ Version: '2012-10-17', Statement: [ROOT_STATEMENT, { ...ROOT_STATEMENT, ...statement }] });
const putText = async (Policy: string) => errorOf(client.send(new PutKeyPolicyCommand({ KeyId: key, Policy })));
const put = async (policy: any) => putText(JSON.stringify(policy));
const malformed = (message: string) => `MalformedPolicyDocumentException: ${message}`;

/** A policy of so many bytes, of which the filler's are the last. */
function policyOfBytes(bytes: number, filler = 'x'): any {
  const rest = Buffer.byteLength(JSON.stringify(policyWith({ Sid: '' })));
  return policyWith({ Sid: filler.repeat((bytes - rest) / Buffer.byteLength(filler)) });
}

describe('the document', () => {
  test('is stored as it came', async () => {
    const text = JSON.stringify(policyWith({ Sid: 'Ünï\tcode' }), null, 3);
    expect(await putText(text)).toBe('no error');
    expect(kms.policyTextOf(key)).toBe(text);
  });

  test('which is refused changes nothing', async () => {
    const before = kms.policyTextOf(key);
    await putText('{');
    expect(kms.policyTextOf(key)).toBe(before);
  });

  test.each(['{', '', '{"Version": }'])('%j is not JSON', async (text) => {
    expect(await putText(text)).toMatch(text ? /^MalformedPolicyDocumentException: .* not valid JSON/ : /^ValidationException/);
  });

  test.each([
    ['null', null], ['a list', []], ['nothing', {}], ['no statement', { Statement: [] }], ['a null statement', { Statement: [null] }],
    ['an unknown element', { ...policyWith({}), Statements: [] }],
  ])('%s is not a policy', async (_, document) => {
    expect(await put(document)).toBe(malformed('Syntax errors in policy.'));
  });

  test('may contain a single statement without a list', async () => {
    expect(await put({ Version: '2012-10-17', Statement: ROOT_STATEMENT })).toBe('no error');
    expect(await put({ Version: '2012-10-17', Statement: { ...ROOT_STATEMENT, Resource: 'x' } })).toMatch(/^MalformedPolicy/);
  });

  test('has one of two versions, if any', async () => {
    expect(await put({ ...policyWith({}), Version: '2008-10-17' })).toBe('no error');
    expect(await put({ Statement: ROOT_STATEMENT })).toBe('no error');
    expect(await put({ ...policyWith({}), Version: '2026-01-01' })).toBe(malformed('The policy must contain a valid version string.'));
  });
});

describe('the size', () => {
  test.each(['x', 'é'])('of 32,768 bytes is the limit, counted in UTF-8 (%s)', async (filler) => {
    const rest = Buffer.byteLength(JSON.stringify(policyWith({ Sid: '' }))) % 2;
    expect(await put(policyOfBytes(32_768 - rest, filler))).toBe('no error');
    expect(await put(policyOfBytes(32_770 - rest, filler))).toMatch(/^LimitExceededException/);
  });

  test('is exact to the byte', async () => {
    expect(await put(policyOfBytes(32_768))).toBe('no error');
    expect(await put(policyOfBytes(32_769))).toMatch(/^LimitExceededException/);
  });

  test('leaves white space out, which has a limit of its own', async () => {
    const text = JSON.stringify(policyOfBytes(32_768));
    expect(await putText(text.padEnd(131_072))).toBe('no error');
    expect(await putText(text.padEnd(131_073))).toMatch(/^ValidationException/);
  });
});

describe('the characters', () => {
  test.each(['\u00ff', '\t\n\r', ' '])('%j is valid in a policy', async (Sid) => {
    expect(await put(policyWith({ Sid }))).toBe('no error');
  });

  test.each(['"\u0100"', '"\u20ac"', '"\\u20ac"'])('%s may not', async (sid) => {
    expect(await putText(JSON.stringify(policyWith({ Sid: 'SID' })).replace('"SID"', sid)))
      .toBe(malformed('The new key policy contains characters that are not valid.'));
  });
});

describe('a statement', () => {
  test.each([
    [{ Effect: 'Deny', Action: 'kms:ScheduleKeyDeletion' }],
    [{ Action: undefined, NotAction: ['kms:DeleteAlias'] }],
    [{ Principal: undefined, NotPrincipal: { AWS: USER } }],
    [{ Action: ['kms:Encrypt', 'kms:Decrypt'], Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } }, Sid: 'grants' }],
    [{ Resource: ['*'] }],
  ])('with %j is accepted', async (statement) => {
    expect(await put(policyWith(statement))).toBe('no error');
  });

  test.each([
    [{ Effect: undefined }, 'an invalid effect'],
    [{ Effect: 'allow' }, 'an invalid effect'],
    [{ Action: undefined }, 'no action'],
    [{ Action: [] }, 'no action'],
    [{ NotAction: 'kms:*' }, 'no action'],
    [{ Resource: undefined }, 'an invalid resource'],
    [{ Resource: 'arn:aws:kms:eu-west-1:111111111111:key/*' }, 'an invalid resource'],
    [{ Resource: ['*', '*'] }, 'an invalid resource'],
    [{ Principal: undefined }, 'no principal'],
    [{ NotPrincipal: { AWS: USER } }, 'no principal'],
  ])('with %j is refused for %s', async (statement, reason) => {
    expect(await put(policyWith(statement))).toBe(malformed(`Policy contains a statement with ${reason}.`));
  });

  test('with an element that does not exist is refused', async () => {
    expect(await put(policyWith({ Owner: 'me' }))).toBe(malformed('Syntax errors in policy.'));
  });

  test('has a Sid of its own, or none', async () => {
    const withSids = (...sids: (string | undefined)[]) => ({ Statement: sids.map((Sid) => ({ ...ROOT_STATEMENT, Sid })) });
    expect(await put(withSids('a', 'b', undefined, undefined))).toBe('no error');
    expect(await put(withSids('a', 'b', 'a'))).toBe(malformed('Statement IDs (SID) in a single policy must be unique.'));
  });
});

describe('a principal', () => {
  const INVALID = malformed('Policy contains a statement with one or more invalid principals.');

  test.each([
    '*', { AWS: '*' }, { AWS: ROLE }, { AWS: [ROLE, USER] }, { AWS: '999999999999' }, { AWS: 'arn:aws:iam::999999999999:root' },
    { Service: 'backup.amazonaws.com' }, { AWS: USER, Service: ['ec2.amazonaws.com', 'rds.amazonaws.com'] },
  ])('%j is valid', async (Principal) => {
    expect(await put(policyWith({ Principal }))).toBe('no error');
  });

  test.each([
    ROLE, {}, { AWS: [] }, { AWS: '' }, { AWS: 'Role' }, { AWS: 'AROAQQQQQQQQQQQQQQQQ1' }, { AWS: 'arn:aws:iam::*:root' },
    { AWS: `arn:aws:iam::${ACCOUNT}:role/*` }, { AWS: `arn:aws:iam::${ACCOUNT}:role/Unknown` },
    { AWS: `arn:aws:iam::${ACCOUNT}:group/Group` }, { AWS: [ROLE, `arn:aws:iam::${ACCOUNT}:user/Unknown`] },
    { AWS: `arn:aws-cn:iam::${ACCOUNT}:root` }, { Service: 'backup' }, { Role: ROLE },
  ])('%j is not', async (Principal) => {
    expect(await put(policyWith({ Principal }))).toBe(INVALID);
    expect(await put(policyWith({ Principal: undefined, NotPrincipal: Principal }))).toBe(INVALID);
  });

  test('who is gone stands in the policy as an id that cannot be written again', async () => {
    kms.putPolicyByHand(key, policyWith({ Principal: { AWS: [USER, ROLE] } }));
    const id = kms.removePrincipal(USER);
    expect(id).toMatch(/^AIDA[A-Z0-9]{17}$/);
    expect(kms.policyOf(key)).toEqual(policyWith({ Principal: { AWS: [id, ROLE] } }));
    expect(await putText(kms.policyTextOf(key))).toBe(INVALID);
    expect(await put(policyWith({ Principal: { AWS: USER } }))).toBe(INVALID);
    kms.addPrincipal(USER);
    expect(await put(policyWith({ Principal: { AWS: USER } }))).toBe('no error');
  });

  test('of a partition is valid in that partition', async () => {
    const chinese = `arn:aws-cn:iam::${ACCOUNT}:role/Role`;
    kms.addPrincipal(chinese);
    key = kms.createKey({ account: ACCOUNT, region: 'cn-north-1' });
    const policy = { Version: '2012-10-17', Statement: [{ ...ROOT_STATEMENT, Principal: { AWS: `arn:aws-cn:iam::${ACCOUNT}:root` } }] };
    client = clientOf(kms, chinese, 'cn-north-1');
    expect(await put(policy)).toBe('no error');
    expect(await put(policyWith({}))).toBe(INVALID);
  });
});
