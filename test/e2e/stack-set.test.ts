import { Emulator } from './emulator';
import { LiveRegion } from './live';
import { MOTO } from './servers';
import { StackSetApi } from './stack-set-api';
import { vaultStackSet } from './stack-set-stacks';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';
import { StackSetDeployment } from 'cdk-vault-replica-keys';

const ALIAS = 'alias/very_secret_key';
const REGIONS = ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-2'];
const FIRST = vaultStackSet({ regions: REGIONS });
/** What the emulator calls the stack in each account and region. */
const STACK = `StackSet:${FIRST.StackSetName}`;
const MANUAL_POLICY = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });

let emulator: Emulator;
let stackSets: StackSetApi;

beforeEach(async () => {
  emulator = await Emulator.start(undefined, MOTO);
  stackSets = new StackSetApi(emulator, VAULT);
});

afterEach(() => emulator?.stop());

function live(region: string): LiveRegion {
  return new LiveRegion(emulator, VAULT, region);
}

/** The id of the key that the alias stands for in each region. */
async function keysIn(regions: string[]): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(regions.map(async (region) => [region, (await live(region).keyByAlias(ALIAS)).id])));
}

test('one StackSet makes a key, its alias and the outputs in each of five regions, with the policy of the manual', async () => {
  await stackSets.create(FIRST);

  expect(await stackSets.instances(FIRST)).toEqual(REGIONS.map((region) => `${VAULT} ${region}`));
  for (const region of REGIONS) {
    const { id, arn } = await live(region).keyByAlias(ALIAS);
    expect(arn).toBe(`arn:aws:kms:${region}:${VAULT}:key/${id}`);
    expect(await live(region).keyPolicy(id)).toStrictEqual(MANUAL_POLICY);
    expect(await live(region).keyRotates(id)).toBe(true);
    expect(await live(region).aliases()).toEqual([ALIAS]);
    expect(await live(region).stacks()).toEqual({ [STACK]: 'CREATE_COMPLETE' });
    expect(await live(region).outputs(STACK)).toEqual({ KeyArn: arn, KeyAlias: ALIAS });
  }
  expect(new Set(Object.values(await keysIn(REGIONS))).size).toBe(REGIONS.length);
  expect(await live('eu-north-1').aliases()).toEqual([]);
  expect(await new LiveRegion(emulator, PROTECTED, REGIONS[0]).aliases()).toEqual([]);
});

test.each([[1], [2]])('%d retired regions have the policy that encrypts no longer, of the same template', async (count) => {
  const listed = REGIONS.length - count;
  await stackSets.create(vaultStackSet({ regions: REGIONS.slice(0, listed), retiredRegions: REGIONS.slice(listed) }));

  const retired = structuredClone(MANUAL_POLICY);
  retired.Statement[2].Action = ['kms:Decrypt', 'kms:ReEncryptFrom', 'kms:DescribeKey'];
  for (const [region, id] of Object.entries(await keysIn(REGIONS))) {
    expect(await live(region).keyPolicy(id)).toStrictEqual(REGIONS.indexOf(region) < listed ? MANUAL_POLICY : retired);
  }
});

test('a region more gets a key, a region less keeps its key without the alias, and the other keys are the same', async () => {
  await stackSets.create(FIRST);
  const before = await keysIn(REGIONS);
  const [given, ...kept] = REGIONS;
  const second = vaultStackSet({ regions: [...kept, 'eu-north-1'] });
  await stackSets.update(FIRST, second);

  const { 'eu-north-1': added, ...after } = await keysIn([...kept, 'eu-north-1']);
  expect({ ...after, [given]: before[given] }).toEqual(before);
  expect(await live('eu-north-1').keyPolicy(added)).toStrictEqual(MANUAL_POLICY);
  expect(await stackSets.instances(second)).toEqual([...kept, 'eu-north-1'].map((region) => `${VAULT} ${region}`));
  expect(await live(given).stacks()).toEqual({});
  expect(await live(given).aliases()).toEqual([]);
  expect(await live(given).keyPolicy(before[given])).toStrictEqual(MANUAL_POLICY);
});

/** The emulator takes the new template and changes no stack: `stack-set-template.test.ts` shows what that template does to one. */
test('another PROTECTED account is in the template that the StackSet has then, of the same keys', async () => {
  await stackSets.create(FIRST);
  const before = await keysIn(REGIONS);
  const second = vaultStackSet({ regions: REGIONS, protectedAccounts: [PROTECTED, '333333333333'] });
  await stackSets.update(FIRST, second);

  expect((await stackSets.describe(FIRST)).TemplateBody).toBe(second.TemplateBody);
  expect(await keysIn(REGIONS)).toEqual(before);
});

test('a removed StackSet takes its stacks and aliases along, and leaves the keys', async () => {
  await stackSets.create(FIRST);
  const before = await keysIn(REGIONS);
  await stackSets.delete(FIRST);

  for (const region of REGIONS) {
    expect(await live(region).stacks()).toEqual({});
    expect(await live(region).aliases()).toEqual([]);
    expect(await live(region).keyState(before[region])).toBe('Enabled');
    expect(await live(region).keyPolicy(before[region])).toStrictEqual(MANUAL_POLICY);
  }
  await expect(stackSets.describe(FIRST)).rejects.toThrow('not found');
});

test('other accounts get the keys that their own account administers, by roles of other names', async () => {
  const elsewhere = vaultStackSet({
    regions: REGIONS,
    vaultAccount: undefined,
    administrators: [],
    deployment: StackSetDeployment.selfManaged({ accounts: ['333333333333'], administrationRoleName: 'Admin', executionRoleName: 'Execution' }),
  });
  await stackSets.create(elsewhere);

  expect(await stackSets.describe(elsewhere)).toMatchObject({
    PermissionModel: 'SELF_MANAGED', AdministrationRoleARN: `arn:aws:iam::${VAULT}:role/Admin`, ExecutionRoleName: 'Execution',
  });
  for (const region of REGIONS) {
    const account = new LiveRegion(emulator, '333333333333', region);
    const { Statement } = await account.keyPolicy((await account.keyByAlias(ALIAS)).id);
    expect(Statement[0].Principal).toEqual({ AWS: 'arn:aws:iam::333333333333:root' });
    expect(await live(region).aliases()).toEqual([]);
  }
});
