import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient, ListKeysCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { clientOf, errorOf } from './client-of';
import { StrictKms } from './strict-kms';

const REGION = 'eu-west-1';
const ACCOUNT = '111111111111';
const OTHER_ACCOUNT = '222222222222';
const ADMIN = `arn:aws:iam::${ACCOUNT}:role/path/Admin`;
const STRANGER = `arn:aws:iam::${OTHER_ACCOUNT}:user/Stranger`;
const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY_ID}`;
const ROOT_STATEMENT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const NOT_FOR_STRANGERS = 'because the resource does not exist in this Region, no resource-based policies allow access, '
  + 'or a resource-based policy explicitly denies access';

let kms: StrictKms;
let admin: KMSClient;

beforeEach(async () => {
  kms = await StrictKms.start();
  kms.addPrincipal(ADMIN);
  kms.addPrincipal(STRANGER);
  kms.createKey({ account: ACCOUNT, region: REGION, keyId: KEY_ID, aliases: ['alias/vault'] });
  admin = clientOf(kms, ADMIN, REGION);
});

afterEach(async () => kms.stop());

const policy = (...statements: any[]) => ({ Version: '2012-10-17', Statement: statements });
const describeKey = async (client: KMSClient, KeyId: string) => client.send(new DescribeKeyCommand({ KeyId }));
const get = async (client: KMSClient, KeyId: string) => client.send(new GetKeyPolicyCommand({ KeyId }));
const put = async (client: KMSClient, KeyId: string, document: any = policy(ROOT_STATEMENT)) =>
  client.send(new PutKeyPolicyCommand({ KeyId, Policy: JSON.stringify(document) }));

describe('which key is meant', () => {
  test.each([['its id', KEY_ID], ['its ARN', KEY]])('%s names a key to every operation', async (_, KeyId) => {
    expect((await describeKey(admin, KeyId)).KeyMetadata?.Arn).toBe(KEY);
    await put(admin, KeyId, { ...policy(ROOT_STATEMENT), Id: 'new' });
    expect(JSON.parse((await get(admin, KeyId)).Policy!)).toEqual({ ...policy(ROOT_STATEMENT), Id: 'new' });
  });

  test.each(['alias/vault', `arn:aws:kms:${REGION}:${ACCOUNT}:alias/vault`])('%s names a key to DescribeKey only', async (KeyId) => {
    expect((await describeKey(admin, KeyId)).KeyMetadata?.Arn).toBe(KEY);
    const error = 'InvalidArnException: Key Aliases are not supported for this operation.';
    expect(await errorOf(get(admin, KeyId))).toBe(error);
    expect(await errorOf(put(admin, KeyId))).toBe(error);
  });

  test('an alias follows its key, and goes with it', async () => {
    const other = kms.createKey({ account: ACCOUNT, region: REGION });
    kms.moveAlias('alias/vault', other);
    expect((await describeKey(admin, 'alias/vault')).KeyMetadata?.Arn).toBe(other);
    kms.deleteKey(other);
    kms.createKey({ account: ACCOUNT, region: REGION, keyId: other.split('/')[1] });
    expect(await errorOf(describeKey(admin, 'alias/vault')))
      .toBe(`NotFoundException: Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/vault is not found.`);
  });

  test.each([
    ['nonsense', "NotFoundException: Invalid keyId 'nonsense'"],
    ['arn:aws:kms:nonsense', 'InvalidArnException: Invalid arn arn:aws:kms:nonsense'],
    [KEY.replace(REGION, 'eu-central-1'), 'NotFoundException: Invalid arn eu-central-1'],
    [KEY.replace(/b$/, 'c'), `NotFoundException: Key '${KEY.replace(/b$/, 'c')}' does not exist`],
  ])('%s is no key', async (KeyId, error) => {
    for (const operation of [describeKey, get, put]) { expect(await errorOf(operation(admin, KeyId))).toBe(error); }
  });

  test('a key is in its own region only', async () => {
    const elsewhere = clientOf(kms, ADMIN, 'eu-central-1');
    expect(await errorOf(get(elsewhere, KEY_ID))).toBe(`NotFoundException: Key '${KEY.replace(REGION, 'eu-central-1')}' does not exist`);
    expect(await errorOf(get(elsewhere, KEY))).toBe(`NotFoundException: Invalid arn ${REGION}`);
  });

  test('a deleted key does not exist', async () => {
    kms.deleteKey(KEY);
    expect(await errorOf(get(admin, KEY))).toBe(`NotFoundException: Key '${KEY}' does not exist`);
  });

  test('the one policy is called default', async () => {
    expect((await admin.send(new GetKeyPolicyCommand({ KeyId: KEY, PolicyName: 'default' }))).PolicyName).toBe('default');
    expect(await errorOf(admin.send(new GetKeyPolicyCommand({ KeyId: KEY, PolicyName: 'other' })))).toMatch(/^NotFoundException/);
  });
});

describe('across accounts', () => {
  const stranger = () => clientOf(kms, STRANGER, REGION);

  test('a stranger can only describe a key that gives the stranger access', async () => {
    const refused = (action: string) => `AccessDeniedException: User: ${STRANGER} is not authorized to perform: kms:${action} `
      + `on this resource ${NOT_FOR_STRANGERS}`;
    expect(await errorOf(describeKey(stranger(), KEY))).toBe(refused('DescribeKey'));
    kms.putPolicyByHand(KEY, policy(ROOT_STATEMENT, { ...ROOT_STATEMENT, Principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` } }));
    expect((await describeKey(stranger(), KEY)).KeyMetadata?.Arn).toBe(KEY);
    expect(await errorOf(get(stranger(), KEY))).toBe(refused('GetKeyPolicy'));
    expect(await errorOf(put(stranger(), KEY))).toBe(refused('PutKeyPolicy'));
  });

  test('a stranger does not learn whether a key exists', async () => {
    expect(await errorOf(describeKey(stranger(), KEY.replace(/b$/, 'c')))).toContain(NOT_FOR_STRANGERS);
  });

  test('a key id means a key of the own account', async () => {
    const own = KEY.replace(ACCOUNT, OTHER_ACCOUNT);
    expect(await errorOf(describeKey(stranger(), KEY_ID))).toBe(`NotFoundException: Key '${own}' does not exist`);
  });
});

describe('states and managers', () => {
  test('a key pending deletion shows it, and its policy can still be read and written', async () => {
    kms.setState(KEY, 'PendingDeletion');
    const { KeyMetadata } = await describeKey(admin, KEY);
    expect(KeyMetadata).toMatchObject({ KeyState: 'PendingDeletion', Enabled: false, DeletionDate: expect.any(Date) });
    await put(admin, KEY, { ...policy(ROOT_STATEMENT), Id: 'new' });
    expect((await get(admin, KEY)).Policy).toContain('new');
  });

  test.each([['Enabled', true], ['Disabled', false]] as const)('a key that is %s says so', async (state, Enabled) => {
    kms.setState(KEY, state);
    const { KeyMetadata } = await describeKey(admin, KEY);
    expect(KeyMetadata).toMatchObject({ KeyState: state, Enabled, KeyManager: 'CUSTOMER' });
    expect(KeyMetadata?.DeletionDate).toBeUndefined();
  });

  test.each([undefined, policy(ROOT_STATEMENT)])('the policy of an AWS managed key can be read only', async (given) => {
    const managed = kms.createKey({ account: ACCOUNT, region: REGION, manager: 'AWS', policy: given });
    expect((await describeKey(admin, managed)).KeyMetadata?.KeyManager).toBe('AWS');
    if (!given) { expect((await get(admin, managed)).Policy).not.toContain('kms:*'); }
    expect(await errorOf(put(admin, managed))).toMatch(/^AccessDeniedException: .* is not authorized to perform: kms:PutKeyPolicy/);
  });
});

describe('who calls', () => {
  test('credentials of somebody who is gone are not valid', async () => {
    kms.removePrincipal(ADMIN);
    expect(await errorOf(get(admin, KEY))).toBe('UnrecognizedClientException: The security token included in the request is invalid.');
  });

  test('nobody calls without a signature', async () => {
    const response = await fetch(kms.endpoint, { method: 'POST', headers: { 'x-amz-target': 'TrentService.GetKeyPolicy' }, body: '{}' });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  test('a call without its parameters is not valid', async () => {
    const without = (member: string) => `ValidationException: 1 validation error detected: Value null at '${member}' `
      + 'failed to satisfy constraint: Member must not be null';
    expect(await errorOf(admin.send(new GetKeyPolicyCommand({ KeyId: undefined })))).toBe(without('keyId'));
    expect(await errorOf(admin.send(new PutKeyPolicyCommand({ KeyId: KEY, Policy: undefined })))).toBe(without('policy'));
  });

  test('another operation is not known', async () => {
    expect(await errorOf(admin.send(new ListKeysCommand({})))).toMatch(/^UnknownOperationException/);
  });

  test('every request is recorded in order', async () => {
    await describeKey(admin, 'alias/vault');
    await get(admin, KEY_ID);
    await errorOf(put(admin, 'nonsense'));
    expect(kms.calls).toEqual([
      { operation: 'DescribeKey', key: KEY, principal: ADMIN, region: REGION },
      { operation: 'GetKeyPolicy', key: KEY, principal: ADMIN, region: REGION },
      { operation: 'PutKeyPolicy', key: 'nonsense', principal: ADMIN, region: REGION, error: 'NotFoundException' },
    ]);
  });
});
