import { keysOf, placeOf, type Evidence } from './evidence';
import type { Finding } from '../finding';
import { deadPrincipals } from '../policies/dead-principals';
import { listed } from '../texts/listed';
import { quoted } from '../texts/quoted';

/** Ids of deleted roles and users in key policies, such as administrators, that replication does not need. */
export function deadPrincipalFindings({ scene, blames }: Evidence): Finding[] {
  return keysOf(scene).flatMap((key): Finding[] => {
    const blamed = blames.filter(({ access }) => access.key === key).map(({ deadId }) => deadId);
    const ids = key.policy ? deadPrincipals(key.policy).filter((id) => !blamed.includes(id)) : [];
    return ids.length === 0 ? [] : [{
      ...placeOf(key),
      id: 'dead-principal',
      level: 'note',
      text: `The key policy names ${listed(ids.map(quoted))}, of which the role or user was deleted, and KMS refuses to write a policy that does.`,
    }];
  });
}
