import type { Decision, KmsCall } from './call';
import { type CallerIdentity, identityOf } from './caller-identity';
import { askBoundary, askIdentityPolicies, type IamAnswers } from './iam-policies';
import { placeOf } from './key-arn';
import { askKeyPolicies, type KeyPolicyAnswers } from './key-policy';
import { contextOf } from './request-context';
import type { Request } from './statement';
import { and, type Answer, NO, not, or, UNKNOWN, YES } from './verdict';

export type { Caller, Context, DecidingStatement, Decision, KmsCall } from './call';

/** What the account of the caller says of a request. */
interface AccountAnswers {
  readonly policies: IamAnswers;
  readonly boundary: IamAnswers;
}

const NOTHING_DENIED: IamAnswers = { allows: YES, denies: NO, denials: [] };

/**
 * Whether AWS allows a call on a key, as far as key policies, the IAM policies of the caller and its permissions boundary say. Service control
 * policies, resource control policies, session policies, grants and endpoint policies are not part of it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function decide(call: KmsCall): Decision {
  const identity = identityOf(call.caller);
  const request: Request = {
    caller: { identity, id: call.caller.id },
    action: call.action,
    keyArn: call.keyArn,
    context: contextOf(call, identity),
  };
  const account = askAccount(call, identity, request);
  const keyPolicies = askKeyPolicies(call.keyPolicies, request, isBounded(call, identity));
  const grants = grantsTo(identity, call.keyArn, keyPolicies, account);
  const keyPolicy = and([not(keyPolicies.denies), or(Object.values(keyPolicies.allows))]);
  const { policies, boundary } = account;
  const byIam = and([policies.allows, boundary.allows]);
  const identityHalf = and([not(policies.denies), not(boundary.denies), or([grants, byIam])]);
  const { verdict, dependsOn } = and([keyPolicy, identityHalf]);
  return {
    verdict,
    keyPolicy: keyPolicy.verdict,
    identity: identityHalf.verdict,
    denials: [...keyPolicies.denials, ...policies.denials, ...boundary.denials],
    dependsOn,
  };
}

/** IAM does not limit services and the root users of accounts. */
function askAccount({ caller }: KmsCall, { kind }: CallerIdentity, request: Request): AccountAnswers {
  if (kind === 'service' || kind === 'root') { return { policies: NOTHING_DENIED, boundary: NOTHING_DENIED }; }
  const policies = askIdentityPolicies(caller, request);
  const boundary = askBoundary(caller, request);
  if (kind !== 'other') { return { policies, boundary }; }
  // What else limits a caller of another kind is not known, so nothing allows its calls for sure.
  return { policies, boundary: { ...boundary, allows: UNKNOWN } };
}

function isBounded({ caller: { boundary } }: KmsCall, { kind }: CallerIdentity): Answer {
  if (kind === 'service' || kind === 'root' || boundary === null) { return NO; }
  return boundary === undefined ? UNKNOWN : YES;
}

/**
 * Whether the key policy grants the caller access without its IAM policies, as it can within one account.
 *
 * A boundary limits what is granted to the ARN of a role by what it does not allow, and neither what is granted to a user or a session, nor what is
 * granted to anyone under a condition on `aws:PrincipalArn`. Whether it limits what is granted to anyone at all is not said.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
function grantsTo(identity: CallerIdentity, keyArn: string, keyPolicies: KeyPolicyAnswers, { boundary }: AccountAnswers): Answer {
  if (identity.kind === 'service') { return YES; }
  const place = placeOf(keyArn);
  if (identity.kind === 'other' || !place) { return UNKNOWN; }
  if (identity.account !== place.account) { return NO; }
  const { allows, allowsByPrincipalArn } = keyPolicies;
  return or([
    allows.self,
    allowsByPrincipalArn,
    and([allows.role, boundary.allows]),
    and([allows.anyone, or([boundary.allows, UNKNOWN])]),
  ]);
}
