import { GetKeyPolicyCommand, type KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { clientOf, errorOf } from './client-of';
import { asKmsRewritesIt } from './policy-principals';
import { StrictKms, type StrictKmsOptions } from './strict-kms';

const REGION = 'eu-west-1';
const ACCOUNT = '111111111111';
const [ONE, OTHER] = ['One', 'Other'].map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);

let kms: StrictKms;
let client: KMSClient;
let key: string;

async function start(options: StrictKmsOptions = {}): Promise<void> {
  await kms?.stop();
  kms = await StrictKms.start(options);
  kms.addPrincipal(ONE);
  kms.addPrincipal(OTHER);
  key = kms.createKey({ account: ACCOUNT, region: REGION, policy: policy('first') });
  client = clientOf(kms, ONE, REGION);
}

beforeEach(async () => start());
afterEach(async () => kms.stop());

function policy(Id: string, AWS: string | string[] = `arn:aws:iam::${ACCOUNT}:root`): any {
  return { Version: '2012-10-17', Id, Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: ['kms:*'], Resource: ['*'] }] };
}

const get = async () => (await client.send(new GetKeyPolicyCommand({ KeyId: key }))).Policy!;
const idSeen = async () => JSON.parse(await get()).Id;
const put = async (Id: string, by = client) => by.send(new PutKeyPolicyCommand({ KeyId: key, Policy: JSON.stringify(policy(Id)) }));

describe('faults', () => {
  test.each([
    ['ThrottlingException', 400], ['KMSInternalException', 500], ['DependencyTimeoutException', 503], ['KMSInvalidStateException', 400],
  ])('%s comes over the wire with status %i, as often as ordered', async (error, httpStatusCode) => {
    kms.fail({ operation: 'PutKeyPolicy', error, message: 'because', times: 2 });
    await expect(put('second')).rejects.toMatchObject({ name: error, message: 'because', $metadata: { httpStatusCode } });
    await expect(put('second')).rejects.toMatchObject({ name: error });
    expect(kms.policyOf(key).Id).toBe('first');
    await put('second');
    expect(kms.policyOf(key).Id).toBe('second');
    expect(kms.calls.map((call) => call.error)).toEqual([error, error, undefined]);
  });

  test('the SDK repeats a call that is throttled', async () => {
    kms.fail({ operation: 'PutKeyPolicy', error: 'ThrottlingException' });
    await put('second', clientOf(kms, ONE, REGION, { maxAttempts: 2 }));
    expect(kms.calls.map((call) => call.error)).toEqual(['ThrottlingException', undefined]);
  });

  test('a fault is for its operation and key, after those that pass', async () => {
    const other = kms.createKey({ account: ACCOUNT, region: REGION });
    kms.fail({ operation: 'PutKeyPolicy', key, skip: 1 });
    await get();
    await client.send(new PutKeyPolicyCommand({ KeyId: other, Policy: JSON.stringify(policy('x')) }));
    await put('second');
    expect(await errorOf(put('third'))).toBe('KMSInternalException: KMSInternalException on demand');
  });

  test('an error may come after the write', async () => {
    kms.fail({ operation: 'PutKeyPolicy', afterEffect: true });
    expect(await errorOf(put('second'))).toMatch(/^KMSInternalException/);
    expect(kms.policyOf(key).Id).toBe('second');
  });

  test.each([false, true])('a connection may break, after the write: %s', async (afterEffect) => {
    kms.fail({ operation: 'PutKeyPolicy', how: 'drop', afterEffect });
    expect(await errorOf(put('second'))).toContain('socket hang up');
    expect(kms.policyOf(key).Id).toBe(afterEffect ? 'second' : 'first');
    expect(kms.calls[0].error).toBe('drop');
  });

  test('a call may hang until the server stops', async () => {
    kms.fail({ operation: 'PutKeyPolicy', how: 'hang' });
    const arrival = new Promise<void>((resolve) => { kms.on('PutKeyPolicy', 'before', () => resolve()); });
    const outcome = errorOf(put('second'));
    await arrival;
    await put('third');
    expect(kms.policyOf(key).Id).toBe('third');
    await kms.stop();
    expect(await outcome).toContain('socket hang up');
    await start();
  });
});

describe('hooks', () => {
  test('another writer can write between a read and a write', async () => {
    const off = kms.on('PutKeyPolicy', 'before', async ({ principal }) => {
      off();
      expect(principal).toBe(ONE);
      await put('by another', clientOf(kms, OTHER, REGION));
      expect(kms.policyOf(key).Id).toBe('by another');
    });
    await put('by one');
    expect(kms.policyOf(key).Id).toBe('by one');
    expect(kms.calls.map(({ principal }) => principal)).toEqual([ONE, OTHER]);
  });

  test('let another writer write between a write and its response, until they are removed', async () => {
    const off = kms.on('PutKeyPolicy', 'after', () => kms.putPolicyByHand(key, policy('by another')));
    await put('by one');
    expect(await idSeen()).toBe('by another');
    off();
    await put('by one');
    expect(await idSeen()).toBe('by one');
  });

  test('that fail show as what they are', async () => {
    kms.on('GetKeyPolicy', 'before', () => { throw new Error('a mistake in the test'); });
    expect(await errorOf(get())).toMatch(/^StrictKmsBroken: Error: a mistake in the test/);
  });
});

describe('time', () => {
  test('a read sees what is old enough, and the first policy where none is', async () => {
    let now = 0;
    await start({ now: () => now, staleness: () => 500 });
    now = 100;
    await put('second');
    expect(await idSeen()).toBe('first');
    now = 500;
    await put('third');
    expect(await idSeen()).toBe('first');
    now = 600;
    expect(await idSeen()).toBe('second');
    now = 1000;
    expect(await idSeen()).toBe('third');
  });

  test('writes do not wait: authorization and lockout check see what is there', async () => {
    await start({ staleness: () => 1_000_000 });
    kms.putPolicyByHand(key, policy('closed', '222222222222'));
    expect(await errorOf(put('second'))).toMatch(/^AccessDeniedException/);
  });

  test('one half of the latency comes before the effect and one after', async () => {
    const seen: unknown[] = [];
    await start({ latency: () => 80, sleep: async (milliseconds) => seen.push([milliseconds, kms.policyOf(key).Id]) });
    await put('second');
    expect(seen).toEqual([[40, 'first'], [40, 'second']]);
  });
});

describe('the text that is read', () => {
  test('is rewritten: indented, single principals without a list, other principals in another order', async () => {
    kms.putPolicyByHand(key, policy('list', [ONE, OTHER]));
    expect(await get()).toBe(JSON.stringify(policy('list', [OTHER, ONE]), null, 2));
    kms.putPolicyByHand(key, policy('single', [ONE]));
    expect(JSON.parse(await get())).toEqual(policy('single', ONE));
  });

  test('stays the same when it is written back', async () => {
    const rewritten = asKmsRewritesIt(policy('list', [OTHER, ONE, '222222222222', 'AROAQQQQQQQQQQQQQQQQ1']));
    expect(asKmsRewritesIt(rewritten)).toEqual(rewritten);
  });

  test('is as stored on request', async () => {
    await start({ rewrite: false });
    kms.putPolicyByHand(key, policy('list', [ONE, OTHER]));
    expect(await get()).toBe(kms.policyTextOf(key));
  });
});
