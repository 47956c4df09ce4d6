import { every } from './every';
import { keyVerdict, replicaKeyVerdict } from './key-verdicts';
import { accessVerdict, type Access } from '../access/access';
import type { Verdict } from '../evaluator/verdict';
import type { KeySetCases, RegionCases } from '../finding';
import type { ObservedKey, ObservedReplicaKey } from '../observations/observed-key';
import type { ObservedRole } from '../observations/observed-role';
import type { ObservedKeySet } from '../observations/scene';

/** Whether replicas arrive, by Region and the manual's three cases. A retired Region gets none. */
export function casesOf(keySet: ObservedKeySet, accesses: ReadonlyMap<ObservedKey, readonly Access[]>): KeySetCases {
  const { set, vaultRole, sourceRoles, keys, sourceKeys } = keySet;
  const uses = (key: ObservedKey, roles: readonly ObservedRole[]): Verdict => {
    const ofKey = accesses.get(key) ?? [];
    return every(roles.map((role) => {
      const access = ofKey.find((one) => one.role === role);
      return access ? accessVerdict(access) : every([role.exists, 'unknown']);
    }));
  };
  const regionsOfSources = [...new Set(sourceKeys.map(({ region }) => region))];
  const fromSources = regionsOfSources.map((region) => [region, every(sourceKeys
    .filter((key) => key.region === region)
    .flatMap((key) => [keyVerdict(key), uses(key, [vaultRole])]))] as const);
  const casesOfKey = (key: ObservedReplicaKey): RegionCases => {
    const own = replicaKeyVerdict(key);
    // An organization does not name its accounts.
    const C = every([own, ...sourceRoles.length === 0 ? ['unknown' as const] : [], uses(key, sourceRoles)]);
    const A = every([C, uses(key, [vaultRole])]);
    return { region: key.region, A, B: Object.fromEntries(fromSources.map(([region, source]) => [region, every([A, source])])), C };
  };
  return { alias: set.alias, vaultAccount: set.vaultAccount, regions: keys.filter(({ expected }) => !expected.retired).map(casesOfKey) };
}
