import { Deployment } from './overlap/deployment';
import { FORMER, fromTemplate, HANDLER_ROLE, STATEMENTS } from './scene';
import { randomOf } from './slow-key';
import { Stack, stackError, type Page, type Query } from '../../fakes/stack';
import { VirtualKms } from '../../fakes/virtual-kms';
import { VirtualTime } from '../../fakes/virtual-time';
import { KEY_ARN } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';
import { VirtualFunction } from '../../fuzz/virtual-function';

/** About as many as one function can have the permissions for. */
const KEYS = 45;

/** Calls in a second. AWS does not document the rate of DescribeStacks; this is a tenth of what the keys would ask for at once. */
const RATE = 5;

test(`${KEYS} keys of one stack change at once, though CloudFormation throttles their questions`, async () => {
  const random = randomOf(1);
  jest.spyOn(Math, 'random').mockImplementation(random);
  const time = new VirtualTime();
  const kms = new VirtualKms(HANDLER_ROLE, { time, latency: () => random() * 200, staleness: () => random() * 500 });
  const stack = new Stack(`arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Many/0a1b2c3d`, { now: () => time.now() });
  const asked = new Array<number>();
  let throttled = 0;
  const lambda = new VirtualFunction(fromTemplate([KEY_ARN]).code);
  const cloudFormation = {
    answer: (query: Query): Page => {
      asked.push(time.now());
      if (asked.filter((at) => at > time.now() - 1_000).length <= RATE) { return stack.answer(query); }
      throttled++;
      return stackError(400, 'Throttling', 'Rate exceeded');
    },
  };
  const platform = { lambda, world: lambda.enter({ kms, cloudFormation }, time), time, random };
  const deployment = new Deployment(stack.id, platform, {});
  stack.enter('CREATE_IN_PROGRESS');

  const sent = Array.from({ length: KEYS }, () => deployment.send({
    RequestType: 'Create', ResourceProperties: { Key: kms.createKey(FORMER), Statements: STATEMENTS },
  }));
  await time.run(sent.map(({ done }) => done));

  expect(sent.map(({ answer }) => answer()?.Status)).toEqual(Array(KEYS).fill('SUCCESS'));
  expect(throttled).toBeGreaterThan(KEYS);
  expect(kms.writes).toBe(KEYS);
  expect(time.now()).toBeLessThan(240_000);
});

afterEach(() => jest.restoreAllMocks());
