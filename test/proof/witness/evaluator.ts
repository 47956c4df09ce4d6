import { asKmsReturnsFor, ALLOWING, arnOf, contextOf, DENYING, SILENT } from './engine';
import type { Request } from './request';
import { decide } from '../../../src/check/evaluator/decide';
import type { Key, Policy } from '../model/decision';

/** What the evaluator of `check` says of a request. Undefined where it does not know such callers or policies: these it says itself it leaves out. */
export function evaluatorVerdict(request: Request, keyPolicy: Policy, key: Key): 'yes' | 'no' | 'unknown' | undefined {
  const { caller, identity, boundary, sessionPolicy, deniedElsewhere, organizationAllows } = request;
  if (caller.kind === 'anonymous' || caller.kind === 'federated-user' || sessionPolicy || !organizationAllows) { return undefined; }
  const isLimitedByIam = caller.kind === 'role' || caller.kind === 'user';
  if (deniedElsewhere && !isLimitedByIam) { return undefined; }
  return decide({
    caller: {
      arn: arnOf(caller, key) ?? (caller as { service: string }).service,
      policies: [...identity === 'allows' ? [ALLOWING] : [], ...deniedElsewhere ? [DENYING] : []],
      boundary: boundary === undefined ? null : boundary === 'allows' ? ALLOWING : SILENT,
    },
    action: request.action,
    keyArn: key.arn,
    keyPolicies: [asKmsReturnsFor(caller, keyPolicy, key)],
    context: {
      ...Object.fromEntries(KEYS.map((name) => [name, []])),
      ...Object.fromEntries(Object.entries(contextOf(request, key)).map(([name, value]) => [name, [value].flat()])),
    },
  }).verdict;
}

/** What a request has or lacks for sure. */
const KEYS = ['aws:PrincipalArn', 'kms:CallerAccount', 'kms:ViaService', 'kms:GrantIsForAWSResource', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths'];
