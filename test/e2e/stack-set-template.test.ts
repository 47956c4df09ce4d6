import { Emulator } from './emulator';
import { LiveRegion } from './live';
import { accessStackSet, vaultStackSet } from './stack-set-stacks';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';
import { MissingKey, VaultRole } from 'cdk-vault-replica-keys';

const REGIONS = ['eu-west-1', 'eu-central-1'];
const STACK = 'StackSet-Vault-1234abcd';
const FORMER = { Version: '2012-10-17', Statement: [{ Sid: 'Root', Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }] };
const VAULT_ROLE = { AWS: `arn:aws:iam::${VAULT}:role/BackupIAMRole` };

let emulator: Emulator;

beforeEach(async () => {
  emulator = await Emulator.start();
});

afterEach(() => emulator?.stop());

/** The regions of the accounts of the organizational unit. */
function places(): LiveRegion[] {
  return [PROTECTED, '333333333333'].flatMap((account) => REGIONS.map((region) => new LiveRegion(emulator, account, region)));
}

async function makeKey(live: LiveRegion): Promise<string> {
  const { id } = await live.createKey(FORMER);
  await live.createAlias('alias/protected', id);
  return id;
}

describe('the template of a ProtectedKeyAccessStackSet', () => {
  test('grants the VAULT role access to the key with the alias in each account and Region, until its stack is deleted', async () => {
    const { TemplateBody } = accessStackSet({ regions: REGIONS });
    await Promise.all(places().map(async (live) => {
      const { account, region } = live;
      const key = await makeKey(live);
      const other = (await live.createKey(FORMER)).id;
      // StackSets give each stack another name, and the emulator takes Lambda functions of one name for one.
      const stack = `StackSet-Vault-Access-${account}-${region}`;
      await live.createStack(stack, TemplateBody);
      const { Statement: [root, ...added] } = await live.keyPolicy(key);
      expect(root).toEqual(FORMER.Statement[0]);
      expect(added).toEqual([
        expect.objectContaining({
          Principal: VAULT_ROLE, Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        }),
        expect.objectContaining({ Principal: VAULT_ROLE, Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } }),
      ]);
      expect(await live.keyPolicy(other)).toEqual(FORMER);

      // What an account gets that leaves the organizational unit.
      await live.deleteStack(stack);
      expect(await live.keyPolicy(key)).toEqual(FORMER);
      expect(await live.keyState(key)).toBe('Enabled');
    }));
  });

  test('fails where no key has the alias, and says so', async () => {
    const [live] = places();
    await expect(live.createStack(STACK, accessStackSet({ regions: REGIONS }).TemplateBody)).rejects.toThrow('ROLLBACK_COMPLETE');
    expect((await live.failures(STACK)).join('\n'))
      .toContain(`key "arn:aws:kms:eu-west-1:${PROTECTED}:alias/protected" does not exist; name one that does, or create it first`);
    expect(await live.aliases()).toEqual([]);
  });

  test('skips an account without such a key if told so, until the statements change', async () => {
    const [live] = places();
    const skipping = { regions: REGIONS, missingKey: MissingKey.SKIP };
    await live.createStack(STACK, accessStackSet(skipping).TemplateBody);
    expect(await live.stacks()).toEqual({ [STACK]: 'CREATE_COMPLETE' });
    await live.deleteStack(STACK);
    await live.createStack(STACK, accessStackSet(skipping).TemplateBody);

    const key = await makeKey(live);
    expect(await live.keyPolicy(key)).toEqual(FORMER);
    await live.updateStack(STACK, accessStackSet({ ...skipping, vaultRole: VaultRole.fromRoleName('Copier') }).TemplateBody);
    const { Statement: [, { Principal }] } = await live.keyPolicy(key);
    expect(Principal).toEqual({ AWS: `arn:aws:iam::${VAULT}:role/Copier` });
    await live.deleteStack(STACK);
    expect(await live.keyPolicy(key)).toEqual(FORMER);
  });
});

/** What CloudFormation does to the stack of a region when a StackSet changes, and `stack-set.test.ts` cannot show. */
test('the template of a VaultReplicaKeyStackSet with another PROTECTED account changes the policy of the same key', async () => {
  const live = new LiveRegion(emulator, VAULT, REGIONS[0]);
  const policy = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
  await live.createStack(STACK, vaultStackSet({ regions: REGIONS }).TemplateBody);
  const { id } = await live.keyByAlias('alias/very_secret_key');
  expect(await live.keyPolicy(id)).toStrictEqual(policy);

  const protectedAccounts = [PROTECTED, '333333333333'];
  const users = [...policy.Statement[2].Principal.AWS, 'arn:aws:iam::333333333333:root'];
  for (const { Principal } of policy.Statement.slice(2)) { Principal.AWS = users; }
  await live.updateStack(STACK, vaultStackSet({ regions: REGIONS, protectedAccounts }).TemplateBody);
  expect(await live.keyPolicy(id)).toStrictEqual(policy);
  expect((await live.keyByAlias('alias/very_secret_key')).id).toBe(id);
});
