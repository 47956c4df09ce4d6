import { DescribeKeyCommand, GetKeyPolicyCommand, type KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { clientOf, errorOf } from './client-of';
import { StrictKms } from './strict-kms';

const REGION = 'eu-west-1';
const ACCOUNT = '111111111111';
const ROLE = `arn:aws:iam::${ACCOUNT}:role/path/Role`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/Role/strict-kms`;
const ROOT_STATEMENT = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' };
const ALL_OF_KMS = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };

const policy = (...statements: any[]) => ({ Version: '2012-10-17', Statement: statements });

let kms: StrictKms;
let key: string;

beforeEach(async () => {
  kms = await StrictKms.start();
  key = kms.createKey({ account: ACCOUNT, region: REGION, aliases: ['alias/vault'] });
});

afterEach(async () => kms.stop());

/** The role, with these statements in its identity policy; none at all stands for a role without one. */
function role(...statements: any[]): KMSClient {
  kms.addPrincipal(ROLE, statements.length ? { identityPolicy: policy(...statements) } : {});
  return clientOf(kms, ROLE, REGION);
}

const get = async (client: KMSClient) => errorOf(client.send(new GetKeyPolicyCommand({ KeyId: key })));
const put = async (client: KMSClient, document = policy(ROOT_STATEMENT), bypass?: boolean) => errorOf(client.send(
  new PutKeyPolicyCommand({ KeyId: key, Policy: JSON.stringify(document), BypassPolicyLockoutSafetyCheck: bypass })));
const refused = (basis: string, action: string) => `AccessDeniedException: User: ${SESSION} is not authorized to perform: kms:${action} `
  + `on resource: ${key} because no ${basis} policy allows the kms:${action} action`;

test('IAM must allow the very action on the very key', async () => {
  const client = role({ Effect: 'Allow', Action: 'kms:GetKeyPolicy', Resource: key });
  expect(await get(client)).toBe('no error');
  expect(await put(client)).toBe(refused('identity-based', 'PutKeyPolicy'));
  key = kms.createKey({ account: ACCOUNT, region: REGION });
  expect(await get(client)).toBe(refused('identity-based', 'GetKeyPolicy'));
});

test.each([[[ALL_OF_KMS]], [[]]])('a key policy that does not delegate to the account keeps its roles out', async (statements) => {
  const client = role(...statements);
  kms.putPolicyByHand(key, policy({ ...ROOT_STATEMENT, Action: 'kms:DescribeKey' }));
  expect(await get(client)).toBe(refused('resource-based', 'GetKeyPolicy'));
});

test.each([[[ALL_OF_KMS]], [[]]])('a deny in the key policy wins', async (statements) => {
  const client = role(...statements);
  kms.putPolicyByHand(key, policy(ROOT_STATEMENT, { ...ROOT_STATEMENT, Effect: 'Deny', Principal: '*', Action: 'kms:Get*' }));
  expect(await get(client)).toMatch(/^AccessDeniedException/);
  expect(await put(client)).toBe('no error');
});

test.each([[[ALL_OF_KMS]], [[]]])('a role that was re-created is somebody else', async (statements) => {
  role(...statements);
  kms.putPolicyByHand(key, policy({ ...ROOT_STATEMENT, Principal: { AWS: [ROLE] } }));
  expect(await get(clientOf(kms, ROLE, REGION))).toBe('no error');
  kms.deleteAndRecreate(ROLE);
  expect(await get(clientOf(kms, ROLE, REGION))).toBe(refused('resource-based', 'GetKeyPolicy'));
});

describe('condition keys', () => {
  test('kms:ResourceAliases contains the aliases of the key', async () => {
    const client = role({ ...ALL_OF_KMS, Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/vault' } } });
    expect(await get(client)).toBe('no error');
    kms.moveAlias('alias/vault', kms.createKey({ account: ACCOUNT, region: REGION }));
    expect(await get(client)).toBe(refused('identity-based', 'GetKeyPolicy'));
  });

  test('kms:CallerAccount is the account of the caller', async () => {
    const client = role(ALL_OF_KMS);
    const allowing = (account: string) =>
      policy({ ...ROOT_STATEMENT, Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': account } } });
    kms.putPolicyByHand(key, allowing(ACCOUNT));
    expect(await get(client)).toBe('no error');
    kms.putPolicyByHand(key, allowing('222222222222'));
    expect(await get(client)).toMatch(/^AccessDeniedException/);
  });

  test('kms:BypassPolicyLockoutSafetyCheck is the flag of the request, false by default', async () => {
    const client = role(ALL_OF_KMS, {
      ...ALL_OF_KMS, Effect: 'Deny', Condition: { Bool: { 'kms:BypassPolicyLockoutSafetyCheck': 'true' } },
    });
    expect(await put(client)).toBe('no error');
    expect(await put(client, policy(ROOT_STATEMENT), true)).toMatch(/^AccessDeniedException/);
  });

  test('kms:RequestAlias is the alias in the request', async () => {
    const client = role({ ...ALL_OF_KMS, Condition: { StringEquals: { 'kms:RequestAlias': 'alias/vault' } } });
    const describeKey = async (KeyId: string) => errorOf(client.send(new DescribeKeyCommand({ KeyId })));
    expect(await describeKey('alias/vault')).toBe('no error');
    expect(await describeKey(`arn:aws:kms:${REGION}:${ACCOUNT}:alias/vault`)).toBe('no error');
    expect(await describeKey(key)).toBe(refused('identity-based', 'DescribeKey'));
  });
});

describe.each([[[ALL_OF_KMS]], [[]]])('the lockout check, with %j in the identity policy', (statements) => {
  const LOCKED_OUT = 'MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.';

  test.each(['kms:*', 'kms:Put*', 'kms:PutKeyPolicy', '*'])('%s for the account keeps the caller in', async (Action) => {
    expect(await put(role(...statements), policy({ ...ROOT_STATEMENT, Action }))).toBe('no error');
  });

  test('the caller by name is enough', async () => {
    expect(await put(role(...statements), policy({ ...ROOT_STATEMENT, Principal: { AWS: ROLE } }))).toBe('no error');
  });

  test.each([
    ['another action', { Action: 'kms:GetKeyPolicy' }],
    ['another account', { Principal: { AWS: '222222222222' } }],
    ['a condition that is not true', { Condition: { StringEquals: { 'kms:CallerAccount': '222222222222' } } }],
    ['a service', { Principal: { Service: 'backup.amazonaws.com' } }],
  ])('%s is not', async (_, statement) => {
    const before = kms.policyTextOf(key);
    expect(await put(role(...statements), policy({ ...ROOT_STATEMENT, ...statement }))).toBe(LOCKED_OUT);
    expect(kms.policyTextOf(key)).toBe(before);
  });

  test('can be bypassed', async () => {
    const client = role(...statements);
    expect(await put(client, policy({ ...ROOT_STATEMENT, Action: 'kms:GetKeyPolicy' }), true)).toBe('no error');
    expect(await put(client)).toMatch(/^AccessDeniedException/);
  });
});
