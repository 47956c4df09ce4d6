import { keysOf, placeOf, type Evidence } from './evidence';
import { stateVerdict } from '../cases/key-verdicts';
import type { Finding } from '../finding';
import type { LiveKey } from '../live/live';
import { isReplicaKey } from '../observations/observed-key';
import type { Shell } from '../remedies/commands';
import { enableKey, keepKey, type KeyPlace } from '../remedies/key-remedies';
import { quoted } from '../texts/quoted';

/** Keys in a state in which KMS does not use them. */
export function keyStateFindings({ scene, shell }: Evidence): Finding[] {
  return keysOf(scene).flatMap((key): Finding[] => {
    const { live, account, region } = key;
    if (!live || stateVerdict(live) === 'yes') { return []; }
    const level = stateVerdict(live) === 'no' && key.found === 'yes' ? 'fails' : 'unknown';
    const cause = causeOf(live, isReplicaKey(key) ? 'replica' : 'snapshot', shell, { account, region, arn: live.arn });
    return [{ ...placeOf(key), level, ...cause }];
  });
}

function causeOf(live: LiveKey, encrypted: string, shell: Shell, key: KeyPlace): Pick<Finding, 'id' | 'text' | 'remedy'> {
  switch (live.state) {
    case 'Disabled':
      return { id: 'key-disabled', text: 'The key is disabled, so nobody can use it.', remedy: enableKey(shell, key) };
    case 'PendingDeletion':
    case 'PendingReplicaDeletion': {
      const when = live.deletionDate === undefined ? 'soon' : `on ${live.deletionDate.slice(0, 10)}`;
      return {
        id: 'pending-deletion',
        text: `The key will be deleted ${when}, and every ${encrypted} under it becomes unreadable.`,
        remedy: keepKey(shell, key),
      };
    }
    case 'PendingImport':
      return { id: 'pending-import', text: 'The key has no key material, so nobody can use it: import the key material.' };
    case 'Unavailable':
      return { id: 'key-unavailable', text: 'The key is unavailable, because its custom key store is not connected: connect the key store.' };
    case 'Creating':
      return { id: 'key-unavailable', text: 'The key is still being created: check again in a minute.' };
    default:
      return { id: 'key-unavailable', text: `The key is in state ${quoted(live.state)}, and it is not known whether it can be used then.` };
  }
}
