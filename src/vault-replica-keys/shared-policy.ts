import type { ReplicaKeyOptions } from './replica-key-options';
import type { ReplicaKeyPolicy } from '../key-policy/replica-key-policy';

/** The policy that the keys of all regions share. */
export interface SharedPolicy {
  readonly policy: ReplicaKeyPolicy;
  /** Whether the region of this key is retired. */
  readonly retired: boolean;
}

// A symbol, so that the way from VaultReplicaKeys to its keys is no option of the public interface.
const SHARED_POLICY = Symbol('policy that the keys of all regions share');

type WithSharedPolicy = ReplicaKeyOptions & { [SHARED_POLICY]?: SharedPolicy };

/** The options of a key that takes its policy, and all that is added to it, from the construct that makes the keys. */
export function withSharedPolicy<T extends ReplicaKeyOptions>(options: T, shared: SharedPolicy): T {
  return { ...options, [SHARED_POLICY]: shared };
}

export function sharedPolicyOf(options: ReplicaKeyOptions): SharedPolicy | undefined {
  return (options as WithSharedPolicy)[SHARED_POLICY];
}
