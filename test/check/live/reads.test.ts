import { credentialsOf, NO_RETRIES, UserEnvironment } from './environment';
import { connect } from '../../../src/check/live/connect';
import type { LiveAccount, LiveKey, Seen } from '../../../src/check/live/live';
import { OPERATIONS } from '../../../src/check/live/operations';
import type { FakeAccount } from '../fake-aws/fake-account';
import { FakeAws } from '../fake-aws/fake-aws';

const ACCOUNT = '111122223333';
const REGION = 'eu-west-1';
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${KEY}`;
const OTHER_KEY = '0987dcba-09fe-87dc-65ba-ab0987654321';
const POLICY = {
  Version: '2012-10-17',
  Id: 'key-policy',
  Statement: [{ Sid: 'Root', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] };
const MANAGED = `arn:aws:iam::${ACCOUNT}:policy/path/Managed`;
const BOUNDARY = `arn:aws:iam::${ACCOUNT}:policy/Boundary`;
const many = <T>(count: number, item: (index: number) => T) => Array.from({ length: count }, (_, index) => item(index));

const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString();

const ADVANCED = { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }] }] };
const WORLD: FakeAccount = {
  id: ACCOUNT,
  regionStatus: {
    ...Object.fromEntries(many(60, (index) => [`xx-many-${index}`, 'ENABLED_BY_DEFAULT'])),
    'af-south-1': 'ENABLED',
    'ap-east-1': 'ENABLING',
    'me-south-1': 'DISABLING',
    'eu-south-1': 'DISABLED',
  },
  regions: {
    [REGION]: {
      keys: [
        { KeyId: KEY, policy: JSON.stringify(POLICY), policyNames: ['default', 'AWS_RAM'], rotates: false, lastUsed: 1790000000 },
        {
          KeyId: OTHER_KEY,
          policy: JSON.stringify({ ...POLICY, Statement: POLICY.Statement[0] }),
          metadata: {
            KeyState: 'PendingDeletion', DeletionDate: 1796169600.5, KeyManager: 'AWS', KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', Origin: 'EXTERNAL', MultiRegion: true,
          },
        },
      ],
      aliases: {
        'alias/vault': KEY,
        'alias/aws/ebs': OTHER_KEY,
        'alias/aws/not-used-yet': undefined,
        ...Object.fromEntries(many(250, (index) => [`alias/many-${index}`, OTHER_KEY])),
      },
      stacks: {
        Vault: [
          ...many(230, (index) => ({ LogicalResourceId: `Many${index}`, PhysicalResourceId: `many-${index}`, ResourceStatus: 'CREATE_COMPLETE' })),
          { LogicalResourceId: 'Key', PhysicalResourceId: KEY, ResourceStatus: 'UPDATE_COMPLETE' },
          { LogicalResourceId: 'Failed', ResourceStatus: 'CREATE_FAILED' },
          { LogicalResourceId: 'Deleted', PhysicalResourceId: 'deleted', ResourceStatus: 'DELETE_COMPLETE' },
          { LogicalResourceId: 'Retained', PhysicalResourceId: 'retained', ResourceStatus: 'DELETE_SKIPPED' },
        ],
      },
      rules: [
        ...many(120, (index) => ({ Name: `many-${index}`, EventPattern: `{"source":["${index}"]}`, State: 'ENABLED' })),
        { Name: 'Notify', EventPattern: '{"source":["aws.kms"]}', State: 'ENABLED', targets: ['arn:aws:sns:eu-west-1:111122223333:topic'] },
        { Name: 'Off', EventPattern: '{"source":["aws.ec2"]}', State: 'DISABLED' },
        { Name: 'Broken', EventPattern: '{', State: 'ENABLED' },
        { Name: 'Nightly', ScheduleExpression: 'rate(1 day)', State: 'ENABLED' },
        { Name: 'OfService', EventPattern: '{"source":["aws.kms"]}', State: 'ENABLED', ManagedBy: 'securityhub.amazonaws.com' },
      ],
      snapshots: [
        { snapshotId: 'snap-1', status: 'error', startTime: daysAgo(13), statusMessage: 'Given key ID is not accessible', kmsKeyId: KEY_ARN },
        { snapshotId: 'snap-2', status: 'completed', startTime: daysAgo(1), statusMessage: '' },
        { snapshotId: 'snap-3', status: 'error', startTime: daysAgo(15), statusMessage: 'Too long ago' },
        { snapshotId: 'snap-4', status: 'error', startTime: daysAgo(1), statusMessage: '<b>"text" & more</b>' },
      ],
    },
  },
  trails: [
    { arn: `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/everywhere`, homeRegion: 'us-east-1', isMultiRegion: true },
    { arn: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/organization', homeRegion: 'us-east-1', isMultiRegion: true, isLogging: false, selectors: ADVANCED },
    { arn: `arn:aws:cloudtrail:eu-central-1:${ACCOUNT}:trail/elsewhere`, homeRegion: 'eu-central-1', isMultiRegion: false },
  ],
  roles: {
    BackupIAMRole: {
      id: 'AROAEXAMPLE',
      path: '/backup/',
      inline: { 'with space + plus%20': { ...ALLOW, Id: 'a+b %20 ü' }, ...Object.fromEntries(many(140, (index) => [`inline-${index}`, ALLOW])) },
      attached: [MANAGED, ...many(120, () => 'arn:aws:iam::aws:policy/Same')],
      boundary: BOUNDARY,
    },
    Plain: { id: 'AROAPLAIN' },
  },
  managed: { [MANAGED]: { ...ALLOW, Id: 'managed' }, [BOUNDARY]: { ...ALLOW, Id: 'boundary' }, 'arn:aws:iam::aws:policy/Same': { ...ALLOW, Id: 'same' } },
};

let aws: FakeAws;
let user: UserEnvironment;
let account: LiveAccount;

beforeAll(async () => {
  aws = await FakeAws.start([WORLD]);
  user = new UserEnvironment(aws, credentialsOf(ACCOUNT));
  account = (await connect({ profiles: new Map(), region: REGION }, NO_RETRIES))(ACCOUNT);
});

afterAll(async () => {
  user.restore();
  await aws.stop();
});

function valueOf<T>(seen: Seen<T>): T {
  if ('refused' in seen) { throw new Error(JSON.stringify(seen.refused)); }
  return seen.value;
}

const key = async (id: string) => valueOf(await account.key(REGION, id)) as LiveKey;

test('an account says who calls, and which Regions are enabled', () => {
  expect(account.credentials).toEqual({ value: { caller: `arn:aws:iam::${ACCOUNT}:user/checker` } });
  const regions = valueOf(account.regions);
  expect(regions.size).toBe(61);
  expect(['af-south-1', 'xx-many-0', 'xx-many-59', 'ap-east-1', 'me-south-1', 'eu-south-1'].map((region) => regions.has(region)))
    .toEqual([true, true, true, false, false, false]);
});

describe('a key', () => {
  test.each([['its id', KEY], ['its ARN', KEY_ARN], ['its alias', 'alias/vault']])('is found by %s', async (_, id) => {
    expect(await key(id)).toMatchObject({
      id: KEY, arn: KEY_ARN, state: 'Enabled', spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT', origin: 'AWS_KMS', multiRegion: false, manager: 'CUSTOMER',
    });
    expect((await key(id)).deletionDate).toBeUndefined();
  });

  test('is described as KMS describes it', async () => {
    expect(await key('alias/aws/ebs')).toMatchObject({
      id: OTHER_KEY,
      state: 'PendingDeletion',
      deletionDate: '2026-12-02T00:00:00.500Z',
      spec: 'RSA_2048',
      usage: 'SIGN_VERIFY',
      origin: 'EXTERNAL',
      multiRegion: true,
      manager: 'AWS',
    });
  });

  test.each([['id', '11111111-1111-1111-1111-111111111111'], ['alias', 'alias/Vault']])('that does not exist by that %s is undefined', async (_, id) => {
    expect(await account.key(REGION, id)).toEqual({ value: undefined });
  });

  test('of another Region is undefined', async () => {
    expect(await account.key('eu-central-1', KEY)).toEqual({ value: undefined });
  });

  test('has its policy, and a statement that stands by itself becomes a list', async () => {
    expect(await (await key(KEY)).policy()).toEqual({ value: POLICY });
    expect(await (await key(OTHER_KEY)).policy()).toEqual({ value: POLICY });
  });

  test('has the names of all its policies, rotation and last use', async () => {
    const live = await key(KEY);
    expect(await live.policyNames()).toEqual({ value: ['default', 'AWS_RAM'] });
    expect(await live.rotates()).toEqual({ value: false });
    expect(await live.lastUsed()).toEqual({ value: '2026-09-21T14:13:20.000Z' });
  });

  test('that was not used since AWS keeps track has no last use', async () => {
    const live = await key(OTHER_KEY);
    expect(await live.rotates()).toEqual({ value: true });
    expect(await live.lastUsed()).toEqual({ value: undefined });
  });
});

test('the aliases of a Region are all there, without those of AWS', async () => {
  const aliases = valueOf(await account.aliases(REGION));
  expect(aliases.size).toBe(251);
  expect([aliases.get('alias/vault'), aliases.get('alias/many-249'), aliases.has('alias/aws/ebs')]).toEqual([KEY, OTHER_KEY, false]);
  expect(aws.count('kms:ListAliases')).toBe(3);
});

describe('a role', () => {
  test('has its unique id, all policies by their texts, and its boundary', async () => {
    const role = valueOf(await account.role('BackupIAMRole'))!;
    expect([role.arn, role.id]).toEqual([`arn:aws:iam::${ACCOUNT}:role/backup/BackupIAMRole`, 'AROAEXAMPLE']);
    const policies = valueOf(role.policies);
    expect(policies).toHaveLength(141 + 121);
    expect(policies[0]).toEqual({ name: 'with space + plus%20', document: { ...ALLOW, Id: 'a+b %20 ü' } });
    expect(policies[140]).toEqual({ name: 'inline-139', document: ALLOW });
    expect(policies[141]).toEqual({ name: 'Managed', document: { ...ALLOW, Id: 'managed' } });
    expect(policies[261]).toEqual({ name: 'Same', document: { ...ALLOW, Id: 'same' } });
    expect(role.boundary).toEqual({ value: { name: 'Boundary', document: { ...ALLOW, Id: 'boundary' } } });
  });

  test('without policies and boundary has none', async () => {
    expect(await account.role('Plain')).toEqual({ value: { arn: `arn:aws:iam::${ACCOUNT}:role/Plain`, id: 'AROAPLAIN', policies: { value: [] } } });
  });

  test('that does not exist is undefined', async () => {
    expect(await account.role('SourceIAMRole')).toEqual({ value: undefined });
  });
});

test('the resources of a stack are all there, without those that are gone or were never made', async () => {
  const resources = valueOf(await account.stackResources(REGION, 'Vault'))!;
  expect(resources.size).toBe(231);
  expect([resources.get('Key'), resources.get('Many229'), resources.has('Failed'), resources.has('Deleted'), resources.has('Retained')])
    .toEqual([KEY, 'many-229', false, false, false]);
});

test('a stack that does not exist is undefined', async () => {
  expect(await account.stackResources(REGION, 'Other')).toEqual({ value: undefined });
});

test('copies that failed in the last 14 days are there with what EBS says, newest first', async () => {
  const copies = valueOf(await account.failedCopies(REGION));
  expect(copies.map(({ snapshotId, message, keyArn }) => [snapshotId, message, keyArn])).toEqual([
    ['snap-4', '<b>"text" & more</b>', undefined], ['snap-1', 'Given key ID is not accessible', KEY_ARN],
  ]);
  expect(Date.parse(copies[0].started)).toBeGreaterThan(Date.parse(copies[1].started));
  expect(await account.failedCopies('eu-central-1')).toEqual({ value: [] });
});

test('the rules of a Region are all there, without schedules and without those of services', async () => {
  const rules = valueOf(await account.eventRules(REGION));
  expect(rules.map(({ name }) => name).slice(118)).toEqual(['many-118', 'many-119', 'Notify', 'Off', 'Broken']);
  expect(rules.slice(120).map(({ pattern, state }) => [pattern, state])).toEqual([
    [{ source: ['aws.kms'] }, 'ENABLED'], [{ source: ['aws.ec2'] }, 'DISABLED'], [undefined, 'ENABLED'],
  ]);
  expect(await Promise.all(rules.slice(120).map((rule) => rule.hasTargets()))).toEqual([{ value: true }, { value: false }, { value: false }]);
  expect(aws.count('events:ListRules')).toBe(2);
  expect(await account.eventRules('eu-central-1')).toEqual({ value: [] });
});

test('the trails for a Region are its own, those of other Regions, and those of the organization', async () => {
  const names = async (region: string) => valueOf(await account.trails(region)).map(({ name }) => name);
  expect([await names(REGION), await names('eu-central-1')]).toEqual([['everywhere', 'organization'], ['everywhere', 'organization', 'elsewhere']]);
  const [everywhere, organization] = valueOf(await account.trails(REGION));
  expect([await everywhere.isLogging(), await organization.isLogging()]).toEqual([{ value: true }, { value: false }]);
  expect(valueOf(await everywhere.selectors())).toMatchObject({ basic: [{ ReadWriteType: 'All' }], advanced: [] });
  expect(valueOf(await organization.selectors())).toEqual({ basic: [], advanced: ADVANCED.AdvancedEventSelectors });
  // What a trail logs is the same in every Region, but whether it does may differ.
  const [again] = valueOf(await account.trails('eu-central-1'));
  await Promise.all([again.selectors(), again.isLogging()]);
  expect([aws.count('cloudtrail:GetEventSelectors'), aws.count('cloudtrail:GetTrailStatus')]).toEqual([2, 3]);
});

test('everything is read once, whoever asks, and under whatever name', async () => {
  const ask = async () => {
    await Promise.all([
      account.role('BackupIAMRole'), account.role('Plain'), account.aliases(REGION), account.stackResources(REGION, 'Vault'), account.failedCopies(REGION),
      ...valueOf(await account.eventRules(REGION)).slice(120).map((rule) => rule.hasTargets()),
      ...valueOf(await account.trails(REGION)).flatMap((trail): Promise<unknown>[] => [trail.isLogging(), trail.selectors()]),
      account.simulate('arn:aws:iam::111122223333:role/Plain', ['kms:Decrypt'], [KEY_ARN]),
      ...[KEY, KEY_ARN, 'alias/vault'].map(async (id) => {
        const live = await key(id);
        await Promise.all([live.policy(), live.policyNames(), live.rotates(), live.lastUsed()]);
      }),
    ]);
  };
  await ask();
  const before = aws.calls.length;
  await ask();
  expect(aws.calls.length).toBe(before);
  const policyReads = aws.calls.filter(({ operation, parameters }) => operation === 'GetKeyPolicy' && parameters.KeyId === KEY_ARN);
  expect(policyReads).toHaveLength(1);
  // Two policies and a boundary, although one of them is attached 120 times.
  expect(aws.count('iam:GetPolicyVersion')).toBe(3);
});

test('reading everything calls every operation of the list, none besides, and each as its service expects', () => {
  expect(aws.operations).toEqual([...OPERATIONS].sort());
  expect(aws.problems).toEqual([]);
});
