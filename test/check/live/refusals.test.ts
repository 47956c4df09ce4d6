import { fakeAwsForEachTest, NO_RETRIES } from './environment';
import { connect } from '../../../src/check/live/connect';
import type { LiveAccount, LiveEventRule, LiveKey, LiveRole, LiveTrail, Seen } from '../../../src/check/live/live';
import type { Timeouts } from '../../../src/check/live/timeouts';
import { FakeError, type Answer } from '../fake-aws/call';
import type { FakeAccount } from '../fake-aws/fake-account';
import { FakeAws, type Fault } from '../fake-aws/fake-aws';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] };
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/Managed`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
const TRAIL = `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`;
const WORLD: FakeAccount = {
  id: ACCOUNT,
  regions: { [REGION]: { keys: [{ KeyId: KEY }], aliases: { 'alias/vault': KEY }, stacks: { Vault: [] }, rules: [{ Name: 'Notify', EventPattern: '{}', State: 'ENABLED' }] } },
  trails: [{ arn: TRAIL, homeRegion: REGION, isMultiRegion: false }],
  roles: { Inline: { id: 'AROAINLINE', inline: { own: ALLOW } }, Attached: { id: 'AROAATTACHED', attached: [MANAGED] }, Bounded: { id: 'AROABOUNDED', boundary: BOUNDARY } },
  managed: { [MANAGED]: ALLOW, [BOUNDARY]: ALLOW },
};

const key = async (account: LiveAccount) => (await account.key(REGION, KEY) as { value: LiveKey }).value;
const rule = async (account: LiveAccount) => (await account.eventRules(REGION) as { value: LiveEventRule[] }).value[0];
const trail = async (account: LiveAccount) => (await account.trails(REGION) as { value: LiveTrail[] }).value[0];
const role = async (account: LiveAccount, name: string) => (await account.role(name) as { value: LiveRole }).value;

/** What of an account depends on each operation. */
const READS: Readonly<Record<string, (account: LiveAccount) => Promise<Seen<unknown>>>> = {
  'account:ListRegions': async (account) => account.regions,
  'cloudformation:ListStackResources': (account) => account.stackResources(REGION, 'Vault'),
  'cloudtrail:DescribeTrails': (account) => account.trails(REGION),
  'cloudtrail:GetEventSelectors': async (account) => (await trail(account)).selectors(),
  'cloudtrail:GetTrailStatus': async (account) => (await trail(account)).isLogging(),
  'ec2:DescribeSnapshots': (account) => account.failedCopies(REGION),
  'events:ListRules': (account) => account.eventRules(REGION),
  'events:ListTargetsByRule': async (account) => (await rule(account)).hasTargets(),
  'iam:GetPolicy': async (account) => (await role(account, 'Bounded')).boundary!,
  'iam:GetPolicyVersion': async (account) => (await role(account, 'Attached')).policies,
  'iam:GetRole': (account) => account.role('Inline'),
  'iam:GetRolePolicy': async (account) => (await role(account, 'Inline')).policies,
  'iam:ListAttachedRolePolicies': async (account) => (await role(account, 'Attached')).policies,
  'iam:ListRolePolicies': async (account) => (await role(account, 'Inline')).policies,
  'iam:SimulatePrincipalPolicy': (account) => account.simulate(`arn:aws:iam::${ACCOUNT}:role/Inline`, ['kms:Decrypt'], ['arn:aws:kms:eu-west-1:111122223333:key/1']),
  'kms:DescribeKey': (account) => account.key(REGION, KEY),
  'kms:GetKeyLastUsage': async (account) => (await key(account)).lastUsed(),
  'kms:GetKeyPolicy': async (account) => (await key(account)).policy(),
  'kms:GetKeyRotationStatus': async (account) => (await key(account)).rotates(),
  'kms:ListAliases': (account) => account.aliases(REGION),
  'kms:ListKeyPolicies': async (account) => (await key(account)).policyNames(),
};
const OPERATIONS = Object.keys(READS);

/** What each service calls a call that the caller has no right to: the error pages of its API reference. */
const DENIED: Readonly<Record<string, FakeError>> = {
  account: new FakeError('AccessDeniedException', 'User is not authorized', 403),
  cloudformation: new FakeError('AccessDenied', 'User is not authorized', 403),
  cloudtrail: new FakeError('AccessDeniedException', 'User is not authorized', 400),
  events: new FakeError('AccessDeniedException', 'User is not authorized', 400),
  ec2: new FakeError('UnauthorizedOperation', 'You are not authorized', 403),
  iam: new FakeError('AccessDenied', 'User is not authorized', 403),
  kms: new FakeError('AccessDeniedException', 'User is not authorized', 400),
};

/** What each service calls throttling. */
const THROTTLED: Readonly<Record<string, FakeError>> = {
  account: new FakeError('TooManyRequestsException', 'Too many requests', 429),
  cloudformation: new FakeError('Throttling', 'Rate exceeded', 400),
  cloudtrail: new FakeError('ThrottlingException', 'Rate exceeded', 400),
  events: new FakeError('ThrottlingException', 'Rate exceeded', 400),
  ec2: new FakeError('RequestLimitExceeded', 'Request limit exceeded.', 503),
  iam: new FakeError('Throttling', 'Rate exceeded', 400),
  kms: new FakeError('ThrottlingException', 'You have exceeded the rate', 400),
};

const HTML: Answer = { status: 200, type: 'text/html', body: '<!DOCTYPE html><html><head><title>Sign in</title></head><body>Proxy</body></html>' };

const scene = fakeAwsForEachTest(ACCOUNT, [WORLD]);

/** What is seen where one operation has a fault. */
async function seenWith(operation: string, fault: Fault, timeouts: Timeouts = NO_RETRIES): Promise<Seen<unknown>> {
  scene.aws.fault = (call) => `${call.service}:${call.operation}` === operation ? fault : undefined;
  return READS[operation]((await connect({ profiles: new Map(), region: REGION }, timeouts))(ACCOUNT));
}

const serviceOf = (operation: string) => operation.split(':')[0];

test.each(OPERATIONS)('without a fault, what depends on %s is seen', async (operation) => {
  scene.aws.fault = () => undefined;
  expect(await READS[operation]((await connect({ profiles: new Map(), region: REGION }, NO_RETRIES))(ACCOUNT))).toHaveProperty('value');
  expect(scene.aws.problems).toEqual([]);
});

test.each(OPERATIONS)('without the right to %s, the refusal names it', async (operation) => {
  const denied = DENIED[serviceOf(operation)];
  expect(await seenWith(operation, denied)).toEqual({
    refused: { reason: 'denied', action: operation, message: `${denied.code}: ${denied.message}` },
  });
  expect(scene.aws.count(operation)).toBe(1);
});

/** What all reads at once give. */
async function readAll(timeouts: Timeouts, operations = OPERATIONS): Promise<Seen<unknown>[]> {
  const account = (await connect({ profiles: new Map(), region: REGION }, timeouts))(ACCOUNT);
  return Promise.all(operations.map((operation) => READS[operation](account)));
}

test('every operation that is throttled twice is asked again, and answers', async () => {
  await readAll(NO_RETRIES);
  const counts = () => OPERATIONS.map((operation) => [operation, scene.aws.count(operation)] as const);
  const before = counts();
  scene.aws.calls.length = 0;
  const throttled = new Map<string, number>();
  scene.aws.fault = ({ service, operation }) => {
    const times = throttled.get(operation) ?? 0;
    throttled.set(operation, times + 1);
    return times < 2 ? THROTTLED[service] : undefined;
  };
  for (const seen of await readAll({ ...NO_RETRIES, attempts: 4 })) { expect(seen).toHaveProperty('value'); }
  expect(counts()).toEqual(before.map(([operation, count]) => [operation, count + 2]));
});

test.each([
  'account:ListRegions', 'cloudformation:ListStackResources', 'ec2:DescribeSnapshots', 'iam:GetRole', 'kms:DescribeKey',
])('%s that stays throttled fails with what AWS says', async (operation) => {
  const throttled = THROTTLED[serviceOf(operation)];
  expect(await seenWith(operation, throttled, { ...NO_RETRIES, attempts: 2 }))
    .toEqual({ refused: { reason: 'failed', action: operation, message: `${throttled.code}: ${throttled.message}` } });
  expect(scene.aws.count(operation)).toBe(2);
});

test.each(OPERATIONS)('%s that fails within AWS fails with one line', async (operation) => {
  expect(await seenWith(operation, new FakeError('InternalFailure', 'line one\n\n\tline  two\u0007' + 'x'.repeat(10_000), 500))).toEqual({
    refused: { reason: 'failed', action: operation, message: expect.stringMatching(/^InternalFailure: line one line two x{200,}…$/) },
  });
});

describe('a wrong answer is no answer:', () => {
  const WRONG: readonly (readonly [string, Fault])[] = [
    ['the page of a proxy', HTML],
    ['the page of a proxy that is down', { ...HTML, status: 502 }],
    ['a page that is missing', { ...HTML, status: 404 }],
    ['nothing', { status: 200, type: 'text/plain', body: '' }],
    ['an empty object of JSON', { status: 200, type: 'application/x-amz-json-1.1', body: '{}' }],
    ['a list of JSON', { status: 200, type: 'application/json', body: '[]' }],
    ['null', { status: 200, type: 'application/json', body: 'null' }],
    ['half an object', { status: 200, type: 'application/json', body: '{"KeyMetadata":{"KeyId":' }],
    ['an empty element', { status: 200, type: 'text/xml', body: '<Response/>' }],
    ['another element', { status: 200, type: 'text/xml', body: '<A><B>c</B></A>' }],
    ['half an element', { status: 200, type: 'text/xml', body: '<ListStackResourcesResponse><ListStackResourcesResult>' }],
    ['a connection that is cut', 'cut'],
  ];

  test.each(OPERATIONS.flatMap((operation) => WRONG.map(([what, fault]) => [operation, what, fault] as const)))('%s with %s', async (operation, _, fault) => {
    expect(await seenWith(operation, fault)).toEqual({
      refused: { reason: 'failed', action: operation, message: expect.stringMatching(/^[^\n]{10,300}$/) },
    });
  });
});

/** Operations of which none is asked before another of the same group. */
const AT_ONCE: readonly (readonly string[])[] = [
  ['account:ListRegions', 'iam:GetRole', 'kms:DescribeKey'],
  ['iam:GetPolicy', 'iam:ListAttachedRolePolicies'],
  ['iam:ListRolePolicies'],
  ['cloudtrail:DescribeTrails', 'events:ListRules'],
  OPERATIONS.filter((operation) => !/ListRegions|GetRole$|DescribeKey|GetPolicy$|ListAttached|ListRolePolicies|DescribeTrails|ListRules/.test(operation)),
];

test.each(AT_ONCE.flatMap((group) => [['hang', group], ['stall', group]] as const))('where AWS does not finish (%s), each fails in time: %s', async (fault, group) => {
  scene.aws.fault = ({ service, operation }) => group.includes(`${service}:${operation}`) ? fault : undefined;
  const answers = await readAll({ ...NO_RETRIES, call: 3_000 }, [...group]);
  expect(answers).toEqual(group.map((action) => (
    { refused: { reason: 'failed', action, message: 'AWS did not answer within 3 seconds.' } }
  )));
});

test('an endpoint that accepts no connection fails in one line', async () => {
  const accounts = await connect({ profiles: new Map(), region: REGION }, NO_RETRIES);
  await scene.aws.stop();
  const refusals = await Promise.all([
    accounts(ACCOUNT).key(REGION, KEY), accounts(ACCOUNT).role('Inline'), accounts(ACCOUNT).stackResources(REGION, 'S'), accounts(ACCOUNT).failedCopies(REGION),
  ]);
  for (const refusal of refusals) {
    expect(refusal).toMatchObject({ refused: { reason: 'failed', message: expect.stringMatching(/^[^\n]*(ECONNREFUSED|hang up)[^\n]*$/) } });
  }
  scene.aws = await FakeAws.start([]);
});
