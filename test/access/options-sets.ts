import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ACCOUNTS, ORGANIZATION, UNIT } from './options-callers';
import { AccountMatching, ProtectedOrganization, VaultReplicaKeys, VaultRole, ViaService, type VaultReplicaKeysProps } from '../../src';
import { options } from '../fixtures/vault-app';

/** A partition, a region of it, and another one. */
export type Place = [partition: string, region: string, elsewhere: string];

export const PARTITIONS: Place[] = [
  ['aws', 'eu-west-1', 'eu-central-1'],
  ['aws-cn', 'cn-north-1', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1', 'us-gov-east-1'],
];

type Props = Partial<VaultReplicaKeysProps>;

const inVault = (partition: string, resource: string) => `arn:${partition}:iam::${ACCOUNTS.VAULT.id}:${resource}`;
const OPTIONS = {
  'late-bound': (): Props => ({ vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) }),
  'one role': (): Props => ({ protectedRoleName: 'SourceIAMRole' }),
  'unit too': (): Props => ({ protectedOrganization: ProtectedOrganization.fromPaths([UNIT]) }),
  'unit only': (): Props => ({ protectedAccounts: [], protectedOrganization: ProtectedOrganization.fromPaths([UNIT]) }),
  'organization too': (): Props => ({ protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) }),
  'accounts in a condition': (): Props => ({ accountMatching: AccountMatching.CALLER_ACCOUNT }),
  'via services': (): Props => ({ viaServices: [ViaService.EBS, ViaService.RDS] }),
  'protected from deletion': (): Props => ({ deletionProtection: true }),
  'break-glass': (partition: string): Props => ({
    deletionProtection: true, breakGlassPrincipals: [new iam.ArnPrincipal(inVault(partition, 'role/BreakGlass'))],
  }),
  'break-glass patterns': (partition: string): Props => ({
    deletionProtection: true, breakGlassPatterns: [inVault(partition, 'role/emergency/Delete-????????????????')],
  }),
  'retired': (_partition: string, region: string, elsewhere: string): Props => ({ regions: [elsewhere], retiredRegions: [region] }),
  'role patterns': (partition: string): Props => ({
    administratorPatterns: [inVault(partition, 'role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????')],
  }),
  'user patterns': (partition: string): Props => ({ administratorPatterns: [inVault(partition, 'user/keys/*.admin')] }),
};

export type Option = keyof typeof OPTIONS;

/** Options given together. */
export type OptionSet = readonly Option[];

export const EACH: Option[] = Object.keys(OPTIONS) as Option[];

/** Options for the same property, of which a set contains one. */
const ALTERNATIVES: Option[][] = [
  ['unit too', 'unit only', 'organization too'],
  ['protected from deletion', 'break-glass'],
  ['protected from deletion', 'break-glass patterns'],
];

const PAIRS = EACH.flatMap((one, index) => EACH.slice(index + 1).map((other): OptionSet => [one, other]))
  .filter(([one, other]) => !ALTERNATIVES.some((few) => few.includes(one) && few.includes(other)));

const ALL: OptionSet = EACH.filter((option) => !['unit only', 'organization too', 'protected from deletion'].includes(option));

/** No option, each option, every pair of options, and all at once. */
export const OPTION_SETS: OptionSet[] = [[], ...EACH.map((option) => [option]), ...PAIRS, ALL];

export function nameOfSet(set: OptionSet): string {
  return set.join(' + ') || 'no option';
}

/** The keys of both regions of a partition, as the manual's example has them but for the options. */
export function keysUnder(set: OptionSet, [partition, region, elsewhere]: Place, overrides: Props = {}): VaultReplicaKeys {
  const administrators = [new iam.ArnPrincipal(inVault(partition, 'user/key_administrator@example.com'))];
  const given = set.map((option) => OPTIONS[option](partition, region, elsewhere));
  const administratorPatterns = given.flatMap((props) => props.administratorPatterns ?? []);
  const props = Object.assign({ regions: [region, elsewhere], administrators }, ...given, { administratorPatterns }, overrides);
  return new VaultReplicaKeys(new App(), 'ReplicaKeys', options(props));
}
