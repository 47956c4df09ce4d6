import { runSimulation } from '@cloud-copilot/iam-simulate';
import { permissionsCommand } from '../../../src/check/commands/permissions';
import type { Expectation } from '../../../src/check/expectation';
import { inspect } from '../../../src/check/inspect';
import { connect } from '../../../src/check/live/connect';
import type { Call } from '../fake-aws/call';
import type { FakeAccount } from '../fake-aws/fake-account';
import { FakeAws } from '../fake-aws/fake-aws';
import { healthy, OTHER_PROTECTED, OTHER_REGION, PROTECTED, REGION, RETIRED_REGION, VAULT } from '../fixtures/healthy';
import { NO_RETRIES, UserEnvironment } from '../live/environment';

const ACCOUNTS = [VAULT, PROTECTED, OTHER_PROTECTED];
const REGIONS = [REGION, OTHER_REGION, RETIRED_REGION];
const { expectation: EXPECTATION } = healthy();
const IMPORTED = EXPECTATION.sourceKeys[1].arn!.split('/')[1];
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };
const AWS_MANAGED = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

/** Its account is the one that manages the organization. */
const ORGANIZATION_TRAIL = { arn: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/all', homeRegion: 'us-east-1', isMultiRegion: true, isLogging: false };

/** How live accounts can differ in what they are asked for. */
interface Variant {
  /** The path of roles, or undefined where there are none. */
  readonly path?: string;
}

/** What is live: keys, stacks, and roles with managed policies of the account and of AWS. */
function live({ path }: Variant): FakeAccount[] {
  const stack = (id: string) => [{ LogicalResourceId: 'Key', PhysicalResourceId: id, ResourceStatus: 'CREATE_COMPLETE' }];
  const rules = [{ Name: 'Notify', EventPattern: '{"source":["aws.kms","aws.ec2"]}', State: 'ENABLED', targets: ['topic'] }];
  const replica = (region: string) => ({
    keys: [{ KeyId: 'replica' }], aliases: { 'alias/very_secret_key': 'replica' }, stacks: { [`ReplicaKeys-${region}`]: stack('replica') }, rules,
  });
  const account = (id: string, role: string, regions: FakeAccount['regions']): FakeAccount => {
    const own = `arn:aws:iam::${id}:policy/team/Own`;
    return {
      id,
      regions,
      regionStatus: { [OTHER_REGION]: 'ENABLED' },
      trails: [ORGANIZATION_TRAIL, { ...ORGANIZATION_TRAIL, arn: `arn:aws:cloudtrail:us-east-1:${id}:trail/main`, isLogging: true }],
      managed: { [own]: ALLOW, [AWS_MANAGED]: ALLOW },
      ...path !== undefined && { roles: { [role]: { id: 'AROAROLE', path, inline: { Inline: ALLOW }, attached: [AWS_MANAGED], boundary: own } } },
    };
  };
  return [
    account(VAULT, 'BackupIAMRole', Object.fromEntries(REGIONS.map((region) => [region, replica(region)]))),
    account(PROTECTED, 'SourceIAMRole', {
      [REGION]: { keys: [{ KeyId: 'owned' }], stacks: { Data: stack('owned') }, rules }, [RETIRED_REGION]: { keys: [{ KeyId: IMPORTED }], rules },
    }),
    account(OTHER_PROTECTED, 'SourceIAMRole', { [REGION]: { keys: [{ KeyId: 'by-hand' }], aliases: { 'alias/databases': 'by-hand' }, rules } }),
  ];
}

/** A call with the ARN that AWS judges it by. */
type JudgedCall = Call & { readonly resource: string };

/** The calls of a check. */
async function callsOf(variant: Variant): Promise<JudgedCall[]> {
  const world = live(variant);
  const aws = await FakeAws.start(world);
  const user = new UserEnvironment(aws);
  try {
    user.writeProfiles('credentials', ACCOUNTS.map((id) => `[${id}]\naws_access_key_id=${id}\naws_secret_access_key=secret of ${id}\n`).join(''));
    const accounts = await connect({ profiles: new Map(ACCOUNTS.map((id) => [id, id])), region: REGION }, NO_RETRIES);
    await inspect(EXPECTATION, accounts);
    expect(aws.problems).toEqual([]);
    return aws.calls.map((call) => ({ ...call, resource: resourceOf(call, world.find(({ id }) => id === call.account)!) }));
  } finally {
    user.restore();
    await aws.stop();
  }
}

/** https://docs.aws.amazon.com/service-authorization/latest/reference/, by service. */
function resourceOf({ service, operation, account, region, parameters }: Call, world: FakeAccount): string {
  switch (service) {
    case 'account': return `arn:aws:account::${account}:account`;
    case 'cloudformation': return `arn:aws:cloudformation:${region}:${account}:stack/${parameters.StackName}/1d2f9b30-1c2f-11f0-9a9c-0a1b2c3d4e5f`;
    case 'iam': return parameters.PolicyArn ?? parameters.PolicySourceArn
      ?? `arn:aws:iam::${account}:role${world.roles?.[parameters.RoleName]?.path ?? '/'}${parameters.RoleName}`;
    case 'kms': {
      if (operation === 'ListAliases') { return '*'; }
      const name = parameters.KeyId.replace(/^arn:aws:kms:[^:]*:\d*:(key\/)?/, '');
      return `arn:aws:kms:${region}:${account}:key/${world.regions![region].aliases?.[name] ?? name}`;
    }
    case 'cloudtrail': return parameters.Name ?? parameters.TrailName ?? '*';
    case 'events': return operation === 'ListRules' ? '*' : `arn:aws:events:${region}:${account}:rule/${parameters.Rule}`;
    default: return '*';
  }
}

type Policies = Readonly<Record<string, { readonly Version: string; readonly Statement: readonly any[] }>>;

const policiesFor = (expectation: Expectation, sourceRole?: string): Policies => JSON.parse(permissionsCommand(expectation, sourceRole));

/** Whether a policy engine says that a policy allows a call. The key policy leaves it to IAM, as the default one does. */
async function allows(policy: Policies[string], { account, service, operation, region, resource }: JudgedCall): Promise<boolean> {
  const root = { AWS: `arn:aws:iam::${account}:root` };
  const delegation = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' } };
  const outcome = await runSimulation({
    request: {
      principal: `arn:aws:iam::${account}:role/Checker`,
      action: `${service}:${operation}`,
      resource: { resource, accountId: account },
      contextVariables: { 'aws:RequestedRegion': region },
    },
    identityPolicies: [{ name: 'permissions', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...resource.includes(':key/') && { resourcePolicy: delegation },
  }, {});
  if (outcome.resultType === 'error') { throw new Error(JSON.stringify(outcome)); }
  return outcome.overallResult === 'Allowed';
}

const distinct = <T>(items: readonly T[]) => [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];

describe('of everything that a check calls, whatever roles there are,', () => {
  let calls: JudgedCall[];
  beforeAll(async () => {
    const collected = new Array<JudgedCall>();
    // One after the other, as each has the environment of the process.
    for (const variant of [{ path: '/' }, { path: '/backup/team/' }, {}]) { collected.push(...await callsOf(variant)); }
    calls = distinct(collected.filter(({ service }) => service !== 'sts').map(({ parameters, ...call }) => ({ ...call, parameters: {} })));
  });

  test.each(ACCOUNTS)('the policy for account %s allows each call, by the policy engine', async (account) => {
    const own = calls.filter((call) => call.account === account);
    expect(own.length).toBeGreaterThan(10);
    for (const call of own) { expect([call, await allows(policiesFor(EXPECTATION)[account], call)]).toEqual([call, true]); }
  });

  test.each(ACCOUNTS)('the policy for account %s names no other operation', (account) => {
    const named = policiesFor(EXPECTATION)[account].Statement.flatMap(({ Action }) => Action);
    const called = calls.filter((call) => call.account === account).map(({ service, operation }) => `${service}:${operation}`);
    expect([...new Set(named)].sort()).toEqual([...new Set(called)].sort());
  });

  test.each(ACCOUNTS)('without any action, resource or Region of a statement, the policy for account %s denies a call', async (account) => {
    const { Version, Statement } = policiesFor(EXPECTATION)[account];
    const own = calls.filter((call) => call.account === account);
    const deniedBy = async (index: number, changed: any) => {
      const policy = { Version, Statement: Statement.map((statement, at) => at === index ? changed : statement) };
      for (const call of own) { if (!await allows(policy, call)) { return true; } }
      return false;
    };
    const without = (list: readonly string[], item: string) => list.filter((other) => other !== item);
    const narrowed = Statement.flatMap((statement, index) => [
      ...statement.Action.map((item: string) => [index, { ...statement, Action: without(statement.Action, item) }, item]),
      ...statement.Resource.map((item: string) => [index, { ...statement, Resource: without(statement.Resource, item) }, item]),
      ...(statement.Condition?.StringEquals['aws:RequestedRegion'] ?? []).map((item: string, _: number, regions: readonly string[]) =>
        [index, { ...statement, Condition: { StringEquals: { 'aws:RequestedRegion': without(regions, item) } } }, item]),
    ].filter(([, { Action, Resource }]) => Action.length > 0 && Resource.length > 0));
    expect(narrowed.length).toBeGreaterThan(10);
    for (const [index, changed, item] of narrowed) {
      expect([Statement[index].Sid, item, await deniedBy(index, changed)]).toEqual([Statement[index].Sid, item, true]);
    }
  });
});

test('the accounts are there once each, the VAULT account first', () => {
  expect(Object.keys(policiesFor(EXPECTATION))).toEqual(ACCOUNTS);
});

test('the role of the PROTECTED accounts is the one that is said, or else the one that key policies are narrowed to', () => {
  const rolesOf = (expectation: Expectation, sourceRole?: string) =>
    policiesFor(expectation, sourceRole)[PROTECTED].Statement.find(({ Sid }) => Sid === 'ReadRoles').Resource;
  const resources = (name: string) => [`arn:aws:iam::${PROTECTED}:role/${name}`, `arn:aws:iam::${PROTECTED}:role/*/${name}`];
  const narrowed = { ...EXPECTATION, replicaKeys: EXPECTATION.replicaKeys.map((set) => ({ ...set, protectedRoleName: 'Narrow' })) };
  expect(rolesOf(EXPECTATION)).toEqual(resources('SourceIAMRole'));
  expect(rolesOf(narrowed)).toEqual(resources('Narrow'));
  expect(rolesOf(narrowed, 'Said')).toEqual(resources('Said'));
});

test('an organization stands for the accounts whose keys are known', () => {
  const [set] = EXPECTATION.replicaKeys;
  const policies = policiesFor({ ...EXPECTATION, replicaKeys: [{ ...set, protectedAccounts: [], organization: { id: 'o-example' } }] });
  expect(Object.keys(policies)).toEqual(ACCOUNTS);
  expect(policies[PROTECTED].Statement.map(({ Sid }) => Sid)).toContain('ReadRoles');
});

test('the partition is that of the keys', () => {
  const text = permissionsCommand(JSON.parse(JSON.stringify(EXPECTATION).replaceAll('arn:aws:', 'arn:aws-cn:').replaceAll('"aws"', '"aws-cn"')));
  expect(text.match(/arn:[^:]*:/g)!.filter((start) => start !== 'arn:aws-cn:')).toEqual([]);
});

test('a policy for 30 Regions fits in a managed policy, whose limit is 6,144 characters apart from white space', () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  const regions = Array.from({ length: 30 }, (_, index) => `ap-southeast-${index + 10}`);
  const [set] = EXPECTATION.replicaKeys;
  const keys = regions.map((region) => ({ ...set.keys[0], region, resource: { stackName: `ReplicaKeys-${region}`, logicalId: 'Key' } }));
  const policy = policiesFor({ replicaKeys: [{ ...set, keys }], sourceKeys: [] })[VAULT];
  expect(JSON.stringify(policy).length).toBeLessThan(6144);
});
