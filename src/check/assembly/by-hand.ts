import { withAliasPrefix } from '../../arns/names/alias-grammar';
import type { Expectation, SourceKey } from '../expectation';
import { vaultRoleStatements } from '../manual-policy';
import { assertRegion, partitionOf } from '../regions';
import { UsageError } from '../usage-error';

/** Keys that were created by hand from the AutoBackup manual, as the command line says them. */
export interface ByHandOptions {
  /** With or without its prefix. */
  readonly alias?: string;
  readonly vaultAccount?: string;
  readonly protectedAccounts: readonly string[];
  readonly regions: readonly string[];
  /** The name or the ARN. */
  readonly vaultRole?: string;
  /** The ARNs of keys of PROTECTED accounts, or of their aliases. */
  readonly sourceKeys?: readonly string[];
}

const DEFAULT_ROLE = 'BackupIAMRole';

/**
 * What should be live for keys that were created by hand.
 *
 * @throws where a value is missing, or AWS would not know it.
 */
export function expectationByHand(options: ByHandOptions): Expectation {
  const alias = aliasOf(required(options.alias, '--alias', 'very_secret_key'));
  const vaultAccount = accountOf(required(options.vaultAccount, '--vault-account', '111111111111'), 'VAULT account');
  const regions = all(options.regions, '--regions', 'eu-west-1,eu-central-1');
  const partition = partitionOfAll(regions);
  const protectedAccounts = all(options.protectedAccounts, '--protected-account', '222222222222').map((account) => accountOf(account, 'PROTECTED account'));
  if (protectedAccounts.includes(vaultAccount)) {
    throw new UsageError(`account "${vaultAccount}" is both the VAULT account and a PROTECTED account; specify the accounts whose snapshots are copied by "--protected-account"`);
  }
  const vaultRole = { arn: roleOf(options.vaultRole ?? DEFAULT_ROLE, partition, vaultAccount), lateBound: false };
  return {
    replicaKeys: [{
      alias, partition, vaultAccount, vaultRole, protectedAccounts, services: [], keys: regions.map((region) => ({ region, retired: false })),
    }],
    sourceKeys: [...new Set(options.sourceKeys ?? [])].map((arn): SourceKey => ({
      ...placeOf(arn, partition, protectedAccounts), arn, vaultAccount, vaultRole, statements: vaultRoleStatements(vaultRole.arn), by: 'hand',
    })),
  };
}

function required(value: string | undefined, option: string, example: string): string {
  if (value !== undefined) { return value; }
  throw new UsageError(`option "${option}" is missing, but keys that were created by hand need it; write "${option} ${example}"`);
}

function all(values: readonly string[], option: string, example: string): string[] {
  required(values[0], option, example);
  return [...new Set(values)];
}

function aliasOf(text: string): string {
  try {
    return withAliasPrefix(text);
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function accountOf(text: string, what: string): string {
  if (/^\d{12}$/.test(text)) { return text; }
  const digits = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1] ?? text.replace(/[\s-]/g, '');
  throw new UsageError(`${what} "${text}" is not an account id, which has exactly 12 digits; write ${/^\d{12}$/.test(digits) ? `"${digits}"` : 'all its digits, such as "111122223333"'}`);
}

function partitionOfAll(regions: readonly string[]): string {
  const [first] = regions;
  for (const region of regions) {
    assertRegion(region);
    if (partitionOf(region) !== partitionOf(first)) {
      throw new UsageError(`region "${region}" is in the partition "${partitionOf(region)}" and "${first}" in "${partitionOf(first)}", and no account reaches across partitions; run the command once for each partition`);
    }
  }
  return partitionOf(first);
}

/** The ARN of the VAULT role. */
function roleOf(text: string, partition: string, vaultAccount: string): string {
  const prefix = `arn:${partition}:iam::${vaultAccount}:role/`;
  if (isRoleName(text)) { return prefix + text; }
  const [, partitionOfRole, account, path] = /^arn:([^:]+):iam::([^:]*):role\/(.+)$/.exec(text) ?? [];
  if (path === undefined) {
    throw new UsageError(`VAULT role "${text}" is neither the name nor the ARN of a role; write it as "${DEFAULT_ROLE}", or as "${prefix}path/${DEFAULT_ROLE}" where it has a path`);
  }
  if (!isRoleName(path.split('/').at(-1)!)) {
    throw new UsageError(`VAULT role "${text}" does not end in the name of a role, which has 1 to 64 ASCII letters, digits and characters of "_+=,.@-"; write its ARN as IAM shows it`);
  }
  if (account !== vaultAccount || partitionOfRole !== partition) {
    throw new UsageError(`VAULT role "${text}" is not in the VAULT account; write the ARN of a role of that account, "${prefix}${path}"`);
  }
  return text;
}

function isRoleName(text: string): boolean {
  return /^[\w+=,.@-]{1,64}$/.test(text);
}

/** Where a source key is. */
function placeOf(arn: string, partition: string, protectedAccounts: readonly string[]): Pick<SourceKey, 'account' | 'region'> {
  const [, ofPartition, region, account] = /^arn:([^:]+):kms:([^:]+):(\d{12}):(?:key|alias)\/[\w/-]+$/.exec(arn) ?? [];
  if (account === undefined) {
    throw new UsageError(`source key "${arn}" is not the ARN of a key or of its alias; write it as "arn:${partition}:kms:REGION:${protectedAccounts[0]}:key/1234abcd-12ab-34cd-56ef-1234567890ab"`);
  }
  assertRegion(region);
  if (ofPartition !== partition || partitionOf(region) !== partition) {
    throw new UsageError(`source key "${arn}" is not in the partition "${partition}" of the Regions, and no account reaches across partitions; specify keys of "${partition}"`);
  }
  if (!protectedAccounts.includes(account)) {
    throw new UsageError(`source key "${arn}" is in account ${account}, which is not a PROTECTED account; add "--protected-account ${account}", or specify keys of ${protectedAccounts.join(', ')}`);
  }
  return { account, region };
}
