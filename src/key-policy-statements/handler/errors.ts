import type { Statement } from './policy';

/** What no second try can mend, said in one sentence. */
export class Refusal extends Error {}

/** The key is none whose policy could hold statements of the caller's: gone, on its way out, or never within reach. */
export class NoSuchKeyPolicy extends Refusal {}

/** There is no such key, or no such alias. */
export class MissingKey extends NoSuchKeyPolicy {}

/** The statements were written, and then not found in the policy. */
export class Overwritten extends Error {}

/** Whether a second try may succeed: soon or later, within the time that IAM takes to show what is new, or never. */
export type Prospect = 'transient' | 'not yet' | 'never';

const NO_PRINCIPAL = /invalid principal/i;
const LOCKOUT = /update the key policy in the future/i;

export function prospectOf(error: any): Prospect {
  // A mistake of the program's own is no whim of the network's.
  if (error instanceof Refusal || error instanceof TypeError || error instanceof RangeError) { return 'never'; }
  // A role, or a right, that this very deployment made may take a while to be seen everywhere.
  if (error?.name === 'AccessDeniedException' || NO_PRINCIPAL.test(error?.message)) { return 'not yet'; }
  const status = error?.$metadata?.httpStatusCode;
  // Without a status there was no answer, or no whole one.
  return status === undefined || status >= 500 || /Throttl|TooManyRequests/.test(error.name) ? 'transient' : 'never';
}

/** The sentence for CloudFormation to show: what happened to which key, and what to do. */
export function sentenceOf(error: any, key: string, statements: Statement[]): string {
  if (error instanceof Refusal) { return error.message; }
  if (error instanceof Overwritten) {
    return `statements written to the policy of key ${key} did not stay, as something else writes it at the same time: let one deployment or tool at a time change it, then deploy again`;
  }
  const kms = `KMS says ${error?.name}: ${`${error?.message}`.replace(/\.\s*$/, '')}`;
  if (NO_PRINCIPAL.test(error?.message)) {
    const which = statements.length > 0 ? `one of ${principalsOf(statements)}` : 'in a statement that is not of this stack';
    return `policy of key ${key} names a principal that does not exist, ${which}: create it first, or correct its ARN (${kms})`;
  }
  if (LOCKOUT.test(error?.message)) {
    return `policy of key ${key} would let nobody here change it any more: let the account root in by a statement of its own, as in the default key policy (${kms})`;
  }
  switch (error?.name) {
    case 'AccessDeniedException':
      return `policy of key ${key} cannot be read or changed from here: let the account root in by a statement of the key policy, and look for a service control policy that denies kms:GetKeyPolicy or kms:PutKeyPolicy (${kms})`;
    case 'KMSInvalidStateException':
      return `key ${key} is in a state in which its policy cannot be changed: mend that, then deploy again (${kms})`;
  }
  return prospectOf(error) === 'transient'
    ? `policy of key ${key} could not be read or changed within the time there was: deploy again later (${kms})`
    : `policy of key ${key} was refused: mend what KMS names, then deploy again (${kms})`;
}

function principalsOf(statements: Statement[]): string {
  const principals = statements.flatMap(({ Principal, NotPrincipal }) => [Principal, NotPrincipal])
    .flatMap((principal) => typeof principal === 'string' ? principal : Object.values(principal ?? {}).flat());
  return [...new Set(principals.map((principal) => `"${principal}"`))].join(', ');
}
