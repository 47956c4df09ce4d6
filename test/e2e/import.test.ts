import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cdkDeploy, cdkDiff, cdkImport } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion, type LiveKey } from './live';
import { synthesizeVault, type VaultStacks } from './vault-stacks';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const ALIAS = 'alias/very_secret_key';
const REGIONS = ['eu-west-1', 'eu-central-1'];
const STACKS: VaultStacks = { regions: REGIONS, roleName: 'BackupIAMRole', protectedAccounts: [PROTECTED] };
const MANUAL_POLICY = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
const POLICY_BY_HAND = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${VAULT}:root` }, Action: 'kms:*', Resource: '*' }],
};

/** An import leaves the description of the stack and the outputs to the next deployment; the CLI adds what CloudFormation demands. */
const DIFFERENT_AFTER_ANY_IMPORT = [
  '[~] AWS::KMS::Alias eu-west-1/ReplicaKey/Alias ReplicaKeyAliasED123300',
  ' └─ [-] DeletionPolicy',
  '[+] Output eu-west-1/KeyArn KeyArn: {"Value":{"Fn::GetAtt":["ReplicaKey2E487A43","Arn"]}}',
  `[+] Output eu-west-1/KeyAlias KeyAlias: {"Value":"${ALIAS}"}`,
];

let emulator: Emulator;
/** The keys that VAULT has in each region, with the alias, before any deployment. */
let byHand: Record<string, LiveKey>;

beforeEach(async () => {
  emulator = await Emulator.start();
  byHand = {};
  for (const region of REGIONS) {
    byHand[region] = await live(region).createKey(POLICY_BY_HAND);
    await live(region).createAlias(ALIAS, byHand[region].id);
  }
});

afterEach(() => emulator?.stop());

function live(region: string): LiveRegion {
  return new LiveRegion(emulator, VAULT, region);
}

function synthesize(stacks: VaultStacks): string {
  const app = join(emulator.directory, 'vault');
  synthesizeVault(app, stacks);
  return app;
}

/** Synthesizes the stacks with the keys as they are or as the app describes them, and writes the resource mappings. */
function synthesizeImport(as: 'they are' | 'described'): { app: string; mappings: string[] } {
  const existing = Object.fromEntries(REGIONS.map((region) => [region, { keyArn: byHand[region].arn, policy: JSON.stringify(POLICY_BY_HAND) }]));
  let mappings: string[] = [];
  const app = synthesize({
    ...STACKS,
    change: (keys) => { mappings = keys.adoptKeys({ directory: join(emulator.directory, 'mappings'), keys: existing }); },
  });
  return { app: as === 'they are' ? app : synthesize(STACKS), mappings };
}

async function importKeys(as: 'they are' | 'described'): Promise<void> {
  const { app, mappings } = synthesizeImport(as);
  for (const [index, region] of REGIONS.entries()) {
    await cdkImport({ emulator, app, stack: `ReplicaKeys/${region}`, resourceMapping: mappings[index] });
  }
}

async function deploy(stacks: VaultStacks): Promise<string[]> {
  return cdkDeploy({ emulator, app: synthesize(stacks) });
}

/** The stacks of the app manage the keys created by hand, which have the policy, and the alias. */
async function expectAdopted(policy: object): Promise<void> {
  for (const region of REGIONS) {
    const { id } = byHand[region];
    expect(await live(region).resources(`ReplicaKeys-${region}`)).toEqual({ 'AWS::KMS::Key': id, 'AWS::KMS::Alias': ALIAS });
    expect(await live(region).keyByAlias(ALIAS)).toEqual(byHand[region]);
    expect(await live(region).keyPolicy(id)).toStrictEqual(policy);
  }
}

/** The main lines of what a deployment would change in one region. */
async function differences(): Promise<string[]> {
  const lines = await cdkDiff({ emulator, app: synthesize(STACKS), stack: 'ReplicaKeys/eu-west-1' });
  return lines.filter((line) => /^(?:\[| [├└])/.test(line));
}

test('keys created by hand, imported as they are, get the policy, rotation and outputs by a deployment', async () => {
  await importKeys('they are');
  await expectAdopted(POLICY_BY_HAND);
  for (const region of REGIONS) {
    expect(await live(region).stacks()).toEqual({ [`ReplicaKeys-${region}`]: 'IMPORT_COMPLETE' });
    expect(await live(region).outputs(`ReplicaKeys-${region}`)).toEqual({});
    expect(await live(region).keyRotates(byHand[region].id)).toBe(false);
  }

  expect(await differences()).toEqual([
    '[+] Description Description: AutoBackup replica key alias/very_secret_key',
    '[~] AWS::KMS::Key eu-west-1/ReplicaKey/Key ReplicaKey2E487A43',
    ' ├─ [+] Description',
    ' ├─ [+] EnableKeyRotation',
    ' └─ [~] KeyPolicy',
    ...DIFFERENT_AFTER_ANY_IMPORT,
  ]);
  await deploy(STACKS);
  await expectAdopted(MANUAL_POLICY);
  for (const region of REGIONS) {
    expect(await live(region).outputs(`ReplicaKeys-${region}`)).toEqual({ KeyArn: byHand[region].arn, KeyAlias: ALIAS });
    expect(await live(region).keyRotates(byHand[region].id)).toBe(true);
  }
});

/** An import takes the template's word for what a key is, and a deployment compares templates. */
test('imported as the app describes them, keys keep the policy created by hand, and no difference shows, until the template has another', async () => {
  await importKeys('described');
  expect(await differences()).toEqual(['[+] Description Description: AutoBackup replica key alias/very_secret_key', ...DIFFERENT_AFTER_ANY_IMPORT]);
  await deploy(STACKS);
  await expectAdopted(POLICY_BY_HAND);
  expect((await deploy(STACKS)).filter((line) => line.endsWith('(no changes)'))).toHaveLength(3);

  await deploy({ ...STACKS, overrides: { policyId: 'another' } });
  await expectAdopted({ ...MANUAL_POLICY, Id: 'another' });
});

test('a mapping to a key that is not there fails and says so, and the right one can follow', async () => {
  const { app, mappings: [right] } = synthesizeImport('they are');
  const wrong = join(emulator.directory, 'wrong.json');
  const stack = 'ReplicaKeys/eu-west-1';
  writeFileSync(wrong, readFileSync(right, 'utf8').replace(byHand['eu-west-1'].id, byHand['eu-central-1'].id));
  await expect(cdkImport({ emulator, app, stack, resourceMapping: wrong })).rejects.toThrow(
    `Key 'arn:aws:kms:eu-west-1:${VAULT}:key/${byHand['eu-central-1'].id}' does not exist`,
  );
  expect(await live('eu-west-1').resources('ReplicaKeys-eu-west-1')).toEqual({});
  expect(await live('eu-west-1').keyPolicy(byHand['eu-west-1'].id)).toStrictEqual(POLICY_BY_HAND);

  await cdkImport({ emulator, app, stack, resourceMapping: right });
  expect(await live('eu-west-1').resources('ReplicaKeys-eu-west-1')).toEqual({ 'AWS::KMS::Key': byHand['eu-west-1'].id, 'AWS::KMS::Alias': ALIAS });
});
