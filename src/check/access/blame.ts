import { isAcrossAccounts, kmsCall, type Access, type JudgedCall } from './access';
import { withoutDenials } from './without-denials';
import { decide, type KmsCall } from '../evaluator/decide';
import type { Verdict } from '../evaluator/verdict';
import type { ObservedKey } from '../observations/observed-key';
import { deadPrincipals, withPrincipal } from '../policies/dead-principals';

/** Why AWS denies a role a call. */
export type Reason = 'policy lacks' | 'policy denies' | 'dead principal' | 'identity lacks' | 'identity denies' | 'boundary';

/** Why a role may not make a call on a key. */
export interface Blame {
  readonly access: Access;
  readonly action: string;
  readonly reason: Reason;
  /** Whether the call fails for sure. */
  readonly sure: boolean;
  /** The Sid of the statement that denies, if it has one. */
  readonly sid?: string;
  /** The id in the key policy that stands for the role before it was deleted. */
  readonly deadId?: string;
}

/** All reasons why AWS denies a role calls on a key. */
export function blames(access: Access): Blame[] {
  return access.calls.filter(({ decision }) => decision.verdict === 'no').flatMap((call) => [...denials(access, call), ...gaps(access, call)]);
}

function denials(access: Access, { action, decision, verdict }: JudgedCall): Blame[] {
  const reasons = { 'key policy': 'policy denies', 'identity': 'identity denies', 'boundary': 'boundary' } as const;
  return decision.denials.map(({ in: where, sid }) => ({ access, action, sure: verdict === 'no', reason: reasons[where], sid }));
}

/** What should be allowed and is not. */
function gaps(access: Access, judged: JudgedCall): Blame[] {
  const { role, key, keyArn } = access;
  const call = withoutDenials(kmsCall(role, key, keyArn, judged));
  const decision = decide(call);
  if (decision.verdict !== 'no') { return []; }
  const blame = (reason: Reason, deadId?: string): Blame => ({ access, action: judged.action, reason, sure: judged.verdict === 'no', deadId });
  const half = policyHalf(access, call);
  const policy = half(call) !== 'no' ? [] : ownDeadPrincipals(key, call, half).map((id) => blame('dead principal', id));
  const ofPolicy = half(call) !== 'no' ? [] : policy.length > 0 ? policy : [blame('policy lacks')];
  return [...ofPolicy, ...identityGap(access, call, ofPolicy.length > 0).map((reason) => blame(reason))];
}

/**
 * How to judge what the key policy contributes to a call. Within one account, IAM policies can replace a statement that names the role. But where
 * the policy should name the role and does not, the policy is to blame, and not the IAM policies.
 */
function policyHalf({ role, key }: Access, call: KmsCall): (call: KmsCall) => Verdict {
  const isDirect = !isAcrossAccounts(role, key) && directly({ ...call, keyPolicies: [key.expectedPolicy] }) === 'yes';
  return isDirect ? directly : (given) => decide(given).keyPolicy;
}

/** Whether the key policy allows the call without any help of IAM. */
function directly(call: KmsCall): Verdict {
  return decide({ ...call, caller: { ...call.caller, policies: [], boundary: null } }).verdict;
}

function identityGap({ role, key }: Access, call: KmsCall, isPolicyBlamed: boolean): Reason[] {
  // A role that does not exist has no IAM policies, and within one account a repaired key policy needs none.
  if (role.exists !== 'yes' || (isPolicyBlamed && !isAcrossAccounts(role, key)) || decide(call).identity !== 'no') { return []; }
  const unbounded = decide({ ...call, caller: { ...call.caller, boundary: null } });
  return [unbounded.identity === 'no' ? 'identity lacks' : 'boundary'];
}

/**
 * The ids of deleted roles in the policy that were the caller's: with its ARN in their place, it could make the call and could not change the policy.
 */
function ownDeadPrincipals({ policy }: ObservedKey, call: KmsCall, half: (call: KmsCall) => Verdict): string[] {
  return policy === undefined ? [] : deadPrincipals(policy).filter((id) => {
    const asRestored = withoutDenials({ ...call, keyPolicies: [withPrincipal(policy, id, call.caller.arn)] });
    return half(asRestored) !== 'no' && half({ ...asRestored, action: 'kms:PutKeyPolicy' }) !== 'yes';
  });
}
