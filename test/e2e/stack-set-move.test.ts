import { join } from 'node:path';
import { Aspects, RemovalPolicy } from 'aws-cdk-lib';
import { CfnAlias } from 'aws-cdk-lib/aws-kms';
import { cdkDeploy, cdkImport } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion, type LiveKey } from './live';
import { vaultStackSet } from './stack-set-stacks';
import { synthesizeVault, type VaultStacks } from './vault-stacks';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const ALIAS = 'alias/very_secret_key';
const REGIONS = ['eu-west-1', 'eu-central-1'];
const REGIONAL: VaultStacks = { regions: REGIONS, roleName: 'BackupIAMRole', protectedAccounts: [PROTECTED] };
const MANUAL_POLICY = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
/** Of no effect but that the policy is another one. */
const ANOTHER = { policyId: 'another' };

let emulator: Emulator;

beforeEach(async () => {
  emulator = await Emulator.start();
});

afterEach(() => emulator?.stop());

function live(region: string): LiveRegion {
  return new LiveRegion(emulator, VAULT, region);
}

async function deploy(stacks: VaultStacks): Promise<void> {
  const app = join(emulator.directory, 'vault');
  synthesizeVault(app, stacks);
  await cdkDeploy({ emulator, app });
}

/** The key with the alias in each Region. */
async function keys(): Promise<Record<string, LiveKey>> {
  return Object.fromEntries(await Promise.all(REGIONS.map(async (region) => [region, await live(region).keyByAlias(ALIAS)])));
}

/** The keys are the same, have the alias and the policy, and are in the regional stacks. */
async function expectRegional(before: Record<string, LiveKey>, policy: object): Promise<void> {
  expect(await keys()).toEqual(before);
  for (const region of REGIONS) {
    const { id, arn } = before[region];
    expect(await live(region).keyPolicy(id)).toStrictEqual(policy);
    expect(await live(region).resources(`ReplicaKeys-${region}`)).toEqual({ 'AWS::KMS::Key': id, 'AWS::KMS::Alias': ALIAS });
    expect(await live(region).outputs(`ReplicaKeys-${region}`)).toEqual({ KeyArn: arn, KeyAlias: ALIAS });
  }
}

/** A stack import changes no stack, and what StackSets do to a stack afterwards is to give it their template. */
test('regional stacks keep their keys under the template of a StackSet, and under their own again', async () => {
  await deploy(REGIONAL);
  const before = await keys();

  const { TemplateBody } = vaultStackSet({ regions: REGIONS, ...ANOTHER });
  for (const region of REGIONS) { await live(region).updateStack(`ReplicaKeys-${region}`, TemplateBody); }
  await expectRegional(before, { ...MANUAL_POLICY, Id: 'another' });

  await deploy(REGIONAL);
  await expectRegional(before, MANUAL_POLICY);
});

test('stacks that a StackSet made leave keys and aliases if told so, which regional stacks import then', async () => {
  const stack = 'StackSet-Vault-ReplicaKeys-1234abcd';
  const { TemplateBody } = vaultStackSet({ regions: REGIONS });
  for (const region of REGIONS) { await live(region).createStack(stack, TemplateBody); }
  const before = await keys();

  const retaining = vaultStackSet({ regions: REGIONS, ...ANOTHER }, (construct) => Aspects.of(construct).add({
    visit: (node) => { if (node instanceof CfnAlias) { node.applyRemovalPolicy(RemovalPolicy.RETAIN); } },
  }));
  for (const region of REGIONS) { await live(region).updateStack(stack, retaining.TemplateBody); }
  for (const region of REGIONS) { await live(region).deleteStack(stack); }
  expect(await keys()).toEqual(before);

  const policy = JSON.stringify({ ...MANUAL_POLICY, Id: 'another' });
  const app = join(emulator.directory, 'vault');
  let mappings: string[] = [];
  synthesizeVault(app, {
    ...REGIONAL,
    change: (construct) => {
      mappings = construct.adoptKeys({
        directory: join(emulator.directory, 'mappings'),
        keys: Object.fromEntries(REGIONS.map((region) => [region, { keyArn: before[region].arn, policy }])),
      });
    },
  });
  for (const [index, region] of REGIONS.entries()) {
    await cdkImport({ emulator, app, stack: `ReplicaKeys/${region}`, resourceMapping: mappings[index] });
  }
  await deploy(REGIONAL);
  await expectRegional(before, MANUAL_POLICY);
});
