import { isKey } from './observe-stack';
import type { LiveKey, Seen } from '../live/live';

/** The aliases of a key among all aliases of its Region. */
export function aliasesOf(key: LiveKey, aliases: Seen<ReadonlyMap<string, string>>): Seen<readonly string[]> {
  if ('refused' in aliases) { return aliases; }
  return { value: [...aliases.value].filter(([, keyId]) => isKey(key, keyId)).map(([name]) => name) };
}
