import { keysOf, type Evidence } from './evidence';
import type { Finding } from '../finding';
import { enableRegion } from '../remedies/role-remedies';

/** Regions that are not enabled in the account of a key or in an account that uses it. */
export function regionFindings({ scene, shell }: Evidence): Finding[] {
  const missing = new Map<string, { account: string; region: string }>();
  const add = (account: string, region: string) => missing.set(`${account} ${region}`, { account, region });
  for (const { account, region, regionEnabled } of keysOf(scene)) {
    if (regionEnabled === 'no') { add(account, region); }
  }
  for (const { keys, sourceRoles, sourceKeys, vaultRole } of scene.sets) {
    const pairs = [...keys.flatMap((key) => sourceRoles.map((role) => ({ key, role }))), ...sourceKeys.map((key) => ({ key, role: vaultRole }))];
    for (const { key: { region }, role } of pairs) {
      if (role.enabled(region) === 'no') { add(role.account, region); }
    }
  }
  return [...missing.values()].map(({ account, region }) => ({
    id: 'region-not-enabled',
    level: 'fails',
    account,
    region,
    text: `Region "${region}" is not enabled in account ${account}, so KMS refuses its calls there; enabling a Region takes minutes to hours.`,
    remedy: enableRegion(shell, account, region),
  }));
}
