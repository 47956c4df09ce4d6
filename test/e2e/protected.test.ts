import { join } from 'node:path';
import { cdkDeploy } from './cdk-cli';
import { Emulator } from './emulator';
import { LiveRegion } from './live';
import { synthesizeVault, type VaultStacks } from './vault-stacks';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const REGIONS = ['eu-west-1', 'eu-central-1'];
const STACKS: VaultStacks = { regions: REGIONS, roleName: 'BackupIAMRole', protectedAccounts: [PROTECTED] };
const STACK = 'ProtectedKeys';

const root = { Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` }, Action: 'kms:*', Resource: '*' };
/** As somebody may have made them by hand: a list, and a lone statement. */
const FORMER = [
  { Version: '2012-10-17', Id: 'by-hand', Statement: [root, { Effect: 'Deny', Principal: '*', Action: ['kms:ScheduleKeyDeletion'], Resource: '*' }] },
  { Version: '2012-10-17', Statement: root },
];

let emulator: Emulator;
/** The ARNs of the keys that PROTECTED has in each region, before any deployment. */
let keys: string[];

beforeEach(async () => {
  emulator = await Emulator.start();
  keys = [];
  for (const [index, region] of REGIONS.entries()) {
    keys.push((await new LiveRegion(emulator, PROTECTED, region).createKey(FORMER[index])).arn);
  }
});

afterEach(() => emulator?.stop());

function deploy(stacks: Partial<VaultStacks>): Promise<string[]> {
  const app = join(emulator.directory, 'app');
  synthesizeVault(app, { ...STACKS, ...stacks });
  return cdkDeploy({ emulator, app });
}

const policies = () => Promise.all(keys.map((arn) => policy(arn)));
const policy = (arn: string): Promise<any> => new LiveRegion(emulator, PROTECTED, arn.split(':')[3]).keyPolicy(arn);

/** What the library added to a policy, without the hash of the owner. */
function added({ Statement }: any): any[] {
  return [Statement].flat().flatMap(({ Sid = '', ...rest }: any) => {
    const [, sid] = /^KeyPolicyStatements-[0-9a-f]{16}-(.*)$/.exec(Sid) ?? [];
    return sid === undefined ? [] : [{ Sid: sid, ...rest }];
  });
}

const grantsTo = (roleName: string) => {
  const common = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${VAULT}:role/${roleName}` }, Resource: '*' };
  return [
    {
      ...common,
      Sid: `Allow use of the key by role/${roleName} of ${VAULT}`,
      Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    },
    {
      ...common,
      Sid: `Allow grants for AWS services by role/${roleName} of ${VAULT}`,
      Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
      Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
};

test('one stack grants a VAULT role access to existing keys in two Regions, and leaves the rest of their policies as it was', async () => {
  await deploy({ protectedKeys: keys });
  const first = await policies();
  expect(first.map(added)).toEqual([grantsTo('BackupIAMRole'), grantsTo('BackupIAMRole')]);
  for (const [index, { Statement, ...rest }] of first.entries()) {
    expect(Statement.filter(({ Sid = '' }) => !Sid.startsWith('KeyPolicyStatements-'))).toEqual([FORMER[index].Statement].flat());
    expect({ ...rest, Statement: undefined }).toEqual({ ...FORMER[index], Statement: undefined });
  }

  // Of no concern to the keys of PROTECTED.
  await deploy({ protectedKeys: keys, protectedAccounts: [PROTECTED, '333333333333'], regions: [...REGIONS, 'us-east-1'] });
  expect(await policies()).toEqual(first);

  await deploy({ protectedKeys: keys, roleName: 'Copier' });
  expect((await policies()).map(added)).toEqual([grantsTo('Copier'), grantsTo('Copier')]);

  await deploy({ protectedKeys: [] });
  expect(await policies()).toEqual(FORMER);
});

test('a deleted stack leaves the policies as they were, with what others added in the meantime', async () => {
  await deploy({ protectedKeys: keys });
  const live = new LiveRegion(emulator, PROTECTED, REGIONS[0]);
  const { Statement, ...rest } = await live.keyPolicy(keys[0]);
  const byHand = { Sid: 'Later', Effect: 'Allow', Principal: { AWS: PROTECTED }, Action: 'kms:ListGrants', Resource: '*' };
  await live.putKeyPolicy(keys[0], { ...rest, Statement: [...Statement, byHand] });
  await live.deleteStack(STACK);
  expect(await policies()).toEqual([{ ...FORMER[0], Statement: [...FORMER[0].Statement as any[], byHand] }, FORMER[1]]);
  expect(await live.keyState(keys[0])).toBe('Enabled');
});

test('another key in the place of one gets the statements, and the one is as it was', async () => {
  await deploy({ protectedKeys: keys });
  const other = (await new LiveRegion(emulator, PROTECTED, REGIONS[1]).createKey(FORMER[0])).arn;
  await deploy({ protectedKeys: [keys[0], other] });
  expect(added(await policy(keys[0]))).toEqual(grantsTo('BackupIAMRole'));
  expect(added(await policy(other))).toEqual(grantsTo('BackupIAMRole'));
  expect(await policy(keys[1])).toEqual(FORMER[1]);
});

test('a key that cannot be changed fails the deployment with its sentence, and the other is as it was', async () => {
  await expect(deploy({ protectedKeys: [keys[0], keys[1].replace(/.{12}$/, '000000000000')] }))
    .rejects.toThrow(/key "arn:aws:kms:eu-central-1:222222222222:key\/\S+" does not exist; name one that does, or create it first/);
  expect(await new LiveRegion(emulator, PROTECTED, REGIONS[0]).stacks()).toEqual({ [STACK]: 'ROLLBACK_COMPLETE' });
  expect(await policies()).toEqual(FORMER);
});
