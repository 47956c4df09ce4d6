import { Annotations } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';

/**
 * Warns of Regions that an account must enable before it can use keys there. KMS refuses an external account that has not.
 *
 * @param place what holds the keys, in a stack: it is the stack whose deployment the warning is about.
 * @param users the accounts that must enable the Regions, as in "enable it in every PROTECTED account".
 */
export function warnOfOptInRegions(place: IConstruct, regions: readonly string[], users: { one: string; all: string }): void {
  const optIn = regions.filter((region) => RegionInfo.get(region).isOptInRegion);
  if (optIn.length === 0) { return; }
  const names = `${optIn.length === 1 ? 'region' : 'regions'} ${optIn.map((region) => `"${region}"`).join(', ')}`;
  Annotations.of(place).addWarningV2(
    'cdk-vault-replica-keys:optInRegion',
    `${names} must be opted into, and ${users.one} that has not done so cannot use the key there, whatever the policies say: enable it in ${users.all}`,
  );
}

export const PROTECTED_ACCOUNTS = { one: 'a PROTECTED account', all: 'every PROTECTED account' };
export const VAULT_ACCOUNT = { one: 'a VAULT account', all: 'the VAULT account' };
