import { fakeAwsForEachTest, NO_RETRIES } from './environment';
import { connect } from '../../../src/check/live/connect';
import type { LiveAccount, LiveEventRule, LiveKey, LiveRole, LiveTrail, Seen } from '../../../src/check/live/live';
import { FakeError, type Answer } from '../fake-aws/call';
import type { FakeAccount } from '../fake-aws/fake-account';
import type { Fault } from '../fake-aws/fake-aws';
import { SERVICES } from '../fake-aws/services';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const KEY = 'key';
const ARN = `arn:aws:iam::${ACCOUNT}:policy/Managed`;
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] };
const TRAIL = { arn: `arn:aws:cloudtrail:${REGION}:${ACCOUNT}:trail/main`, homeRegion: REGION, isMultiRegion: true };
const WORLD: FakeAccount = {
  id: ACCOUNT,
  regions: { [REGION]: { keys: [{ KeyId: KEY }], rules: [{ Name: 'Rule', EventPattern: '{}', State: 'ENABLED' }] } },
  trails: [TRAIL],
  roles: { Role: { id: 'AROAROLE', inline: { own: ALLOW }, attached: [ARN] } },
  managed: { [ARN]: ALLOW },
};

const scene = fakeAwsForEachTest(ACCOUNT, [WORLD]);

const key = async (account: LiveAccount) => (await account.key(REGION, KEY) as { value: LiveKey }).value;
const role = async (account: LiveAccount) => (await account.role('Role') as { value: LiveRole }).value;

/** A well-formed answer of a service with this content. */
function answer(operation: string, result: unknown): Answer {
  const [service, action] = operation.split(':');
  return SERVICES[service].protocol.answer(action, result);
}

async function accountWith(operation: string, fault: Fault): Promise<LiveAccount> {
  scene.aws.fault = (call) => `${call.service}:${call.operation}` === operation ? fault : undefined;
  return (await connect({ profiles: new Map(), region: REGION }, NO_RETRIES))(ACCOUNT);
}

const KEY_METADATA = { KeyId: KEY, Arn: 'arn:aws:kms:eu-west-1:111122223333:key/key', KeyState: 'Enabled', KeyManager: 'CUSTOMER' };
const without = (name: string, from: object) => Object.fromEntries(Object.entries(from).filter(([other]) => other !== name));
const readers = {
  regions: async (account: LiveAccount) => account.regions,
  key: (account: LiveAccount) => account.key(REGION, KEY),
  policy: async (account: LiveAccount) => (await key(account)).policy(),
  policyNames: async (account: LiveAccount) => (await key(account)).policyNames(),
  rotates: async (account: LiveAccount) => (await key(account)).rotates(),
  lastUsed: async (account: LiveAccount) => (await key(account)).lastUsed(),
  aliases: (account: LiveAccount) => account.aliases(REGION),
  role: (account: LiveAccount) => account.role('Role'),
  policies: async (account: LiveAccount) => (await role(account)).policies,
  boundary: async (account: LiveAccount) => (await role(account)).boundary!,
  stack: (account: LiveAccount) => account.stackResources(REGION, 'Stack'),
  rules: (account: LiveAccount) => account.eventRules(REGION),
  targets: async (account: LiveAccount) => (await account.eventRules(REGION) as { value: LiveEventRule[] }).value[0].hasTargets(),
  trails: (account: LiveAccount) => account.trails(REGION),
  logging: async (account: LiveAccount) => (await account.trails(REGION) as { value: LiveTrail[] }).value[0].isLogging(),
  selectors: async (account: LiveAccount) => (await account.trails(REGION) as { value: LiveTrail[] }).value[0].selectors(),
  copies: (account: LiveAccount) => account.failedCopies(REGION),
} satisfies Record<string, (account: LiveAccount) => Promise<Seen<unknown>>>;

type Case = readonly [what: string, reader: keyof typeof readers, operation: string, result: unknown];

const HALF: readonly Case[] = [
  ['a key without its manager', 'key', 'kms:DescribeKey', { KeyMetadata: without('KeyManager', KEY_METADATA) }],
  ['a key of an unknown manager', 'key', 'kms:DescribeKey', { KeyMetadata: { ...KEY_METADATA, KeyManager: 'SOMEBODY' } }],
  ['a key without its state', 'key', 'kms:DescribeKey', { KeyMetadata: without('KeyState', KEY_METADATA) }],
  ['a key without its ARN', 'key', 'kms:DescribeKey', { KeyMetadata: without('Arn', KEY_METADATA) }],
  ['a key without its id', 'key', 'kms:DescribeKey', { KeyMetadata: without('KeyId', KEY_METADATA) }],
  ['a date of deletion that is none', 'key', 'kms:DescribeKey', { KeyMetadata: { ...KEY_METADATA, DeletionDate: 'soon' } }],
  ['a key policy that is no JSON', 'policy', 'kms:GetKeyPolicy', { Policy: '<policy/>' }],
  ['a key policy that is a text', 'policy', 'kms:GetKeyPolicy', { Policy: '"policy"' }],
  ['a key policy that is null', 'policy', 'kms:GetKeyPolicy', { Policy: 'null' }],
  ['a key policy without statements', 'policy', 'kms:GetKeyPolicy', { Policy: '{"Version":"2012-10-17"}' }],
  ['names of policies without the one that each key has', 'policyNames', 'kms:ListKeyPolicies', { PolicyNames: ['AWS_RAM'] }],
  ['rotation that is a text', 'rotates', 'kms:GetKeyRotationStatus', { KeyRotationEnabled: 'false' }],
  ['a last use that is no date', 'lastUsed', 'kms:GetKeyLastUsage', { TrackingStartDate: 1776902400, KeyLastUsage: { Timestamp: 'today' } }],
  ['aliases that are no list', 'aliases', 'kms:ListAliases', { Aliases: { AliasName: 'alias/a' } }],
  ['no Regions', 'regions', 'account:ListRegions', { Regions: [] }],
  ['no Region that is enabled', 'regions', 'account:ListRegions', { Regions: [{ RegionName: 'eu-west-1', RegionOptStatus: 'DISABLED' }] }],
  ['Regions that are no list', 'regions', 'account:ListRegions', { Regions: 'eu-west-1' }],
  ['a role without its id', 'role', 'iam:GetRole', { Role: { Arn: 'arn:aws:iam::111122223333:role/Role' } }],
  ['a role without its ARN', 'role', 'iam:GetRole', { Role: { RoleId: 'AROAROLE' } }],
  ['inline policies that are no list', 'policies', 'iam:ListRolePolicies', { IsTruncated: false }],
  ['managed policies that are no list', 'policies', 'iam:ListAttachedRolePolicies', { AttachedPolicies: 'one', IsTruncated: false }],
  ['an inline policy without its text', 'policies', 'iam:GetRolePolicy', { PolicyName: 'own' }],
  ['an inline policy that is no JSON', 'policies', 'iam:GetRolePolicy', { PolicyDocument: 'policy' }],
  ['an inline policy whose encoding is broken', 'policies', 'iam:GetRolePolicy', { PolicyDocument: '%7B%' }],
  ['an inline policy without statements', 'policies', 'iam:GetRolePolicy', { PolicyDocument: '%7B%7D' }],
  ['a managed policy without its version', 'policies', 'iam:GetPolicy', { Policy: { PolicyName: 'Managed' } }],
  ['a managed policy without its text', 'policies', 'iam:GetPolicyVersion', { PolicyVersion: { VersionId: 'v3' } }],
  ['resources of a stack that are no list', 'stack', 'cloudformation:ListStackResources', { StackResourceSummaries: { other: 'one' } }],
  ['rules that are no list', 'rules', 'events:ListRules', { Rules: { Name: 'Rule' } }],
  ['a rule without its name', 'rules', 'events:ListRules', { Rules: [{ EventPattern: '{}', State: 'ENABLED' }] }],
  ['a rule without its state', 'rules', 'events:ListRules', { Rules: [{ EventPattern: '{}', Name: 'Rule' }] }],
  ['no list of targets', 'targets', 'events:ListTargetsByRule', { Targets: 'one' }],
  ['no list of trails', 'trails', 'cloudtrail:DescribeTrails', { trails: [] }],
  ['a trail without its ARN', 'trails', 'cloudtrail:DescribeTrails', { trailList: [{ Name: 'main', HomeRegion: REGION }] }],
  ['a trail without its Region', 'trails', 'cloudtrail:DescribeTrails', { trailList: [{ Name: 'main', TrailARN: TRAIL.arn }] }],
  ['a trail that does not say whether it logs', 'logging', 'cloudtrail:GetTrailStatus', { IsLogging: 'true' }],
  ['a trail without selectors', 'selectors', 'cloudtrail:GetEventSelectors', { TrailARN: TRAIL.arn, EventSelectors: [] }],
  ['selectors that are no list', 'selectors', 'cloudtrail:GetEventSelectors', { TrailARN: TRAIL.arn, AdvancedEventSelectors: {} }],
  ['no list of snapshots', 'copies', 'ec2:DescribeSnapshots', { nextToken: '' }],
  ['a snapshot without its start', 'copies', 'ec2:DescribeSnapshots', { snapshotSet: [{ snapshotId: 'snap-1', status: 'error' }] }],
];

test.each(HALF)('%s: the answer is refused', async (_, reader, operation, result) => {
  const account = await accountWith(operation, answer(operation, result));
  expect(await readers[reader](account)).toEqual({ refused: { reason: 'failed', action: operation, message: expect.stringMatching(/^[^\n]+$/) } });
});

test('a trail that is for another Region only is left out, whoever lists it', async () => {
  const elsewhere = { Name: 'elsewhere', TrailARN: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/elsewhere`, HomeRegion: 'us-east-1', IsMultiRegionTrail: false };
  const here = { ...elsewhere, Name: 'here', HomeRegion: REGION };
  const account = await accountWith('cloudtrail:DescribeTrails', answer('cloudtrail:DescribeTrails', { trailList: [elsewhere, here] }));
  expect(await readers.trails(account)).toMatchObject({ value: [{ name: 'here' }] });
});

test('a managed policy of a role without its ARN: the policies are refused', async () => {
  const account = await accountWith('iam:ListAttachedRolePolicies', answer('iam:ListAttachedRolePolicies', { AttachedPolicies: [{ PolicyName: 'Managed' }] }));
  expect(await readers.policies(account)).toMatchObject({ refused: { reason: 'failed' } });
});

test('a boundary without its ARN: there is one, and it is refused', async () => {
  const result = { Role: { RoleId: 'AROAROLE', Arn: `arn:aws:iam::${ACCOUNT}:role/Role`, PermissionsBoundary: { PermissionsBoundaryType: 'Policy' } } };
  const account = await accountWith('iam:GetRole', answer('iam:GetRole', result));
  expect(await readers.boundary(account)).toMatchObject({ refused: { reason: 'failed' } });
});

test.each([
  ['stack', 'cloudformation:ListStackResources', new FakeError('ValidationError', '1 validation error detected: Value at \'stackName\' is not valid')],
  ['stack', 'cloudformation:ListStackResources', new FakeError('ServiceUnavailable', 'Stack with id Stack does not exist', 503)],
  ['key', 'kms:DescribeKey', new FakeError('InvalidArnException', 'The ARN does not exist')],
  ['role', 'iam:GetRole', new FakeError('ServiceFailure', 'The role cannot be found', 500)],
] as const)('an error that does not say that there is no %s (%s) is no such answer', async (reader, operation, error) => {
  expect(await readers[reader](await accountWith(operation, error))).toMatchObject({ refused: { reason: 'failed', action: operation } });
});

test.each([['Arn', { Account: ACCOUNT }], ['Account', { Arn: 'arn:aws:iam::111122223333:user/me' }]])('whoever calls without %s is nobody', async (_, result) => {
  const { credentials } = await accountWith('sts:GetCallerIdentity', answer('sts:GetCallerIdentity', result));
  expect(credentials).toMatchObject({ refused: { reason: 'failed', action: 'sts:GetCallerIdentity' } });
});

test.each([
  ['kms:DescribeKey', 'application/json', '{}'], ['kms:DescribeKey', 'application/json', '{"__type":""}'], ['iam:GetRole', 'text/xml', '<ErrorResponse/>'],
] as const)('an error of %s without a name (%s %s) cannot be read', async (operation, type, body) => {
  const account = await accountWith(operation, { status: 404, type, body });
  expect(await (operation === 'iam:GetRole' ? account.role('Role') : account.key(REGION, KEY)))
    .toEqual({ refused: { reason: 'failed', action: operation, message: `The answer to ${operation} cannot be read (HTTP 404).` } });
});

test.each([
  // https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html#operation-error-serialization
  [{ body: '{"__type":"NotFoundException"}' }],
  [{ body: '{"__type":"com.amazonaws.kms#NotFoundException"}' }],
  [{ body: '{"__type":"com.amazonaws.kms#NotFoundException:http://internal.amazon.com/coral/com.amazonaws.kms/"}' }],
  [{ body: '{}', headers: { 'x-amzn-ErrorType': 'NotFoundException:http://internal.amazon.com/coral/' } }],
])('an error of KMS has its name in whatever form: %j', async (form) => {
  const account = await accountWith('kms:DescribeKey', { status: 400, type: 'application/x-amz-json-1.1', ...form });
  expect(await account.key(REGION, KEY)).toEqual({ value: undefined });
});

test('what is null in an answer is not there', async () => {
  const account = await accountWith('kms:DescribeKey', answer('kms:DescribeKey', { KeyMetadata: { ...KEY_METADATA, KeyUsage: null, DeletionDate: null } }));
  const live = await key(account);
  expect([live.usage, live.deletionDate]).toEqual([undefined, undefined]);
});
