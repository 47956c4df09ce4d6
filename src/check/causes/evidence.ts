import type { Access } from '../access/access';
import type { Blame } from '../access/blame';
import type { Expectation } from '../expectation';
import type { Finding } from '../finding';
import type { ObservedKey, ObservedReplicaKey } from '../observations/observed-key';
import type { Scene } from '../observations/scene';
import type { Shell } from '../remedies/commands';

/** What the causes are derived from. */
export interface Evidence {
  readonly expectation: Expectation;
  readonly scene: Scene;
  readonly accesses: readonly Access[];
  readonly blames: readonly Blame[];
  readonly shell: Shell;
}

/** All replica keys. */
export function replicaKeysOf({ sets }: Scene): ObservedReplicaKey[] {
  return sets.flatMap(({ keys }) => keys);
}

/** All keys. */
export function keysOf(scene: Scene): ObservedKey[] {
  return [...replicaKeysOf(scene), ...scene.sourceKeys];
}

/** Whether a replica key is known to be the app's, and not an unrelated key with the same alias. */
export function isOwnKey({ stack, alias, live }: ObservedReplicaKey): boolean {
  return live !== undefined && (stack.is === 'deployed' ? stack.keyId !== undefined : stack.is === 'none' && alias.is === 'in place');
}

/** The place of a finding about a key. */
export function placeOf({ account, region, name }: ObservedKey): Pick<Finding, 'account' | 'region' | 'key'> {
  return { account, region, ...name !== '' && { key: name } };
}
