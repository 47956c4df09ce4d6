import { assertAccountId } from '../private/account-id';
import { assertPathOfIdentityCenter } from '../private/identity-center';
import { isPartitionName } from '../private/known-regions';
import { arnInVault, assertNoPolicyVariable, iamArn, type KeyOwner } from '../private/principal-arn';

const OPTION = 'administratorRolePattern';

/**
 * The pattern, for the VAULT account and the partition of the key.
 *
 * @throws when it is no pattern of role ARNs of the VAULT account, or holds nothing of a name.
 */
export function administratorRolePattern(pattern: string, vault: KeyOwner): string {
  assertNoPolicyVariable(pattern, OPTION);
  const [, partition, account, resource] = /^arn:([^:]+):iam::([^:]*):role\/([\w+=,.@/*?-]+)$/.exec(pattern) ?? [];
  if (resource === undefined || !isPartitionName(partition)) {
    throw new Error(`${OPTION} "${pattern}" is not a pattern of role ARNs: write it as "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????"`);
  }
  if (/[*?]/.test(account)) {
    throw new Error(`${OPTION} "${pattern}" has a wildcard for the account, but administrators are of the VAULT account: write its id`);
  }
  assertAccountId(account, `the account of ${OPTION} "${pattern}",`);
  if (/^[*?/]+$/.test(resource)) {
    throw new Error(`${OPTION} "${pattern}" holds wildcards and nothing of a name, so that any role of the account would administer the key: write more of the name`);
  }
  assertPathOfIdentityCenter(resource, `${OPTION} "${pattern}"`, iamArn(vault, ''));
  return arnInVault(pattern, OPTION, vault);
}
