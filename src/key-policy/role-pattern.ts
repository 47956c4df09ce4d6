import { assertAccountId } from '../arns/account-id';
import { ACCOUNT } from '../arns/deploy-time';
import { isDummy } from '../arns/dummy-value';
import { assertPathOfIdentityCenter } from '../arns/identity-center';
import { toLiteral } from '../arns/literal';
import { assertText } from '../arns/option-type';
import { assertNoPolicyVariable, iamArn, IAM_NAME_CHARACTERS, parsePrincipalArn, principalInVault, renderPrincipalArn, type KeyOwner } from '../arns/principal-arn';

const OPTION = 'administratorRolePattern';
const PATH_AND_NAME = new RegExp(`^[/*?${IAM_NAME_CHARACTERS}]+$`);

/**
 * The pattern, for the VAULT account and the partition of the key.
 *
 * @throws when it is no pattern of role ARNs of the VAULT account, or holds nothing of a name.
 */
export function parseRolePattern(given: string, vault: KeyOwner): string {
  assertText(given, OPTION);
  const pattern = toLiteral(given, OPTION).value;
  if (isDummy(pattern)) { return pattern; }
  assertNoPolicyVariable(pattern, OPTION);
  const parsed = parsePrincipalArn(pattern);
  if (parsed?.type !== 'role' || !PATH_AND_NAME.test(parsed.name)) {
    throw new Error(`${OPTION} "${pattern}" is not a pattern of role ARNs: write it as "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????"`);
  }
  const { account, name } = parsed;
  if (/[*?]/.test(account)) {
    throw new Error(`${OPTION} "${pattern}" has a wildcard for the account, but administrators are of the VAULT account: write its id`);
  }
  if (account !== ACCOUNT) { assertAccountId(account, `the account of ${OPTION} "${pattern}",`); }
  if (/^[*?/]+$/.test(name)) {
    throw new Error(`${OPTION} "${pattern}" holds wildcards and nothing of a name, so that any role of the account would administer the key: write more of the name`);
  }
  assertPathOfIdentityCenter(name, `${OPTION} "${pattern}"`, iamArn(vault, ''));
  return renderPrincipalArn(principalInVault(parsed, OPTION, vault));
}
