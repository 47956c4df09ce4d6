import { Emulator } from './emulator';
import { deployedPatterns } from '../key-events/deployed-patterns';
import { ACCOUNT, REGION } from '../key-events/event-document';
import { PATTERN_CASES } from '../key-events/pattern-cases';

let emulator: Emulator;

beforeAll(async () => {
  emulator = await Emulator.start();
});

afterAll(() => emulator?.stop());

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html */
async function testEventPattern(EventPattern: string, event: any): Promise<boolean> {
  const response = await fetch(emulator.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSEvents.TestEventPattern',
      // The emulator reads the account, the Region and the service off it, and checks no signature.
      'authorization': `AWS4-HMAC-SHA256 Credential=${ACCOUNT}/20261126/${REGION}/events/aws4_request, SignedHeaders=host, Signature=0`,
    },
    body: JSON.stringify({ EventPattern, Event: JSON.stringify(event) }),
  });
  const answer = await response.json() as { Result?: boolean };
  if (answer.Result === undefined) { throw new Error(JSON.stringify(answer)); }
  return answer.Result;
}

test.each(PATTERN_CASES)('MiniStack on the rule of a $rule: $title, $matches', async ({ rule, event, matches }) => {
  expect(await testEventPattern(deployedPatterns()[rule], event)).toBe(matches);
});

test('MiniStack does judge patterns', async () => {
  const [{ event }] = PATTERN_CASES;
  await expect(testEventPattern('{"detail":{"$or":[{"eventName":"DisableKey"}]}}', event)).rejects.toThrow('InvalidEventPatternException');
});
