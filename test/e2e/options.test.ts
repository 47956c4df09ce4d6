import { join } from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import { cdkDeploy } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion } from './live';
import { synthesizeVault, type VaultStacks } from './vault-stacks';
import { manualKeyPolicy } from '../fixtures/manual';
import { PROTECTED, VAULT } from '../fixtures/vault-app';
import { AccountMatching, ProtectedOrganization, VaultRole, ViaService, type VaultReplicaKeysProps } from 'cdk-vault-replica-keys';

const ALIAS = 'alias/very_secret_key';
const REGIONS = ['eu-west-1', 'eu-central-1'];
const DEFAULT: VaultStacks = { regions: REGIONS, roleName: 'BackupIAMRole', protectedAccounts: [PROTECTED] };

const BREAK_GLASS = `arn:aws:iam::${VAULT}:role/BreakGlass`;
const KEY_ADMINS = `arn:aws:iam::${VAULT}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????`;
const UNIT = 'o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/';

const OPTIONS = {
  lateBound: { vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) },
  accountMatching: { accountMatching: AccountMatching.CALLER_ACCOUNT },
  protectedRoleName: { protectedRoleName: 'SourceIAMRole' },
  protectedOrganization: { protectedOrganization: ProtectedOrganization.fromPaths([UNIT]) },
  viaServices: { viaServices: [ViaService.RDS, ViaService.EBS] },
  deletionProtection: { deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(BREAK_GLASS)] },
  administratorPatterns: { administratorPatterns: [KEY_ADMINS] },
} satisfies Record<string, Partial<VaultReplicaKeysProps>>;
const ALL: Partial<VaultReplicaKeysProps> = Object.assign({}, ...Object.values(OPTIONS));

let emulator: Emulator;
let idsAtFirst: Record<string, string>;

// All changes are made to the same keys, one after the other.
beforeAll(async () => {
  emulator = await Emulator.start();
  await deploy(DEFAULT);
  idsAtFirst = await ids();
});

afterAll(() => emulator?.stop());

/**
 * Deploys, and makes sure that the keys are still those of the first deployment and have the policies of the app.
 *
 * @returns the policies that the keys have then, by their regions.
 */
async function change(stacks: VaultStacks): Promise<Record<string, any>> {
  const keys = await deploy(stacks);
  expect(await ids()).toEqual(idsAtFirst);
  const policies: Record<string, any> = {};
  for (const region of REGIONS) {
    expect(await live(region).aliases()).toEqual([ALIAS]);
    policies[region] = await live(region).keyPolicy(idsAtFirst[region]);
    expect(policies[region]).toStrictEqual(keys.keyIn(region).renderKeyPolicy());
  }
  return policies;
}

async function deploy(stacks: VaultStacks) {
  const app = join(emulator.directory, 'vault');
  const keys = synthesizeVault(app, stacks);
  await cdkDeploy({ emulator, app });
  return keys;
}

function live(region: string): LiveRegion {
  return new LiveRegion(emulator, VAULT, region);
}

async function ids(): Promise<Record<string, string>> {
  return Object.fromEntries(await Promise.all(REGIONS.map(async (region) => [region, (await live(region).keyByAlias(ALIAS)).id])));
}

function statement(policy: any, sid: string): any {
  return policy.Statement.find(({ Sid }: any) => Sid === sid);
}

function sidsOf(policy: any): string[] {
  return policy.Statement.map(({ Sid }: any) => Sid);
}

/** What users may do with the material of the key. */
function cryptographic(policy: any): string[] {
  const actions = policy.Statement.flatMap(({ Action }: any) => Action);
  return [...new Set<string>(actions)].filter((action) => /:(?:Encrypt|Decrypt|ReEncrypt|GenerateDataKey)/.test(action));
}

/** For each option, one statement that it makes, in the key of a region. */
test.each<[keyof typeof OPTIONS, string, (region: string) => object]>([
  ['lateBound', 'Allow use of the key by the VAULT role', () => ({
    Principal: '*',
    Condition: {
      StringEquals: { 'kms:CallerAccount': VAULT }, ArnEquals: { 'aws:PrincipalArn': `arn:aws:iam::${VAULT}:role/BackupIAMRole` },
    },
  })],
  ['accountMatching', 'Allow use of the key by PROTECTED accounts', () => ({
    Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': PROTECTED } },
  })],
  ['protectedRoleName', 'Allow use of the key by PROTECTED accounts', () => ({
    Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` },
    Condition: { ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::*:role/SourceIAMRole', 'arn:aws:iam::*:role/*/SourceIAMRole'] } },
  })],
  ['protectedOrganization', 'Allow use of the key by the organization', () => ({
    Principal: '*',
    Condition: {
      'StringEquals': { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' },
      'StringNotEquals': { 'kms:CallerAccount': VAULT },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${UNIT}*` },
    },
  })],
  ['viaServices', 'Allow use of the key', (region) => ({
    Condition: { StringEquals: { 'kms:ViaService': [`ec2.${region}.amazonaws.com`, `rds.${region}.amazonaws.com`] } },
  })],
  ['deletionProtection', 'Deny deletion of the key', () => ({
    Effect: 'Deny',
    Principal: '*',
    Action: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'],
    Condition: { ArnNotEquals: { 'aws:PrincipalArn': BREAK_GLASS } },
  })],
  ['administratorPatterns', 'Allow access for Key Administrators by pattern', () => ({
    Principal: '*', Condition: { StringEquals: { 'kms:CallerAccount': VAULT }, ArnLike: { 'aws:PrincipalArn': KEY_ADMINS } },
  })],
])('%s changes the policies of the same keys', async (option, sid, expected) => {
  const policies = await change({ ...DEFAULT, overrides: OPTIONS[option] });
  for (const region of REGIONS) { expect(statement(policies[region], sid)).toMatchObject(expected(region)); }
});

test('with all options at once, a region retires and comes back, with the same key', async () => {
  const before = await change({ ...DEFAULT, overrides: ALL });
  expect(sidsOf(before['eu-central-1'])).toEqual([
    'Enable IAM User Permissions',
    'Allow access for Key Administrators',
    'Allow access for Key Administrators by pattern',
    ...['by the VAULT role', 'by PROTECTED accounts', 'by the organization'].flatMap((by) => [
      `Allow use of the key ${by}`, `Allow key users to describe the key ${by}`, `Allow attachment of persistent resources ${by}`,
    ]),
    'Allow break-glass access',
    'Deny deletion of the key',
  ]);

  const retired = await change({ ...DEFAULT, regions: ['eu-west-1'], overrides: { ...ALL, retiredRegions: ['eu-central-1'] } });
  expect(retired['eu-west-1']).toEqual(before['eu-west-1']);
  expect(cryptographic(before['eu-central-1'])).toEqual(['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']);
  expect(cryptographic(retired['eu-central-1'])).toEqual(['kms:Decrypt', 'kms:ReEncryptFrom']);
  expect(sidsOf(retired['eu-central-1'])).toEqual(sidsOf(before['eu-central-1']));

  expect(await change({ ...DEFAULT, overrides: ALL })).toEqual(before);
});

test('without the options again, the policies are the manual\'s', async () => {
  const policies = await change(DEFAULT);
  const manual = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
  expect(policies).toStrictEqual(Object.fromEntries(REGIONS.map((region) => [region, manual])));
});
