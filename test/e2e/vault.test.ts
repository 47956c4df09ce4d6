import { join } from 'node:path';
import { cdkDeploy } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion, type LiveKey } from './live';
import { synthesizeVault, type VaultStacks } from './vault-stacks';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const ALIAS = 'alias/very_secret_key';
const MANUAL: VaultStacks = { regions: ['eu-west-1', 'eu-central-1'], roleName: 'BackupIAMRole', protectedAccounts: [PROTECTED] };
const MANUAL_POLICY = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });

let emulator: Emulator;

// Each test begins with accounts that are empty.
beforeEach(async () => {
  emulator = await Emulator.start();
});

afterEach(() => emulator?.stop());

function deploy(stacks: VaultStacks): Promise<string[]> {
  const app = join(emulator.directory, 'vault');
  synthesizeVault(app, stacks);
  return cdkDeploy({ emulator, app });
}

function live(region: string): LiveRegion {
  return new LiveRegion(emulator, VAULT, region);
}

/** The key that the alias stands for in each region, with its policy. */
async function keysIn(regions: string[]): Promise<Record<string, LiveKey & { policy: any }>> {
  const entries = regions.map(async (region) => {
    const key = await live(region).keyByAlias(ALIAS);
    return [region, { ...key, policy: await live(region).keyPolicy(key.id) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** The manual's policy, for another role and other accounts than the manual's. */
function policyFor({ roleName, protectedAccounts }: VaultStacks): any {
  const policy = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: roleName, protectedAccount: PROTECTED });
  const users = [`arn:aws:iam::${VAULT}:role/${roleName}`, ...protectedAccounts.map((account) => `arn:aws:iam::${account}:root`)];
  policy.Statement[2].Principal.AWS = users;
  policy.Statement[3].Principal.AWS = users;
  return policy;
}

test('a first deployment makes a key, its alias and the outputs in each region, with the policy of the manual', async () => {
  await deploy(MANUAL);

  for (const region of MANUAL.regions) {
    const key = await live(region).keyByAlias(ALIAS);
    expect(key.arn).toBe(`arn:aws:kms:${region}:${VAULT}:key/${key.id}`);
    expect(await live(region).keyPolicy(key.id)).toStrictEqual(MANUAL_POLICY);
    expect(await live(region).aliases()).toEqual([ALIAS]);
    expect(await live(region).outputs(`ReplicaKeys-${region}`)).toEqual({ KeyArn: key.arn, KeyAlias: ALIAS });
  }
  expect(await live('eu-west-1').stacks()).toEqual({ 'VaultRole': 'CREATE_COMPLETE', 'ReplicaKeys-eu-west-1': 'CREATE_COMPLETE' });
  expect(await live('eu-central-1').stacks()).toEqual({ 'ReplicaKeys-eu-central-1': 'CREATE_COMPLETE' });
  expect(await live('us-east-1').aliases()).toEqual([]);
});

test.each<[string, Partial<VaultStacks>]>([
  ['another PROTECTED account', { protectedAccounts: [PROTECTED, '333333333333'] }],
  ['another VAULT role', { roleName: 'Copier' }],
])('%s changes the policies of the same keys', async (_change, change) => {
  await deploy(MANUAL);
  const before = await keysIn(MANUAL.regions);
  await deploy({ ...MANUAL, ...change });
  const after = await keysIn(MANUAL.regions);

  for (const region of MANUAL.regions) {
    expect(before[region].policy).toStrictEqual(MANUAL_POLICY);
    expect(after[region]).toStrictEqual({ ...before[region], policy: policyFor({ ...MANUAL, ...change }) });
  }
});

test('another region gets a key, and the other stacks do not change', async () => {
  await deploy(MANUAL);
  const before = await keysIn(MANUAL.regions);
  const lines = await deploy({ ...MANUAL, regions: [...MANUAL.regions, 'us-east-1'] });
  const after = await keysIn([...MANUAL.regions, 'us-east-1']);

  expect(after).toMatchObject(before);
  expect(after['us-east-1'].policy).toStrictEqual(MANUAL_POLICY);
  expect(new Set(Object.values(after).map(({ id }) => id)).size).toBe(3);
  expect(lines.filter((line) => line.endsWith('(no changes)'))).toHaveLength(3);
});

test('deleted stacks keep the keys with their policies and delete the aliases; after a redeployment, the alias is that of a new key', async () => {
  await deploy(MANUAL);
  const before = await keysIn(MANUAL.regions);
  for (const region of MANUAL.regions) {
    await live(region).deleteStack(`ReplicaKeys-${region}`);
    const { id, policy } = before[region];
    expect(await live(region).aliases()).toEqual([]);
    expect(await live(region).keyState(id)).toBe('Enabled');
    expect(await live(region).keyPolicy(id)).toStrictEqual(policy);
  }
  expect(await live('eu-west-1').stacks()).toEqual({ VaultRole: 'CREATE_COMPLETE' });
  expect(await live('eu-central-1').stacks()).toEqual({});

  await deploy(MANUAL);
  const after = await keysIn(MANUAL.regions);
  for (const region of MANUAL.regions) { expect(after[region].id).not.toBe(before[region].id); }
});
