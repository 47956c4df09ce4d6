import { randomOf, SlowKey } from './slow-key';
import { apply } from '../../../src/key-policy-statements/handler/apply';
import type { Clock } from '../../../src/key-policy-statements/handler/clock';
import { ConcurrentUpdateError, PartialUpdateError } from '../../../src/key-policy-statements/handler/failures/errors';
import type { DesiredStatements } from '../../../src/key-policy-statements/handler/policy/merge';
import { VirtualTime } from '../../fakes/virtual-time';

const DEADLINE = 280_000;
/** When a change that fails has to end, so that its rollback has the time that is reserved for it. */
const CHANGE_DEADLINE = 240_000;
/** A creation that CloudFormation waits for. */
const CONTEXT = { deadline: DEADLINE, operation: { assertActive: async () => {} }, overlaps: false };
const DESIRED: DesiredStatements = { owner: 'A-', statements: [{ Sid: 'A-1', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }] };
const kmsError = (name: string, httpStatusCode: number, message = 'on demand') => Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

/** A key that fails each request, after the longest time of a request. */
class FailingKey extends SlowKey {
  public reads = 0;
  public failure?: { readonly in: 'read' | 'write'; readonly error: Error; readonly from?: number };

  constructor(private readonly virtualTime: VirtualTime) {
    super({ Statement: [{ Sid: 'Root', Effect: 'Allow' }] }, virtualTime, randomOf(1));
  }

  public override async read(until: number) {
    this.reads++;
    await this.fail('read', until, this.reads);
    return super.read(until);
  }

  public override async write(policy: any, until: number) {
    await this.fail('write', until, this.writes);
    return super.write(policy, until);
  }

  private async fail(operation: 'read' | 'write', until: number, count: number): Promise<void> {
    const { failure } = this;
    if (failure?.in !== operation || count < (failure.from ?? 0)) { return; }
    await this.virtualTime.sleep(Math.min(10_000, until - this.virtualTime.now()));
    throw failure.error;
  }
}

async function run(
  failure: FailingKey['failure'], meddle?: (key: FailingKey, time: VirtualTime) => void, deadline = DEADLINE, { desired = DESIRED, overlaps = false } = {},
) {
  const time = new VirtualTime();
  const key = new FailingKey(time);
  key.failure = failure;
  meddle?.(key, time);
  const pauses = new Array<number>();
  const clock: Clock = {
    now: () => time.now(),
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      return time.sleep(milliseconds);
    },
  };
  const [outcome] = await time.run([apply(key, desired, { ...CONTEXT, clock, deadline, overlaps })]);
  return { key, outcome, ended: time.now(), pauses };
}

test.each<[string, FailingKey['failure'], number, number]>([
  ['throttled reads', { in: 'read', error: kmsError('ThrottlingException', 400) }, 220_000, CHANGE_DEADLINE],
  ['throttled writes', { in: 'write', error: kmsError('ThrottlingException', 400) }, 220_000, DEADLINE],
  ['reads without an answer', { in: 'read', error: Object.assign(new Error('aborted'), { name: 'AbortError' }) }, 220_000, CHANGE_DEADLINE],
  ['writes without an answer', { in: 'write', error: Object.assign(new Error('aborted'), { name: 'AbortError' }) }, 220_000, DEADLINE],
  ['reading back that fails', { in: 'read', error: kmsError('KMSInternalException', 500), from: 2 }, 220_000, DEADLINE],
  ['a principal that does not exist', { in: 'write', error: kmsError('MalformedPolicyDocumentException', 400, 'invalid principals') }, 220_000, CHANGE_DEADLINE],
  ['rights that are not there', { in: 'read', error: kmsError('AccessDeniedException', 400) }, 220_000, CHANGE_DEADLINE],
  ['a Region that does not know the account', { in: 'read', error: kmsError('UnrecognizedClientException', 400) }, 220_000, CHANGE_DEADLINE],
])('%s that never stop end in time, and not before', async (_what, failure, least, most) => {
  const { outcome, ended } = await run(failure);
  expect(outcome.status).toBe('rejected');
  expect(ended).toBeGreaterThanOrEqual(least);
  expect(ended).toBeLessThanOrEqual(most);
});

test.each<[string, Error]>([
  ['a permission by alias', kmsError('AccessDeniedException', 400)],
  ['a Region that was enabled a moment ago', kmsError('UnrecognizedClientException', 400)],
])('%s that shows only after three minutes is waited for', async (_what, error) => {
  const { outcome, key } = await run({ in: 'read', error }, (failingKey, time) => {
    void time.sleep(180_000).then(() => { failingKey.failure = undefined; });
  });
  expect(outcome).toMatchObject({ status: 'fulfilled' });
  expect(key.current.Statement).toContainEqual(DESIRED.statements[0]);
});

describe('a pause', () => {
  const throttled = kmsError('ThrottlingException', 400);

  afterEach(() => { jest.restoreAllMocks(); });

  test.each<[number, number[]]>([
    [0, [0, 0, 0, 0, 0, 0, 0]],
    [0.5, [250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]],
    [1, [500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]],
  ])('after a read that failed is up to twice as long each time, and at most ten seconds: chance %d', async (chance, expected) => {
    jest.spyOn(Math, 'random').mockReturnValue(chance);
    const { pauses } = await run({ in: 'read', error: throttled });
    expect(pauses.slice(0, expected.length)).toEqual(expected);
  });

  test.each([[0, 6_000], [0.5, 7_000], [1, 8_000]])('after a write is six to eight seconds: chance %d', async (chance, expected) => {
    jest.spyOn(Math, 'random').mockReturnValue(chance);
    const { pauses } = await run({ in: 'write', error: throttled });
    expect(pauses[0]).toBe(expected);
  });
});

describe('a request that may overlap with a canceled one, and finds nothing to write,', () => {
  async function duration(...[failure, meddle, deadline]: Partial<Parameters<typeof run>>): Promise<number> {
    const { outcome, key, ended } = await run(failure, meddle, deadline, { desired: { ...DESIRED, statements: [] }, overlaps: true });
    expect([outcome.status, key.writes]).toEqual(['fulfilled', 0]);
    return ended;
  }
  /** A read takes up to a second. */
  function expectFrom(milliseconds: number, actual: number): void {
    expect(actual).toBeGreaterThanOrEqual(milliseconds);
    expect(actual).toBeLessThanOrEqual(milliseconds + 1_000);
  }

  test('reads again when the canceled one can no longer write', async () => {
    expectFrom(12_000, await duration());
  });

  test('does so even if a read fails before', async () => {
    expectFrom(12_000, await duration({ in: 'read', error: kmsError('ThrottlingException', 400) }, (key, time) => {
      void time.sleep(1_000).then(() => { key.failure = undefined; });
    }));
  });

  test('reads again before its deadline, if that comes first', async () => {
    // Of 55 seconds, 40 are for a rollback, and a request may take the last 10.
    expectFrom(5_000, await duration(undefined, undefined, 55_000));
  });
});

test('a change against a writer that never stops ends in time, and so does its rollback', async () => {
  const { outcome, ended, key } = await run(undefined, (failingKey) => {
    const write = failingKey.write.bind(failingKey);
    // Whatever is written, something else is there at once.
    failingKey.write = async (policy, until) => {
      await write(policy, until);
      await write({ Statement: [{ Sid: 'Root', Effect: 'Allow' }] }, until);
    };
  });
  expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ConcurrentUpdateError) });
  expect(ended).toBeLessThanOrEqual(DEADLINE);
  expect(key.current).toEqual({ Statement: [{ Sid: 'Root', Effect: 'Allow' }] });
});

test('another writer that never stops is reported, though the deadline cuts off a request', async () => {
  let cutOff = 0;
  // An attempt needs less than 30 s, so the end comes during a read more than once.
  for (let second = 0; second < 30; second++) {
    const { outcome } = await run(undefined, (failingKey, time) => {
      const [read, write] = [failingKey.read.bind(failingKey), failingKey.write.bind(failingKey)];
      failingKey.read = async (until) => {
        const left = until - time.now();
        await time.sleep(Math.min(9_000, Math.floor(left)));
        if (left < 9_000) {
          cutOff++;
          throw Object.assign(new Error('aborted'), { name: 'AbortError' });
        }
        return read(until);
      };
      failingKey.write = async (policy, until) => {
        await write(policy, until);
        await write({ Statement: [{ Sid: 'Root', Effect: 'Allow' }] }, until);
      };
    }, DEADLINE - 1_000 * second);
    expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ConcurrentUpdateError) });
  }
  expect(cutOff).toBeGreaterThan(1);
});

test('what failed before is not hidden by a request that the end cuts off', async () => {
  for (let second = 0; second < 30; second++) {
    const { outcome } = await run({ in: 'write', error: kmsError('MalformedPolicyDocumentException', 400, 'invalid principals') }, (failingKey, time) => {
      const read = failingKey.read.bind(failingKey);
      failingKey.read = async (until) => {
        const left = until - time.now();
        await time.sleep(Math.min(9_000, Math.floor(left)));
        if (left < 9_000) { throw Object.assign(new Error('aborted'), { name: 'AbortError' }); }
        return read(until);
      };
    }, DEADLINE - 1_000 * second);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'invalid principals' } });
  }
});

test('the rollback has the time that it needs, when the work used all of its own', async () => {
  const time = new VirtualTime();
  const key = new FailingKey(time);
  key.failure = { in: 'read', error: kmsError('KMSInternalException', 500), from: 2 };
  const healed = time.sleep(CHANGE_DEADLINE).then(() => { key.failure = undefined; });
  const [outcome] = await time.run([apply(key, DESIRED, { ...CONTEXT, clock: time }), healed]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'KMSInternalException' } });
  expect(key.current).toEqual({ Statement: [{ Sid: 'Root', Effect: 'Allow' }] });
});

test('a write that there was no time to read back is rolled back, though reads still show the policy from before it', async () => {
  const time = new VirtualTime();
  const former = { Statement: [{ Sid: 'Root', Effect: 'Allow' }] };
  const key = new SlowKey(former, time, () => 1);
  const [outcome] = await time.run([apply(key, DESIRED, { ...CONTEXT, clock: time, deadline: DEADLINE - CHANGE_DEADLINE + 3_000 })]);
  expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ConcurrentUpdateError) });
  expect(key.writes).toBe(2);
  expect(key.current).toEqual(former);
});

test('what KMS refused to write needs no rollback', async () => {
  const { outcome, key, pauses } = await run({ in: 'write', error: kmsError('ValidationException', 400) });
  expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'ValidationException' } });
  expect([key.reads, pauses]).toEqual([1, []]);
});

test('what could not be rolled back is said', async () => {
  const { outcome } = await run({ in: 'read', error: kmsError('ValidationException', 400), from: 2 });
  expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(PartialUpdateError) });
});

test('a mistake in the program is not tried again', async () => {
  const { key } = await run({ in: 'read', error: new TypeError('cannot read properties') });
  expect(key.reads).toBe(1);
});
