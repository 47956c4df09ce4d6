import { keysOf, placeOf, replicaKeysOf, type Evidence } from './evidence';
import type { Finding } from '../finding';
import { isReplicaKey, type ObservedReplicaKey } from '../observations/observed-key';
import type { Shell } from '../remedies/commands';
import { enableRotation } from '../remedies/key-remedies';
import { quoted } from '../texts/quoted';

/** What is worth knowing about keys that work. */
export function upkeepFindings({ scene, shell }: Evidence): Finding[] {
  return [
    ...keysOf(scene).filter(({ sharedByRam }) => sharedByRam === 'yes').map((key): Finding => ({
      ...placeOf(key),
      id: 'shared-by-ram',
      level: 'note',
      text: `AWS RAM shares the key by a second policy, so others can use it, too${isReplicaKey(key) ? ', whatever the policy of the app says' : ''}.`,
    })),
    ...replicaKeysOf(scene).flatMap((key) => [...rotation(key, shell), ...lastUse(key), ...failedCopies(key)].map((cause): Finding =>
      ({ ...placeOf(key), level: 'note', ...cause }))),
  ];
}

type Cause = Pick<Finding, 'id' | 'text' | 'remedy'>;

function rotation({ rotates, live, expected, account, region }: ObservedReplicaKey, shell: Shell): Cause[] {
  // In other states, KMS reports rotation as off.
  if (rotates !== false || !live || live.state !== 'Enabled' || expected.retired) { return []; }
  return [{ id: 'rotation-off', text: 'Rotation of the key is off.', remedy: enableRotation(shell, { account, region, arn: live.arn }) }];
}

function lastUse({ lastUsed }: ObservedReplicaKey): Cause[] {
  if (lastUsed === undefined) { return []; }
  return [{
    id: 'retired-key-used',
    text: `The key of the retired Region was last used on ${lastUsed.slice(0, 10)}, so keep it until no replica under it is left.`,
  }];
}

function failedCopies({ failedCopies: copies }: ObservedReplicaKey): Cause[] {
  if (copies.length === 0) { return []; }
  const [last] = [...copies].sort((one, other) => other.started.localeCompare(one.started));
  const others = copies.length === 1 ? '' : `, and ${copies.length - 1} more failed before`;
  return [{ id: 'failed-copies', text: `EBS snapshot ${quoted(last.snapshotId)} failed on ${last.started.slice(0, 10)} with ${quoted(last.message)}${others}.` }];
}
