import { page, Stack, stackError, type Page, type Query } from '../../../fakes/stack';
import { KEY_ARN } from '../../../fixtures/protected-app';
import { PROTECTED } from '../../../fixtures/vault-app';
import { eventOf, policyOf, RESOURCE, type Base } from '../../../fuzz/base';
import { InMemoryKms } from '../../../fuzz/in-memory-kms';
import { soundAnswer } from '../../../fuzz/sound-answer';
import { TIMEOUT, VirtualFunction, type Run } from '../../../fuzz/virtual-function';
import { fromTemplate, STATEMENTS } from '../scene';

const lambda = new VirtualFunction(fromTemplate([KEY_ARN]).code);
const CREATE: Base = { request: 'Create', id: 'own', by: 'key', foreign: [], present: 'none', desired: STATEMENTS };
const UPDATE: Base = { ...CREATE, request: 'Update', present: 'others' };
const DELETE: Base = { ...CREATE, request: 'Delete', present: 'desired' };

/** Long after the beginning of the function's clock, so that dates before it can be told. */
const START = 100_000;
const date = (time: number) => new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');

interface Outcome extends Run {
  readonly kms: InMemoryKms;
  readonly asked: string[];
  readonly answer: { Status: string; Reason?: string };
}

/** What the stack does, or which resource changes, from which time on. */
type History = Array<[number, string]>;

/** Sends an event while the stack does what `history` says, each with its time. */
async function send(base: Base, history: History, change: any = {}, api?: (query: Query, truth: () => Page) => Page): Promise<Outcome> {
  let now = 0;
  const stack = new Stack(RESOURCE.StackId, { now: () => now, pageSize: 2 });
  for (const [time, status] of history) {
    now = time;
    if (/IN_PROGRESS|COMPLETE|FAILED/.test(status)) { stack.enter(status); } else { stack.record(status, 'UPDATE_COMPLETE'); }
  }
  now = TIMEOUT;
  const asked = new Array<string>();
  const cloudFormation = {
    answer: (query: Query) => {
      asked.push(`${query.Action}`);
      const truth = () => query.StackName === stack.id ? stack.answer(query) : stackError(403, 'AccessDenied');
      return api ? api(query, truth) : truth();
    },
  };
  const kms = new InMemoryKms(policyOf(base));
  const event = { ...eventOf(base), ...change };
  const run = await lambda.run(event, { kms, cloudFormation });
  return { ...run, kms, asked, answer: soundAnswer(run, event) };
}

const sentAt = (time: number) => ({ ResponseURL: `https://cloudformation.example/answer?X-Amz-Date=${date(time)}&X-Amz-Expires=7200` });
const OVER = /^event is of an operation that is over, as stack "arn:aws:cloudformation:\S+" is in (?:\w+|no known status); let only CloudFormation invoke this function$/;

function expectSuperseded({ answer, kms }: Outcome): void {
  expect(answer).toEqual(expect.objectContaining({ Status: 'FAILED', Reason: expect.stringMatching(OVER) }));
  expect(kms.calls).not.toContain('PutKeyPolicy');
}

function expectDone({ answer, kms }: Outcome): void {
  expect(answer.Status).toBe('SUCCESS');
  expect(kms.calls).toContain('PutKeyPolicy');
}

describe('a request changes the policy while the stack does what it is part of:', () => {
  test.each<[string, Base, string[]]>([
    ['a creation in the creation of the stack', CREATE, ['CREATE_IN_PROGRESS']],
    ['a creation in an update', CREATE, ['UPDATE_IN_PROGRESS']],
    ['an update', UPDATE, ['UPDATE_IN_PROGRESS']],
    ['an update in a rollback', UPDATE, ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS']],
    ['a deletion in the rollback of a creation', DELETE, ['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS']],
    ['a deletion in a cleanup', DELETE, ['UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS']],
    ['a deletion in the cleanup of a rollback', DELETE, ['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS']],
    ['a deletion with the stack', DELETE, ['DELETE_IN_PROGRESS']],
  ])('%s', async (_what, base, statuses) => {
    expectDone(await send(base, [[0, 'CREATE_COMPLETE'], ...statuses.map((status): [number, string] => [START, status])], sentAt(START)));
  });
});

describe('a request that CloudFormation does not wait for changes nothing:', () => {
  test.each<[string, Base, string]>([
    ['a creation in a rollback', CREATE, 'ROLLBACK_IN_PROGRESS'],
    ['a creation in the rollback of an update', CREATE, 'UPDATE_ROLLBACK_IN_PROGRESS'],
    ['a creation in a deletion', CREATE, 'DELETE_IN_PROGRESS'],
    ['a creation in a cleanup', CREATE, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
    ['a creation in no operation', CREATE, 'CREATE_COMPLETE'],
    ['an update in a cleanup', UPDATE, 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
    ['an update in a deletion', UPDATE, 'DELETE_IN_PROGRESS'],
    ['an update in no operation', UPDATE, 'UPDATE_COMPLETE'],
    ['a deletion in no operation', DELETE, 'UPDATE_COMPLETE'],
    ['a deletion of a stack that was never created', DELETE, 'REVIEW_IN_PROGRESS'],
    ['a deletion after a rollback failed', DELETE, 'ROLLBACK_FAILED'],
  ])('%s', async (_what, base, status) => {
    expectSuperseded(await send(base, [[START, status]], sentAt(START)));
  });

  test('an update from before the rollback', async () => {
    const outcome = await send(UPDATE, [[START, 'UPDATE_IN_PROGRESS'], [START + 2_000, 'UPDATE_ROLLBACK_IN_PROGRESS']], sentAt(START));
    expectSuperseded(outcome);
    expect(outcome.asked).toContain('DescribeStackEvents');
  });

  test.each<[string, Base]>([['a creation', CREATE], ['an update', UPDATE], ['a deletion', DELETE]])('%s from an earlier operation', async (_what, base) => {
    expectSuperseded(await send(base, [[0, 'CREATE_COMPLETE'], [START + 2_000, 'UPDATE_IN_PROGRESS']], sentAt(START)));
  });

  test('one for another stack, which the function may not see', async () => {
    const { answer, kms } = await send(CREATE, [[START, 'CREATE_IN_PROGRESS']], { StackId: `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Invented/1` });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^policy of key \S+ was not changed, as CloudFormation does not respond; allow DescribeStacks and DescribeStackEvents for the stack, then deploy again \(CloudFormation says AccessDenied: /) });
    expect(kms.calls).not.toContain('PutKeyPolicy');
  });
});

describe('how late CloudFormation may be', () => {
  const late = (by: number, former: string) => {
    let asked = 0;
    return (query: Query, truth: () => Page): Page => {
      if (asked++ >= by) { return truth(); }
      const before = new Stack(RESOURCE.StackId, { now: () => 0 });
      before.enter(former);
      return before.answer(query);
    };
  };

  test('the status from before the operation is no reason to give up at once', async () => {
    const outcome = await send(CREATE, [[START, 'CREATE_IN_PROGRESS']], sentAt(START), late(3, 'REVIEW_IN_PROGRESS'));
    expectDone(outcome);
    expect(outcome.asked).toHaveLength(4);
    // The policy is read again before it is written: what was read long before may be out of date.
    expect(outcome.kms.calls.slice(0, 5)).toEqual(['DescribeKey', 'GetKeyPolicy', 'GetKeyPolicy', 'GetKeyPolicy', 'GetKeyPolicy']);
  });

  test('a rollback that the events do not show yet is waited for', async () => {
    let asked = 0;
    const history: History = [[0, 'UPDATE_ROLLBACK_IN_PROGRESS'], [START, 'UPDATE_IN_PROGRESS'], [START + 5_000, 'UPDATE_ROLLBACK_IN_PROGRESS']];
    const outcome = await send(UPDATE, history, sentAt(START + 5_000), (query, truth) => {
      if (query.Action === 'DescribeStacks' || asked++ > 0) { return truth(); }
      const before = new Stack(RESOURCE.StackId, { now: () => START });
      before.enter('UPDATE_ROLLBACK_IN_PROGRESS');
      before.enter('UPDATE_IN_PROGRESS');
      return before.answer(query);
    });
    expectDone(outcome);
    expect(asked).toBe(2);
  });

  test('a request that is over is given up after half a minute', async () => {
    const { milliseconds, ...outcome } = await send(CREATE, [[START, 'ROLLBACK_COMPLETE']], sentAt(START));
    expectSuperseded(outcome as Outcome);
    expect(milliseconds).toBeGreaterThanOrEqual(30_000);
    expect(milliseconds).toBeLessThan(50_000);
  });
});

describe('what is asked', () => {
  test('is one DescribeStacks for a change', async () => {
    for (const base of [CREATE, UPDATE, DELETE]) {
      const status = base === DELETE ? 'DELETE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS';
      const { asked, kms } = await send(base, [[0, 'CREATE_COMPLETE'], [START, status]], sentAt(START));
      expect(asked).toEqual(['DescribeStacks']);
      expect(kms.calls).toEqual(['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy', 'GetKeyPolicy']);
    }
  });

  test('writes nothing if nothing changes', async () => {
    const { asked, answer } = await send({ ...UPDATE, present: 'desired' }, [[START, 'ROLLBACK_COMPLETE']], sentAt(START));
    expect([asked, answer.Status]).toEqual([[], 'SUCCESS']);
  });

  test('in a rollback are the events too, page by page, up to the newest of the stack itself', async () => {
    const others = ['A', 'B', 'C'].map((name): [number, string] => [START + 1, name]);
    const { asked, answer } = await send(UPDATE, [[0, 'UPDATE_IN_PROGRESS'], [START, 'UPDATE_ROLLBACK_IN_PROGRESS'], ...others], sentAt(START));
    expect(answer.Status).toBe('SUCCESS');
    expect(asked).toEqual(['DescribeStacks', 'DescribeStackEvents', 'DescribeStackEvents']);
  });
});

describe('the date of a request', () => {
  test('has whole seconds, so that the operation may seem to begin up to a second after it', async () => {
    const history = (begin: number): History => [[0, 'CREATE_COMPLETE'], [begin, 'UPDATE_IN_PROGRESS']];
    expectDone(await send(UPDATE, history(START + 999), sentAt(START)));
    expectSuperseded(await send(UPDATE, history(START + 1_000), sentAt(START)));
  });

  test.each(['https://cloudformation.example/answer?AWSAccessKeyId=x&Expires=1', 'https://cloudformation.example/answer?X-Amz-Date=yesterday'])('is that of its arrival where the URL has none: %s', async (ResponseURL) => {
    expectDone(await send(UPDATE, [[-1, 'UPDATE_IN_PROGRESS'], [-1, 'UPDATE_ROLLBACK_IN_PROGRESS']], { ResponseURL }));
    expectSuperseded(await send(UPDATE, [[TIMEOUT, 'UPDATE_IN_PROGRESS'], [TIMEOUT, 'UPDATE_ROLLBACK_IN_PROGRESS']], { ResponseURL }));
  });
});

describe('CloudFormation that does not answer', () => {
  test('about the stack leaves the policy as it was', async () => {
    expectSuperseded(await send(CREATE, [[START, 'CREATE_IN_PROGRESS']], sentAt(START), ({ Action }, truth) => Action === 'DescribeStacks' ? page(Action) : truth()));
  });

  test('about events of the stack leaves the policy as it was in a rollback', async () => {
    const history: History = [[0, 'CREATE_COMPLETE'], [START, 'UPDATE_IN_PROGRESS'], [START + 20_000, 'UPDATE_ROLLBACK_IN_PROGRESS']];
    expectSuperseded(await send(UPDATE, history, sentAt(START + 20_000), ({ Action }, truth) => Action === 'DescribeStackEvents' ? page(Action) : truth()));
  });

  test('as it refuses the request for good is not asked again', async () => {
    const unknown = stackError(400, 'ValidationError', 'Stack does not exist');
    const { asked, answer } = await send(CREATE, [[START, 'CREATE_IN_PROGRESS']], sentAt(START), () => unknown);
    expect([asked, answer.Status]).toEqual([['DescribeStacks'], 'FAILED']);
  });

  test.each<[string, Page]>([
    ['throttles', stackError(400, 'Throttling', 'Rate exceeded')],
    ['fails', stackError(500, 'InternalFailure')],
    ['refuses for a while, as a permission is new', stackError(403, 'AccessDenied')],
  ])('as it %s is asked again', async (_what, error) => {
    let asked = 0;
    expectDone(await send(CREATE, [[START, 'CREATE_IN_PROGRESS']], sentAt(START), (_query, truth) => asked++ < 3 ? error : truth()));
  });

  test.each<[string, Page]>([
    ['throttles', stackError(400, 'Throttling', 'Rate exceeded')],
    ['refuses', stackError(403, 'AccessDenied', 'explicit deny in a service control policy')],
    ['answers with what is none', { status: 200, body: '<html>' }],
    ['knows no such stack', stackError(400, 'ValidationError', 'Stack does not exist')],
  ])('as it always %s leaves the policy as it was, and says so', async (_what, error) => {
    const { answer, kms } = await send(CREATE, [[START, 'CREATE_IN_PROGRESS']], sentAt(START), () => error);
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^(?:policy of key \S+ was not changed, as CloudFormation does not respond; |event is of an operation that is over)/) });
    expect(kms.calls).not.toContain('PutKeyPolicy');
  });
});
