import { classifyError, errorText, isInvalidPrincipal, isProgrammingError, type ServiceError } from './classify-error';
import { ConcurrentUpdateError, PermanentError, RetryableError, StackStatusError, toDisplayText } from './errors';
import { isText } from './grammar';
import type { Statement } from './policy';

const LOCKOUT = /update the key policy in the future/i;

/** The sentence for CloudFormation to show: what happened to which key, and what to do. */
export function failureReason(error: unknown, key: string, statements: Statement[]): string {
  if (error instanceof PermanentError || error instanceof RetryableError) { return error.message; }
  const policy = `policy of key ${key}`;
  if (error instanceof StackStatusError) {
    return `${policy} was not changed, as CloudFormation does not answer: allow DescribeStacks and DescribeStackEvents of the stack, then deploy again (${quoteService('CloudFormation', error.cause as ServiceError)})`;
  }
  if (error instanceof ConcurrentUpdateError) {
    return `statements written to the ${policy} did not stay, as something else writes it at the same time: deploy again once no other deployment or tool does`;
  }
  if (isProgrammingError(error)) {
    return `${policy} met a mistake in this function: report it with the function's log`;
  }
  const kms = quoteService('KMS', error as ServiceError);
  if (isInvalidPrincipal(error)) {
    const which = statements.length > 0 ? `one of ${listPrincipals(statements)}` : 'in a statement that is not of this stack';
    return `${policy} names a principal that does not exist, ${which}: create it first, or correct its ARN (${kms})`;
  }
  if (LOCKOUT.test(errorText(error as ServiceError))) {
    return `${policy} would let nobody here change it any more: allow the account root in a statement of its own, as in the default key policy (${kms})`;
  }
  switch ((error as ServiceError).name) {
    case 'AccessDeniedException':
      return `${policy} cannot be read or changed from here: allow the account root in the key policy, and look for a service control policy that denies kms:GetKeyPolicy or kms:PutKeyPolicy (${kms})`;
    case 'UnrecognizedClientException':
      return `${policy} cannot be reached, as Region ${key.split(':')[3]} does not know this account: enable the Region, wait until it is enabled, then deploy again (${kms})`;
    case 'KMSInvalidStateException':
      return `key ${key} is in a state in which its policy cannot be changed: change the state, then deploy again (${kms})`;
  }
  return classifyError(error) === 'transient'
    ? `${policy} could not be read or changed within the time there was: deploy again later (${kms})`
    : `${policy} was refused: fix what KMS names, then deploy again (${kms})`;
}

function quoteService(service: string, error: ServiceError): string {
  // With a status, but not an error of the service: the message is the SDK's own, about a response that it could not parse.
  return error.$metadata?.httpStatusCode && !error.$fault ? `${service} gave an answer that is none` : `${service} says ${errorText(error).replace(/\.\s*$/, '')}`;
}

function listPrincipals(statements: Statement[]): string {
  const principals = statements.flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap((principal) => isText(principal) ? principal : Object.values(principal ?? {}).flat());
  return [...new Set(principals.map(toDisplayText))].join(', ');
}
