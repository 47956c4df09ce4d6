import type { Accounts, LiveKey, Seen } from '../../../src/check/live/live';
import type { FakeAccount } from '../fake-aws/fake-account';

const REGIONS = Array.from({ length: 30 }, (_, index) => `eu-large-${index + 1}`);
const VAULT = '111122223333';
const PROTECTED = Array.from({ length: 100 }, (_, index) => String(444455550000 + index));
const ALLOW = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }] };
const ACTIONS = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey', 'CreateGrant']
  .map((name) => `kms:${name}`);

/** One VAULT account with keys in 30 Regions, and 100 PROTECTED accounts with one each. */
export const LARGE = {
  regions: REGIONS,
  vault: VAULT,
  protectedAccounts: PROTECTED,
  profiles: new Map([VAULT, ...PROTECTED].map((account) => [account, `profile-${account}`])),
};

const regionOf = (account: string) => REGIONS[Number(account) % REGIONS.length];

/** What is live there. */
export function largeWorld(): FakeAccount[] {
  const status = Object.fromEntries(REGIONS.map((region) => [region, 'ENABLED']));
  const rolesOf = (account: string, name: string) => ({
    regionStatus: status,
    roles: { [name]: { id: `AROA${account}`, inline: { One: ALLOW, Two: ALLOW }, attached: ['One', 'Two'].map((policy) => `arn:aws:iam::${account}:policy/${policy}`) } },
    managed: { [`arn:aws:iam::${account}:policy/One`]: ALLOW, [`arn:aws:iam::${account}:policy/Two`]: ALLOW },
  });
  const stack = Array.from({ length: 230 }, (_, index) => ({ LogicalResourceId: `R${index}`, PhysicalResourceId: `r-${index}`, ResourceStatus: 'CREATE_COMPLETE' }));
  const vault = { keys: [{ KeyId: 'vault' }], aliases: { 'alias/vault': 'vault' }, stacks: { Vault: stack } };
  return [
    { id: VAULT, ...rolesOf(VAULT, 'BackupIAMRole'), regions: Object.fromEntries(REGIONS.map((region) => [region, vault])) },
    ...PROTECTED.map((id) => ({ id, ...rolesOf(id, 'SourceIAMRole'), regions: { [regionOf(id)]: { keys: [{ KeyId: 'source' }] } } })),
  ];
}

/** The profiles of all accounts, for the file of the AWS CLI. */
export function largeProfiles(): string {
  return [...LARGE.profiles].map(([account, profile]) =>
    `[${profile}]\naws_access_key_id = ${account}\naws_secret_access_key = secret of ${account}\n`).join('');
}

/** Asks for all that a check asks for, several times where several findings need it. */
export async function askEverything(accounts: Accounts): Promise<Seen<unknown>[]> {
  const vaultKeys = REGIONS.map((region) => `arn:aws:kms:${region}:${VAULT}:key/vault`);
  const vault = REGIONS.flatMap((region) => [0, 1].flatMap(() => [
    ...['alias/vault', 'vault'].flatMap((id) => details(accounts(VAULT).key(region, id), ['policy', 'policyNames', 'rotates', 'lastUsed'])),
    accounts(VAULT).aliases(region), accounts(VAULT).stackResources(region, 'Vault'), accounts(VAULT).failedCopies(region),
  ]));
  const roles = [VAULT, ...PROTECTED].flatMap((account) => [0, 1].flatMap(() => {
    const name = account === VAULT ? 'BackupIAMRole' : 'SourceIAMRole';
    return [accounts(account).role(name), accounts(account).simulate(`arn:aws:iam::${account}:role/${name}`, ACTIONS, vaultKeys)];
  }));
  const sources = PROTECTED.flatMap((account) => details(accounts(account).key(regionOf(account), 'source'), ['policy']));
  return Promise.all([...vault, ...roles, ...sources]);
}

type Detail = 'policy' | 'policyNames' | 'rotates' | 'lastUsed';

function details(key: Promise<Seen<LiveKey | undefined>>, of: readonly Detail[]): Promise<Seen<unknown>>[] {
  return [key, ...of.map(async (detail) => {
    const seen = await key;
    return 'value' in seen && seen.value ? seen.value[detail]() : seen;
  })];
}
