import { App, Stack } from 'aws-cdk-lib';
import type { Policy } from './model/decision';
import { deployed } from './policies/deployed';
import { Prover } from './prover';
import { MANUAL, type Facts } from './specification/facts';
import { AccountMatching, ProtectedOrganization, VaultReplicaKey, ViaService, type VaultReplicaKeyProps } from 'cdk-vault-replica-keys';

const prover = new Prover();
afterAll(() => prover.end());

const LISTED = ['222222222222', '333333333333'];
const UNIT = 'o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/';

/** Options of a key in a stack whose account and Region are known only during deployment. */
const KEYS: Array<{ name: string; props: Partial<VaultReplicaKeyProps>; facts: Partial<Facts> }> = [
  { name: 'accounts as principals', props: {}, facts: {} },
  { name: 'accounts in a condition', props: { accountMatching: AccountMatching.CALLER_ACCOUNT }, facts: { accountsInCondition: true } },
  {
    name: 'accounts in a condition, and one role',
    props: { accountMatching: AccountMatching.CALLER_ACCOUNT, protectedRoleName: 'SourceIAMRole' },
    facts: { accountsInCondition: true, protectedRoleName: 'SourceIAMRole' },
  },
  { name: 'units', props: { protectedOrganization: ProtectedOrganization.fromPaths([UNIT]) }, facts: { organization: { id: 'o-a1b2c3d4e5', paths: [UNIT] } } },
  { name: 'services', props: { viaServices: [ViaService.EBS] }, facts: { services: ['ec2'] } },
];

const PLACES = [
  { partition: 'aws', account: '111111111111', region: 'eu-west-1' },
  { partition: 'aws-cn', account: '111111111111', region: 'cn-north-1' },
  // A PROTECTED account by mistake: it becomes the VAULT account of the key, and is no longer a PROTECTED account.
  { partition: 'aws', account: '222222222222', region: 'eu-west-1' },
];

describe.each(PLACES)('for a stack without account and Region that is deployed to $account in $region', (place) => {
  test.each(KEYS)('every claim holds for every request under $name', async ({ props, facts }) => {
    const key = new VaultReplicaKey(new Stack(new App(), 'Vault'), 'ReplicaKey', { alias: 'very_secret_key', protectedAccounts: LISTED, ...props });
    const policy: Policy = deployed(key.renderKeyPolicy(), place);
    const { partition, account, region } = place;
    const protectedAccounts = LISTED.filter((listed) => listed !== account);
    const all = { ...MANUAL, administrators: [], partition, region, vault: account, protectedAccounts, ...facts };
    const { refutations, empty } = await prover.examine(all, policy);
    expect(refutations.map(({ sentence }) => sentence)).toEqual([]);
    expect(empty).toEqual([]);
  });
});
