import { ALLOW_ALL, KEY } from '../calls';
import { randomIamPolicy, randomKeyPolicy } from './policies';
import type { Random } from './random';
import { ACTIONS, followingFrom, type KnownCaller, randomCaller, randomContext } from './request';
import type { KmsCall } from '../../../../src/check/evaluator/decide';

/** A call of which everything is known. */
export interface KnownCall extends KmsCall {
  readonly known: KnownCaller;
  readonly keyPolicies: readonly unknown[];
  readonly caller: KmsCall['caller'] & { readonly policies: readonly unknown[] };
}

/** A call with policies that allow it about as often as not. */
export function randomCall(random: Random): KnownCall {
  const caller = randomCaller(random);
  const action = random.pick(Object.keys(ACTIONS));
  const context = randomContext(random, action);
  const subject = { caller, action, actual: { ...context, ...followingFrom(caller) } };
  const isLimited = ['role', 'session', 'user'].includes(caller.kind);
  const policy = () => random.chance(0.4) ? ALLOW_ALL : randomIamPolicy(random, subject);
  // The ARN of a role does not follow from that of its session.
  const ofSession: KmsCall['context'] = caller.kind === 'session' ? { 'aws:PrincipalArn': [caller.roleArn!] } : {};
  const first = randomKeyPolicy(random, subject);
  return {
    known: caller,
    action,
    keyArn: KEY,
    context: { ...context, ...ofSession },
    keyPolicies: random.chance(0.15) ? [first, randomKeyPolicy(random, subject, first.Version as string)] : [first],
    caller: {
      arn: caller.arn,
      id: caller.id,
      policies: isLimited ? random.list(0, 2, policy) : [],
      boundary: isLimited && random.chance(0.5) ? policy() : null,
    },
  };
}
