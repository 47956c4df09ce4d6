import type { KnownCall } from './case';
import type { Random } from './random';
import type { KmsCall } from '../../../../src/check/evaluator/decide';

/** A call of which some is not known any more. */
export function hideSome(random: Random, { keyPolicies, caller, context, action, keyArn }: KnownCall): KmsCall {
  const share = random.pick([0.05, 0.3, 0.7]);
  const left = Object.entries(context).filter(() => !random.chance(share));
  const policies = random.chance(0.1) ? undefined : caller.policies;
  const boundary = random.chance(0.1) ? undefined : caller.boundary;
  const id = random.chance(0.3) ? undefined : caller.id;
  return {
    action,
    keyArn,
    context: Object.fromEntries(left),
    keyPolicies: random.chance(0.08) ? undefined : keyPolicies,
    caller: { arn: caller.arn, id, policies, boundary },
  };
}

/** Policies that AWS would reject, or that a later version could allow: an element is missing, malformed or unknown. */
export function spoil(random: Random, call: KnownCall): KnownCall {
  const odd = () => random.pick<unknown>([null, '', 7, [], {}, ['x', 1], { AWS: [] }, { AWS: '*', New: 'x' }, '${aws:username}', 'arn:aws:iam::111111111111:role/*']);
  const elements = ['Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', 'Except'];
  const spoiled = (statement: unknown) => {
    if (!random.chance(0.3)) { return statement; }
    const name = random.pick(elements);
    const { [name]: taken, ...rest } = statement as Record<string, unknown>;
    return random.chance(0.3) && taken !== undefined ? rest : { ...rest, [name]: odd() };
  };
  const document = (policy: unknown) => {
    if (random.chance(0.05)) { return odd(); }
    const { Statement, ...rest } = policy as Record<string, unknown>;
    return { ...rest, ...(random.chance(0.03) ? { Version: '2030-01-01' } : {}), Statement: [Statement].flat().map(spoiled) };
  };
  const { keyPolicies, caller } = call;
  const boundary = caller.boundary === null ? null : document(caller.boundary);
  return { ...call, keyPolicies: keyPolicies.map(document), caller: { ...caller, policies: caller.policies.map(document), boundary } };
}
