import { Account } from '@aws-sdk/client-account';
import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { STS } from '@aws-sdk/client-sts';
import { deniedAnswer, errorAnswer, jsonAnswer } from './answers';
import { writes } from './reads';
import { RecordingProxy, type Rule } from './recording-proxy';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';
import { Emulator } from '../emulator';

let emulator: Emulator;
let proxy: RecordingProxy;

beforeAll(async () => {
  emulator = await Emulator.start();
  proxy = await RecordingProxy.start(emulator.endpoint);
});

afterAll(async () => {
  await proxy?.stop();
  await emulator?.stop();
});

beforeEach(() => proxy.forget());

const client = (account = VAULT) => ({
  endpoint: proxy.endpoint, region: 'eu-west-1', maxAttempts: 1, credentials: { accessKeyId: account, secretAccessKey: 'secret' },
});

async function withRule<T>(rule: Rule, action: () => Promise<T>): Promise<T> {
  proxy.add(rule);
  try {
    return await action();
  } finally {
    proxy.remove(rule);
  }
}

test('calls of every protocol are named by service and operation, with their account, Region and parameters', async () => {
  await new STS(client(PROTECTED)).getCallerIdentity({});
  await new Account(client()).listRegions({ MaxResults: 50 });
  await new KMS(client()).listAliases({ Limit: 100 });
  await new IAM(client()).createRole({ RoleName: 'BackupIAMRole', AssumeRolePolicyDocument: '{}' });
  await new CloudFormation(client()).listStacks({});
  const common = { account: VAULT, region: 'eu-west-1' };
  expect(proxy.calls).toEqual([
    { account: PROTECTED, region: 'eu-west-1', service: 'sts', operation: 'GetCallerIdentity', parameters: expect.anything() },
    { ...common, service: 'account', operation: 'POST /listRegions', parameters: { MaxResults: 50 } },
    { ...common, service: 'kms', operation: 'ListAliases', parameters: { Limit: 100 } },
    // IAM has one endpoint for all Regions. The region to sign for is that of an endpoint of the user's choice.
    {
      ...common,
      region: expect.any(String),
      service: 'iam',
      operation: 'CreateRole',
      parameters: expect.objectContaining({ RoleName: 'BackupIAMRole' }),
    },
    { ...common, service: 'cloudformation', operation: 'ListStacks', parameters: expect.anything() },
  ]);
});

test('what the list of reads does not have counts as a write, whichever way it is called', async () => {
  await new KMS(client()).createKey({});
  await new KMS(client()).listAliases({});
  await new IAM(client()).deleteRole({ RoleName: 'Nobody' }).catch(() => undefined);
  await new Account(client()).enableRegion({ RegionName: 'eu-south-1' }).catch(() => undefined);
  await new STS(client()).getCallerIdentity({});
  expect(writes(proxy.calls)).toEqual(['kms CreateKey', 'iam DeleteRole', 'account POST /enableRegion']);
});

test('a request without a signature goes nowhere and is recorded as no call', async () => {
  expect((await fetch(`${proxy.endpoint}/key`, { method: 'DELETE' })).status).toBe(400);
  expect(proxy.notUnderstood).toEqual(['DELETE /key has no signature of version 4']);
  expect(proxy.calls).toEqual([]);
});

test('a rule answers in the place of the emulator, and the newest rule decides', async () => {
  const older: Rule = ({ operation }) => operation === 'ListKeyPolicies' ? jsonAnswer({ PolicyNames: ['default'] }) : undefined;
  const newer: Rule = ({ operation }) => operation === 'ListKeyPolicies' ? jsonAnswer({ PolicyNames: ['default', 'AWS_RAM'] }) : undefined;
  const names = async () => (await new KMS(client()).listKeyPolicies({ KeyId: 'none' })).PolicyNames;
  await withRule(older, async () => {
    expect(await names()).toEqual(['default']);
    await withRule(newer, async () => expect(await names()).toEqual(['default', 'AWS_RAM']));
    expect(await names()).toEqual(['default']);
  });
  await expect(names()).rejects.toThrow('not found');
});

test('a rule changes what the emulator answers', async () => {
  const { KeyMetadata } = await new KMS(client()).createKey({});
  const byAws: Rule = async ({ operation }, ask) => {
    if (operation !== 'DescribeKey') { return undefined; }
    const { KeyMetadata: metadata } = JSON.parse((await ask()).body);
    return jsonAnswer({ KeyMetadata: { ...metadata, KeyManager: 'AWS' } });
  };
  await withRule(byAws, async () => {
    const described = await new KMS(client()).describeKey({ KeyId: KeyMetadata!.KeyId });
    expect(described.KeyMetadata).toMatchObject({ Arn: KeyMetadata!.Arn, KeyManager: 'AWS' });
  });
});

test.each<[service: string, name: string, ask: () => Promise<unknown>]>([
  ['kms', 'AccessDeniedException', () => new KMS(client()).listAliases({})],
  ['iam', 'AccessDenied', () => new IAM(client()).getRole({ RoleName: 'BackupIAMRole' })],
  ['account', 'AccessDeniedException', () => new Account(client()).listRegions({})],
  ['cloudformation', 'AccessDenied', () => new CloudFormation(client()).listStacks({})],
  ['sts', 'AccessDenied', () => new STS(client()).getCallerIdentity({})],
])('the SDK understands that IAM does not allow a call of %s', async (service, name, ask) => {
  const refuse: Rule = (call) => call.service === service ? deniedAnswer(call, 'some:Action') : undefined;
  await withRule(refuse, () => expect(ask()).rejects.toMatchObject({ name, message: expect.stringContaining('some:Action') }));
});

test('the SDK understands any other error, in JSON and in XML', async () => {
  const expired: Rule = (call) => errorAnswer(call, 'ExpiredToken', 'The security token included in the request is expired', 403);
  await withRule(expired, async () => {
    for (const ask of [() => new KMS(client()).listAliases({}), () => new STS(client()).getCallerIdentity({})]) {
      await expect(ask()).rejects.toMatchObject({ name: 'ExpiredToken', message: 'The security token included in the request is expired' });
    }
  });
});
