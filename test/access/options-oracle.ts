import type { Caller } from './options-callers';
import type { Call } from './options-calls';
import type { OptionSet } from './options-sets';

/**
 * Whether the call must be allowed according to the options. The oracle does not know how the policy is written.
 */
export function isPromised(set: OptionSet, caller: Caller, call: Call): boolean {
  const isProtected = ['protected from deletion', 'break-glass', 'break-glass patterns'].some((option) => set.includes(option as OptionSet[number]));
  const breaksGlass = (set.includes('break-glass') && caller.part === 'break-glass')
    || (set.includes('break-glass patterns') && caller.part === 'break-glass by pattern');
  if (isProtected && call.kind === 'destroy') { return breaksGlass; }
  // The manual's first statement: IAM of VAULT decides.
  if (caller.home === 'VAULT' && caller.iam) { return true; }
  if (breaksGlass && ['describe', 'undo'].includes(call.kind)) { return true; }
  if (administers(set, caller)) { return !['encrypt', 'decrypt', 'else'].includes(call.kind); }
  return uses(set, caller) && mayBeUsedFor(set, call);
}

function administers(set: OptionSet, { part }: Caller): boolean {
  return part === 'administrator' || (part === 'administrator by pattern' && set.includes('role patterns'))
    || (part === 'administrator by user pattern' && set.includes('user patterns'));
}

/** The VAULT role, with no need of IAM; and whoever of a PROTECTED account its IAM allows it. */
function uses(set: OptionSet, { home, part, iam }: Caller): boolean {
  if (part === 'VAULT role') { return true; }
  return isProtectedAccount(set, home) && iam && (part === 'SourceIAMRole' || !set.includes('one role'));
}

/** VAULT is a member of the organization, and of the unit, and never a PROTECTED account. */
function isProtectedAccount(set: OptionSet, home: Caller['home']): boolean {
  const byList = !set.includes('unit only') && home === 'listed';
  const byUnit = (set.includes('unit too') || set.includes('unit only')) && ['unit', 'below the unit'].includes(home);
  const byOrganization = set.includes('organization too')
    && ['listed', 'unit', 'below the unit', 'another unit', 'a unit of a similar id'].includes(home);
  return byList || byUnit || byOrganization;
}

function mayBeUsedFor(set: OptionSet, { kind, via, forAws }: Call): boolean {
  switch (kind) {
    case 'describe': return true;
    case 'grant': return forAws === true;
    case 'encrypt':
    case 'decrypt': return (kind === 'decrypt' || !set.includes('retired')) && (via === 'by EBS' || !set.includes('via services'));
    default: return false;
  }
}
