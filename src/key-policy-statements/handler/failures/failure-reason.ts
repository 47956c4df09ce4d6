import { classifyError, errorText, isInvalidPrincipal, isProgrammingError, type ServiceError } from './classify-error';
import { ConcurrentUpdateError, PermanentError, RetryableError, StackStatusError, toDisplayText } from './errors';
import { isText } from '../event/grammar';
import type { Statement } from '../policy/policy';

const LOCKOUT = /update the key policy in the future/i;

/** The sentence for CloudFormation to show: what happened to which key, and what to do. */
export function failureReason(error: unknown, key: string, statements: Statement[]): string {
  if (error instanceof PermanentError || error instanceof RetryableError) { return error.message; }
  const policy = `policy of key "${key}"`;
  if (error instanceof StackStatusError) {
    return `${policy} was not changed, as CloudFormation does not respond; allow DescribeStacks and DescribeStackEvents for the stack, then deploy again (${quoteService('CloudFormation', error.cause as ServiceError)})`;
  }
  if (error instanceof ConcurrentUpdateError) {
    return `statements written to the ${policy} did not stay, as something else writes it at the same time; deploy again when nothing else writes it`;
  }
  if (isProgrammingError(error)) {
    return `${policy} met an error in this function; report the function's log`;
  }
  const kms = quoteService('KMS', error as ServiceError);
  if (isInvalidPrincipal(error)) {
    const which = statements.length > 0 ? `one of ${listPrincipals(statements)}` : 'in a statement that is not from this stack';
    return `${policy} names a principal that does not exist, ${which}; create it first, or correct its ARN (${kms})`;
  }
  if (LOCKOUT.test(errorText(error as ServiceError))) {
    return `${policy} would not allow the function to change it again; allow the account root in a separate statement, as in the default key policy (${kms})`;
  }
  switch ((error as ServiceError).name) {
    case 'AccessDeniedException':
      return `${policy} cannot be read or changed by this function; allow the account root in the key policy, and look for a service control policy that denies kms:GetKeyPolicy or kms:PutKeyPolicy (${kms})`;
    case 'UnrecognizedClientException':
      return `${policy} cannot be reached, as Region "${key.split(':')[3]}" does not know this account; enable the Region, wait until it is enabled, then deploy again (${kms})`;
    case 'KMSInvalidStateException':
      return `key "${key}" is in a state in which its policy cannot be changed; change the state, then deploy again (${kms})`;
  }
  return classifyError(error) === 'transient'
    ? `${policy} could not be read or changed in time; deploy again later (${kms})`
    : `${policy} was rejected; fix what KMS names, then deploy again (${kms})`;
}

function quoteService(service: string, error: ServiceError): string {
  // With a status, but not an error of the service: the message is the SDK's own, about a response that it could not parse.
  return error.$metadata?.httpStatusCode && !error.$fault ? `${service} sent an invalid response` : `${service} says ${errorText(error).replace(/\.\s*$/, '')}`;
}

function listPrincipals(statements: Statement[]): string {
  const principals = statements.flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap((principal) => isText(principal) ? principal : Object.values(principal ?? {}).flat());
  return [...new Set(principals.map(toDisplayText))].join(', ');
}
