import type { Statement } from './policy';
import { shown } from './shown';

/** What no second try can mend, said in one sentence. */
export class Refusal extends Error {}

/** The key is none whose policy could hold statements of the caller's: gone, on its way out, or never within reach. */
export class NoSuchKeyPolicy extends Refusal {}

/** There is no such key, or no such alias. */
export class MissingKey extends NoSuchKeyPolicy {}

/** The statements were written, and then not found in the policy. */
export class Overwritten extends Error {}

/** CloudFormation does not wait for the request anymore, or never sent it. */
export class Superseded extends Refusal {}

/** What may be different in a while, said in one sentence. */
export class NotYet extends Error {}

/** CloudFormation did not say whether it waits for the request. The cause says why. */
export class NotAnswered extends Error {}

/** Whether a second try may succeed, and whether the first may have taken effect. */
export type Prospect = 'transient' | 'not yet' | 'never';

const NO_PRINCIPAL = /invalid principal/i;
const NOT_YET = /^(?:AccessDenied|UnrecognizedClient)/;
const LOCKOUT = /update the key policy in the future/i;

export function prospectOf(error: any): Prospect {
  if (error instanceof NotAnswered) { return prospectOf(error.cause) === 'never' ? 'never' : 'not yet'; }
  // A mistake of the program's own is no whim of the network's.
  if (error instanceof Refusal || isMistake(error)) { return 'never'; }
  const words = wordsOf(error);
  // A role, a permission, or a Region that was enabled a moment ago may take minutes to be seen everywhere.
  if (error instanceof NotYet || NOT_YET.test(error.name) || NO_PRINCIPAL.test(words)) { return 'not yet'; }
  const status = error.$metadata?.httpStatusCode;
  // Without the status of an error there was no answer, or none that can be understood, and a write may have taken effect.
  return !(status >= 400 && status < 500) || /^\w*(?:Throttl|TooManyRequests)/.test(words) ? 'transient' : 'never';
}

/** The name and the message, which the SDK takes from the answer, whatever they are there. */
function wordsOf({ name, message }: any): string {
  return [name, message].map((part) => typeof part === 'string' ? part : shown(part)).join(': ');
}

function saying(service: string, error: any): string {
  // With a status, but not as an error of the service: the words are the SDK's, about what it could not read.
  return error.$metadata?.httpStatusCode && !error.$fault ? `${service} gave an answer that is none` : `${service} says ${wordsOf(error).replace(/\.\s*$/, '')}`;
}

/** Whether it comes from the program itself: the SDK marks all that it throws. */
export function isMistake(error: any): boolean {
  return (error instanceof TypeError || error instanceof RangeError) && !('$metadata' in error);
}

/** The sentence for CloudFormation to show: what happened to which key, and what to do. */
export function sentenceOf(error: any, key: string, statements: Statement[]): string {
  if (error instanceof Refusal || error instanceof NotYet) { return error.message; }
  const policy = `policy of key ${key}`;
  if (error instanceof NotAnswered) {
    return `${policy} was not changed, as CloudFormation does not answer: allow DescribeStacks and DescribeStackEvents of the stack, then deploy again (${saying('CloudFormation', error.cause)})`;
  }
  if (error instanceof Overwritten) {
    return `statements written to the ${policy} did not stay, as something else writes it at the same time: deploy again once no other deployment or tool does`;
  }
  if (isMistake(error)) {
    return `${policy} met a mistake in this function: report it with the function's log`;
  }
  const words = wordsOf(error);
  const kms = saying('KMS', error);
  if (NO_PRINCIPAL.test(words)) {
    const which = statements.length > 0 ? `one of ${principalsOf(statements)}` : 'in a statement that is not of this stack';
    return `${policy} names a principal that does not exist, ${which}: create it first, or correct its ARN (${kms})`;
  }
  if (LOCKOUT.test(words)) {
    return `${policy} would let nobody here change it any more: allow the account root in a statement of its own, as in the default key policy (${kms})`;
  }
  switch (error.name) {
    case 'AccessDeniedException':
      return `${policy} cannot be read or changed from here: allow the account root in the key policy, and look for a service control policy that denies kms:GetKeyPolicy or kms:PutKeyPolicy (${kms})`;
    case 'UnrecognizedClientException':
      return `${policy} cannot be reached, as Region ${key.split(':')[3]} does not know this account: enable the Region, wait until it is enabled, then deploy again (${kms})`;
    case 'KMSInvalidStateException':
      return `key ${key} is in a state in which its policy cannot be changed: change the state, then deploy again (${kms})`;
  }
  return prospectOf(error) === 'transient'
    ? `${policy} could not be read or changed within the time there was: deploy again later (${kms})`
    : `${policy} was refused: fix what KMS names, then deploy again (${kms})`;
}

function principalsOf(statements: Statement[]): string {
  const principals = statements.flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap((principal) => typeof principal === 'string' ? principal : Object.values(principal ?? {}).flat());
  return [...new Set(principals.map(shown))].join(', ');
}
