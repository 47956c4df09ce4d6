import type { FakeAccount } from './fake-account';
import { expectationByHand } from '../../../src/check/assembly/by-hand';
import type { Expectation } from '../../../src/check/expectation';
import { manualKeyPolicy } from '../../fixtures/manual';

/** Those that every account has, and some that must be enabled. */
const REGIONS = [
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1', 'eu-north-1',
  'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'af-south-1', 'ap-east-1', 'ap-south-2',
  'ap-southeast-3', 'ap-southeast-4', 'ca-west-1', 'eu-central-2', 'eu-south-1', 'eu-south-2', 'il-central-1', 'me-central-1', 'me-south-1', 'mx-central-1',
];
const VAULT = '111122223333';
const PROTECTED = Array.from({ length: 100 }, (_, index) => String(444455550000 + index));
const ALIAS = 'alias/very_secret_key';
const ROLE = 'BackupIAMRole';
const USE = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'], Resource: '*' },
    { Effect: 'Allow', Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], Resource: '*', Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } } },
  ],
};

/** A rule for changes of all keys, and one that matches no event of a key. */
const RULES = [
  { Name: 'Instances', EventPattern: '{"source":["aws.ec2"],"detail-type":["EC2 Instance State-change Notification"]}', State: 'ENABLED', targets: ['topic'] },
  { Name: 'KeyChange', EventPattern: '{"source":["aws.kms"],"detail":{"eventName":["DisableKey","ScheduleKeyDeletion"]}}', State: 'ENABLED', targets: ['topic'] },
];

const regionOf = (account: string) => REGIONS[Number(account) % REGIONS.length];
const sourceKeyOf = (account: string) => `arn:aws:kms:${regionOf(account)}:${account}:key/source`;
const stackOf = (region: string) => `ReplicaKeys-${region}`;

/** One VAULT account with keys in 30 Regions, and 100 PROTECTED accounts with one key each, in which everything works. */
export const LARGE = {
  regions: REGIONS,
  accounts: [VAULT, ...PROTECTED],
  /** Each account by a profile of its own. */
  profiles: new Map([VAULT, ...PROTECTED].map((account) => [account, `profile-${account}`])),
  /** What the command line says of it. */
  args: [
    '--alias', ALIAS, '--vault-account', VAULT, '--regions', REGIONS.join(','),
    ...PROTECTED.flatMap((account) => ['--protected-account', account, '--source-key', sourceKeyOf(account)]),
  ],
};

/** The file of the AWS CLI with the keys of all accounts. */
export function largeProfiles(): string {
  return [...LARGE.profiles].map(([account, profile]) =>
    `[${profile}]\naws_access_key_id = ${account}\naws_secret_access_key = secret of ${account}\n`).join('');
}

/** What should be live, with the stack of each key. */
export function largeExpectation(): Expectation {
  const expectation = expectationByHand({
    alias: ALIAS, vaultAccount: VAULT, protectedAccounts: PROTECTED, regions: REGIONS, sourceKeys: PROTECTED.map(sourceKeyOf),
  });
  const [set] = expectation.replicaKeys;
  const keys = set.keys.map((key) => ({ ...key, resource: { stackName: stackOf(key.region), logicalId: 'Key' } }));
  return { ...expectation, replicaKeys: [{ ...set, keys }] };
}

/** What is live. */
export function largeWorld(): FakeAccount[] {
  const account = (id: string, role: string, regions: FakeAccount['regions']): FakeAccount => {
    const managed = ['One', 'Two'].map((name) => `arn:aws:iam::${id}:policy/${name}`);
    return {
      id,
      regions,
      trails: [{ arn: `arn:aws:cloudtrail:us-east-1:${id}:trail/main`, homeRegion: 'us-east-1', isMultiRegion: true }],
      regionStatus: Object.fromEntries(REGIONS.map((region) => [region, 'ENABLED'])),
      roles: { [role]: { id: `AROA${id}`, inline: { One: USE, Two: USE }, attached: managed } },
      managed: Object.fromEntries(managed.map((arn) => [arn, USE])),
    };
  };
  const [root, administrators, ...users] = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: ROLE, protectedAccount: PROTECTED[0] }).Statement;
  const principals = { AWS: [`arn:aws:iam::${VAULT}:role/${ROLE}`, ...PROTECTED.map((id) => `arn:aws:iam::${id}:root`)] };
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [root, administrators, ...users.map((user: object) => ({ ...user, Principal: principals }))] });
  const stack = [
    ...Array.from({ length: 229 }, (_, index) => ({ LogicalResourceId: `R${index}`, PhysicalResourceId: `r-${index}`, ResourceStatus: 'CREATE_COMPLETE' })),
    { LogicalResourceId: 'Key', PhysicalResourceId: 'vault', ResourceStatus: 'CREATE_COMPLETE' },
  ];
  const replicas = REGIONS.map((region) => [region, { keys: [{ KeyId: 'vault', policy }], aliases: { [ALIAS]: 'vault' }, stacks: { [stackOf(region)]: stack }, rules: RULES }]);
  const sourcePolicy = (id: string) => JSON.stringify(manualKeyPolicy({ vaultAccount: VAULT, vaultRole: ROLE, protectedAccount: id }));
  return [
    account(VAULT, ROLE, Object.fromEntries(replicas)),
    ...PROTECTED.map((id) => account(id, 'SourceIAMRole', { [regionOf(id)]: { keys: [{ KeyId: 'source', policy: sourcePolicy(id) }], rules: RULES } })),
  ];
}
