import { every } from './every';
import type { Verdict } from '../evaluator/verdict';
import type { LiveKey } from '../live/live';
import type { AliasPlace, ObservedKey, ObservedReplicaKey } from '../observations/observed-key';

/** The states in which KMS refuses to use a key. */
const UNUSABLE: ReadonlySet<string> = new Set([
  'Creating', 'Disabled', 'PendingDeletion', 'PendingImport', 'PendingReplicaDeletion', 'Unavailable',
]);

/**
 * Whether KMS lets anyone use a key in this state.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
 */
export function stateVerdict({ state }: Pick<LiveKey, 'state'>): Verdict {
  if (state === 'Enabled' || state === 'Updating') { return 'yes'; }
  return UNUSABLE.has(state) ? 'no' : 'unknown';
}

/** Whether services can encrypt snapshots with a key of this kind, for other accounts, too. */
export function kindVerdict({ manager, spec, usage }: Pick<LiveKey, 'manager' | 'spec' | 'usage'>): Verdict {
  if (manager === 'AWS' || (spec ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT' || (usage ?? 'ENCRYPT_DECRYPT') !== 'ENCRYPT_DECRYPT') { return 'no'; }
  // Symmetric keys have no other usage, but keys for encryption can be asymmetric.
  return spec === undefined ? 'unknown' : 'yes';
}

/** Whether a key is there and usable, whoever calls. */
export function keyVerdict({ regionEnabled, found, live }: ObservedKey): Verdict {
  return every([regionEnabled, found, ...live ? [stateVerdict(live), kindVerdict(live)] : []]);
}

/** The same for a replica key, which must be found by its alias. */
export function replicaKeyVerdict(key: ObservedReplicaKey): Verdict {
  return every([keyVerdict(key), aliasVerdict(key.alias)]);
}

function aliasVerdict({ is }: AliasPlace): Verdict {
  if (is === 'in place') { return 'yes'; }
  return is === 'unseen' ? 'unknown' : 'no';
}
