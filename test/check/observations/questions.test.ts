import type { Expectation } from '../../../src/check/expectation';
import { check } from '../fixtures/check';
import { ALIAS, replicaPolicy, VAULT } from '../fixtures/healthy';
import { World } from '../fixtures/world';

/** A VAULT account with keys in many Regions, and many PROTECTED accounts. */
function large(regionCount: number, accountCount: number): { world: World; expectation: Expectation } {
  const world = new World();
  const regions = Array.from({ length: regionCount }, (_, index) => `eu-west-${index + 1}`);
  const protectedAccounts = Array.from({ length: accountCount }, (_, index) => `${222222222222 + index}`);
  const vault = world.account(VAULT);
  vault.addRole('BackupIAMRole');
  for (const id of protectedAccounts) {
    const allow = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'kms:*', Resource: '*' } };
    world.account(id).addRole('SourceIAMRole', [{ name: 'All', document: allow }]);
  }
  for (const account of world.accounts()) { regions.forEach((region) => account.optedInto.add(region)); }
  const policy = replicaPolicy();
  for (const statement of policy.Statement.slice(2)) {
    statement.Principal.AWS = [`arn:aws:iam::${VAULT}:role/BackupIAMRole`, ...protectedAccounts.map((id) => `arn:aws:iam::${id}:root`)];
  }
  for (const region of regions) {
    vault.setAlias(region, ALIAS, vault.addKey(region, policy).id);
    vault.stacks.set(`${region} Keys`, new Map([['Key', vault.keyIn(region, ALIAS)!.id]]));
  }
  const vaultRole = { arn: `arn:aws:iam::${VAULT}:role/BackupIAMRole`, lateBound: false };
  const keys = regions.map((region) => ({ region, retired: false, policy, resource: { stackName: 'Keys', logicalId: 'Key' } }));
  return {
    world,
    expectation: {
      replicaKeys: [{ alias: ALIAS, partition: 'aws', vaultAccount: VAULT, vaultRole, protectedAccounts, services: [], keys }], sourceKeys: [],
    },
  };
}

test('of 30 Regions and 100 PROTECTED accounts nothing is asked twice, and of each account but VAULT only its role, its Regions and the simulator', async () => {
  const { world, expectation } = large(30, 100);
  expect((await check({ world, expectation })).findings).toEqual([]);
  // The Regions are no question: they are read when an account is connected.
  const asked = world.asked().filter((question) => !question.includes('account:ListRegions'));
  expect(new Set(asked).size).toBe(asked.length);
  const [ofVault, ofOthers] = [asked.filter((question) => question.startsWith(VAULT)), asked.filter((question) => !question.startsWith(VAULT))];
  // DescribeKey, GetKeyPolicy, ListKeyPolicies, GetKeyRotationStatus, ListAliases, ListStackResources, DescribeSnapshots, ListRules, DescribeTrails.
  expect(ofVault).toHaveLength(30 * 9 + 3);
  expect(ofOthers).toHaveLength(100 * 3);
});
