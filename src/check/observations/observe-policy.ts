import type { Unseen } from './unseen';
import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import type { Verdict } from '../evaluator/verdict';
import type { LiveKey } from '../live/live';

/** The name that AWS gives the policy by which AWS RAM shares a key. */
const RAM_POLICY = 'AWS_RAM';

const UNREADABLE: KeyPolicyJson = { Statement: [{ Effect: 'Unreadable' }] };

/** The policy of a key, and whether it has a second one. */
export interface ObservedPolicy {
  readonly policy?: KeyPolicyJson;
  readonly sharedByRam: Verdict;
}

/** Asks for the policy of a key. */
export async function observePolicy(key: LiveKey, account: string, region: string, unseen: Unseen): Promise<ObservedPolicy> {
  // Nobody can change the policy of such a key, and other accounts can never use it.
  if (key.manager === 'AWS') { return { sharedByRam: 'no' }; }
  const [policy, names] = await Promise.all([key.policy(), key.policyNames()]);
  const seenNames = unseen.see(names, 'note', account, region);
  const seen = unseen.see(policy, 'unknown', account, region);
  return {
    // A value that is no policy is treated as a policy that cannot be evaluated.
    policy: seen && (typeof seen.value === 'object' && seen.value !== null ? seen.value : UNREADABLE),
    sharedByRam: !seenNames ? 'unknown' : seenNames.value.includes(RAM_POLICY) ? 'yes' : 'no',
  };
}
