import { Annotations } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { IConstruct } from 'constructs';

/**
 * Warns of Regions that an account must enable before it can use keys there. KMS rejects an external account that has not done so.
 *
 * @param place a construct in the stack whose deployment the warning is about.
 * @param users the accounts that must enable the Regions, as in "enable it in every PROTECTED account".
 */
export function warnOfOptInRegions(place: IConstruct, regions: readonly string[], users: { one: string; all: string }): void {
  const optIn = regions.filter((region) => RegionInfo.get(region).isOptInRegion);
  if (optIn.length === 0) { return; }
  const names = optIn.map((region) => `"${region}"`).join(', ');
  const [subject, object] = optIn.length === 1 ? [`region ${names} is an opt-in Region`, 'it'] : [`regions ${names} are opt-in Regions`, 'them'];
  Annotations.of(place).addWarningV2(
    'cdk-vault-replica-keys:optInRegion',
    `${subject}, and ${users.one} that has not enabled ${object} cannot use the key there, whatever the policies allow; enable ${object} in ${users.all}`,
  );
}

export const PROTECTED_ACCOUNTS = { one: 'a PROTECTED account', all: 'every PROTECTED account' };
export const VAULT_ACCOUNT = { one: 'a VAULT account', all: 'the VAULT account' };
