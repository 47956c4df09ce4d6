import type { KmsCall } from '../evaluator/decide';

/** The call without the statements that deny. If it still fails, something is not allowed, which is a separate cause. */
export function withoutDenials(call: KmsCall): KmsCall {
  const { policies, boundary } = call.caller;
  return {
    ...call,
    keyPolicies: call.keyPolicies?.map(allowing),
    caller: { ...call.caller, policies: policies?.map(allowing), boundary: boundary && allowing(boundary) },
  };
}

/** A malformed policy is left to the evaluator, which cannot tell what it allows. */
function allowing(document: unknown): unknown {
  const { Statement: statements } = (document ?? {}) as { readonly Statement?: unknown };
  if (typeof statements !== 'object' || statements === null) { return document; }
  return { ...document as object, Statement: [statements].flat().filter((one) => (one as { readonly Effect?: unknown } | null)?.Effect !== 'Deny') };
}
