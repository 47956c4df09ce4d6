import { entriesOf, namedBy, type NamedCaller } from './principal';
import { and, type Answer, NO, not, or, UNKNOWN, YES } from './verdict';

/**
 * Whether a `NotPrincipal` that denies leaves a caller out of those it exempts. A caller is more than one principal: AWS says that it may look at
 * the account first, then the role, and then the session, and each of them has to be exempt.
 *
 * @param bounded whether the caller has a permissions boundary: AWS denies all who have one, whatever the element says
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isNotExempt(notPrincipal: unknown, caller: NamedCaller, bounded: Answer): Answer {
  if (!entriesOf(notPrincipal)) { return UNKNOWN; }
  const named = namedBy(notPrincipal, caller);
  const each = principalsOf(caller).map((naming) => named[naming]);
  if (bounded.verdict === 'yes') { return YES; }
  const noneNamed = not(or(Object.values(named)));
  if (noneNamed.verdict === 'yes') { return YES; }
  return and([...each, not(bounded)]).verdict === 'yes' ? NO : UNKNOWN;
}

/** All the principals that a caller is. */
function principalsOf({ identity: { kind } }: NamedCaller): Array<'self' | 'role' | 'account'> {
  switch (kind) {
    case 'role':
    case 'session': return ['account', 'role', 'self'];
    case 'user': return ['account', 'self'];
    default: return ['self'];
  }
}
