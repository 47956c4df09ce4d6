import type { Owner } from './owner';

/** What stands for the key in the physical id of a resource that never changed a policy. */
export const NOTHING = 'nothing-written';

/** The physical id: the key, and the owner of the statements in its policy. */
export function physicalId(owner: Owner, key = NOTHING): string {
  return `${key}#${owner}`;
}
