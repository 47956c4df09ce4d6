import type { Facts } from './facts';
import {
  administers, breaksGlass, destroys, hasNameOfBreakGlass, isAdministrator, isBreakGlass, isInProtected, isInVault, isRoleOfProtected,
  isServiceOfListedAccount, isVaultRole, mayBeUsedFor,
} from './words';
import { iamDoesItsPart, isNotForbidden } from '../model/request';
import { and, FALSE, not, or, TRUE, type Term } from '../solver/term';

/**
 * Whether the documents promise that the request is allowed. What they do not promise is denied: the policy is right when this is the same as
 * what KMS decides, for every request.
 */
export function isPromised(facts: Facts): Term {
  const mayDestroy = facts.deletionProtection ? hasNameOfBreakGlass(facts) : TRUE;
  return and(
    isNotForbidden,
    or(not(destroys), mayDestroy),
    or(
      // The manual's first statement: IAM of the VAULT account decides.
      and(isInVault(facts), iamDoesItsPart),
      and(isAdministrator(facts), administers, facts.deletionProtection ? not(destroys) : TRUE),
      facts.deletionProtection ? and(isBreakGlass(facts), breaksGlass) : FALSE,
      and(isVaultRole(facts), mayBeUsedFor(facts)),
      and(isInProtected(facts), isRoleOfProtected(facts), iamDoesItsPart, mayBeUsedFor(facts)),
      and(isServiceOfListedAccount(facts), mayBeUsedFor(facts)),
    ),
  );
}
