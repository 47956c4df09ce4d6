import type { NearAlias } from './observed-key';
import { editDistance } from '../../arns/regions/edit-distance';

/** The alias that may be meant by a missing one: an alias of the right key, or else the one with the most similar spelling. */
export function nearAlias(missing: string, aliases: ReadonlyMap<string, string>, ownKeyId?: string): NearAlias | undefined {
  const most = Math.min(3, Math.floor((missing.length - 'alias/'.length) / 3));
  const near = [...aliases]
    .map(([name, keyId]) => ({ name, keyId, distance: editDistance(plain(missing), plain(name)) }))
    .filter((one) => one.distance <= most)
    .sort((one, other) => Number(other.keyId === ownKeyId) - Number(one.keyId === ownKeyId)
      || one.distance - other.distance || one.name.localeCompare(other.name));
  return near.length === 0 ? undefined : { name: near[0].name, keyId: near[0].keyId };
}

/** A name without its case and its separators, which are easily confused. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_/-]/g, '');
}
