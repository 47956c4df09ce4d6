import type { AwsClient } from '../../../src/check/live/aws/aws-client';
import { Calls } from '../../../src/check/live/calls';
import { Limiter } from '../../../src/check/live/limiter';
import { RefusedError } from '../../../src/check/live/refused-error';

type Send = AwsClient['send'];

const callsOf = (send: Send, timeLimit = 60_000) => new Calls({ send } as AwsClient, 'eu-west-1', { limiter: new Limiter(10), timeLimit });

/** The tokens that pages were asked for with, and how many pages there are. */
async function pagesOf(operation: 'kms:ListAliases' | 'iam:ListRolePolicies' | 'account:ListRegions', answer: (token: string | undefined) => object) {
  const asked = new Array<unknown>();
  const calls = callsOf(async ({ input }) => {
    asked.push(input);
    return answer(input.Marker ?? input.NextToken);
  });
  const pages = await calls.pages(operation, { Limit: 5 });
  return { asked, count: pages.length };
}

test('pages are asked for until none continues, by a marker', async () => {
  const { asked, count } = await pagesOf('kms:ListAliases', (token) => token === 'b' ? { Truncated: false, NextMarker: 'c' } : { Truncated: true, NextMarker: token ? 'b' : 'a' });
  expect(asked).toEqual([{ Limit: 5 }, { Limit: 5, Marker: 'a' }, { Limit: 5, Marker: 'b' }]);
  expect(count).toBe(3);
});

test('pages are asked for until none continues, by a token', async () => {
  const { asked } = await pagesOf('account:ListRegions', (token) => token ? { NextToken: '' } : { NextToken: 'a' });
  expect(asked).toEqual([{ Limit: 5 }, { Limit: 5, NextToken: 'a' }]);
});

test.each([
  ['kms:ListAliases', { Truncated: true }], ['kms:ListAliases', { Truncated: true, NextMarker: '' }], ['iam:ListRolePolicies', { IsTruncated: 'true' }],
] as const)('a page of %s that says that there is more, but not where (%j), is a wrong answer', async (operation, page) => {
  await expect(pagesOf(operation, () => page)).rejects.toMatchObject({
    refusal: { reason: 'failed', action: operation, message: `The answer to ${operation} says that there is more, but not where.` },
  });
});

test('pages that go round in a circle are a wrong answer, and not asked for forever', async () => {
  const pages = pagesOf('account:ListRegions', (token) => ({ NextToken: token === 'a' ? 'b' : 'a' }));
  await expect(pages).rejects.toMatchObject({
    refusal: { reason: 'failed', action: 'account:ListRegions', message: 'The answer to account:ListRegions has a page that continues with an earlier one.' },
  });
  await expect(pages).rejects.toBeInstanceOf(RefusedError);
});

test('a call that knows of no signal still ends in time', async () => {
  const never = callsOf(() => new Promise(() => undefined), 10).send('kms:DescribeKey', {});
  await expect(never).rejects.toMatchObject({ refusal: { reason: 'failed', message: 'AWS did not answer within 0.01 seconds.' } });
});

test('a call is sent to the Region it is for, or to that of services that a partition has once', async () => {
  const regions = new Array<string>();
  const calls = callsOf(async (_, region) => {
    regions.push(region);
    return {};
  });
  await calls.send('kms:DescribeKey', {}, 'eu-central-1');
  await calls.send('iam:GetRole', {});
  expect(regions).toEqual(['eu-central-1', 'us-east-1']);
});
