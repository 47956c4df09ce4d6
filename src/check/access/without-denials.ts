import type { KmsCall } from '../evaluator/decide';

/** The call without any statement that denies, as a Deny is a cause of its own: what is left to say no lacks something. */
export function withoutDenials(call: KmsCall): KmsCall {
  const { policies, boundary } = call.caller;
  return {
    ...call,
    keyPolicies: call.keyPolicies?.map(allowing),
    caller: { ...call.caller, policies: policies?.map(allowing), boundary: boundary && allowing(boundary) },
  };
}

/** What cannot be read stays as it is: the evaluator says of it that it cannot tell. */
function allowing(document: unknown): unknown {
  const { Statement: statements } = (document ?? {}) as { readonly Statement?: unknown };
  if (typeof statements !== 'object' || statements === null) { return document; }
  return { ...document as object, Statement: [statements].flat().filter((one) => (one as { readonly Effect?: unknown } | null)?.Effect !== 'Deny') };
}
