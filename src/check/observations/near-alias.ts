import type { NearAlias } from './observed-key';

/** The alias that may be meant by a missing one: an alias of the right key, or else the one with the most similar spelling. */
export function nearAlias(missing: string, aliases: ReadonlyMap<string, string>, ownKeyId?: string): NearAlias | undefined {
  const most = Math.min(3, Math.floor((missing.length - 'alias/'.length) / 3));
  const near = [...aliases]
    .map(([name, keyId]) => ({ name, keyId, distance: distance(plain(missing), plain(name)) }))
    .filter((one) => one.distance <= most)
    .sort((one, other) => Number(other.keyId === ownKeyId) - Number(one.keyId === ownKeyId)
      || one.distance - other.distance || one.name.localeCompare(other.name));
  return near.length === 0 ? undefined : { name: near[0].name, keyId: near[0].keyId };
}

/** A name without its case and its separators, which are easily confused. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[_/-]/g, '');
}

/** The number of letters to add, remove, change or swap to turn one text into the other. */
function distance(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const swapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      row.push(Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + Number(one[i - 1] !== other[j - 1]), swapped));
    }
    rows.push(row);
  }
  return rows[one.length][other.length];
}
