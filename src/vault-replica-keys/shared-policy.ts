import type { ReplicaKeyOptions } from './replica-key-options';
import type { ReplicaKeyPolicy } from './replica-key-policy';

// A symbol, so that the way from VaultReplicaKeys to its keys is no option of the public interface.
const SHARED_POLICY = Symbol('policy that the keys of all regions share');

type WithSharedPolicy = ReplicaKeyOptions & { [SHARED_POLICY]?: ReplicaKeyPolicy };

/** The options of a key that takes its policy, and all that is added to it, from the construct that makes the keys. */
export function withSharedPolicy<T extends ReplicaKeyOptions>(options: T, policy: ReplicaKeyPolicy): T {
  return { ...options, [SHARED_POLICY]: policy };
}

export function sharedPolicyOf(options: ReplicaKeyOptions): ReplicaKeyPolicy | undefined {
  return (options as WithSharedPolicy)[SHARED_POLICY];
}
