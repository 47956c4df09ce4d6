import type { Expectation } from '../expectation';
import { needsOf } from '../permissions/account-needs';
import { permissionsPolicy } from '../permissions/permissions-policy';

/**
 * The least IAM policy that a check needs, as JSON by account.
 *
 * @param sourceRole the name of the role of the PROTECTED accounts, where it is not the one that the expectation says or the manual has
 */
export function permissionsCommand(expectation: Expectation, sourceRole?: string): string {
  const policies = needsOf(expectation, sourceRole).map((needs) => [needs.account, permissionsPolicy(needs)]);
  return JSON.stringify(Object.fromEntries(policies), undefined, 2);
}
