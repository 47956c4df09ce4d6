import { ACCOUNT } from '../../arns/deploy-time/deploy-time';
import { isDummy } from '../../arns/deploy-time/dummy-value';
import { toLiteral } from '../../arns/deploy-time/literal';
import { assertPathOfIdentityCenter } from '../../arns/identity-center';
import { assertAccountId } from '../../arns/names/account-id';
import { assertText } from '../../arns/options/option-type';
import { assertNoPolicyVariable, iamArn, IAM_NAME_CHARACTERS, parsePrincipalArn, principalInVault, renderPrincipalArn, type KeyOwner } from '../../arns/principal-arn';

const PATH_AND_NAME = new RegExp(`^[/*?${IAM_NAME_CHARACTERS}]+$`);

/**
 * The pattern of role or user ARNs, for the VAULT account and the partition of the key.
 *
 * @param option the option of the pattern.
 * @throws when it is not a pattern of role or user ARNs of the VAULT account, or has only wildcards for the name.
 */
export function parsePrincipalPattern(given: string, option: string, vault: KeyOwner): string {
  assertText(given, option);
  const pattern = toLiteral(given, option).value;
  if (isDummy(pattern)) { return pattern; }
  assertNoPolicyVariable(pattern, option);
  const parsed = parsePrincipalArn(pattern);
  if (!parsed || !['role', 'user'].includes(parsed.type) || !PATH_AND_NAME.test(parsed.name)) {
    throw new Error(`${option} "${pattern}" is not a pattern of role or user ARNs; write it as "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_KeyAdmins_????????????????"`);
  }
  const { account, type, name } = parsed;
  if (/[*?]/.test(account)) {
    throw new Error(`${option} "${pattern}" has a wildcard for the account, but must match roles or users of the VAULT account; write the account id`);
  }
  if (account !== ACCOUNT) { assertAccountId(account, `in ${option} "${pattern}", account`); }
  if (/^[*?/]+$/.test(name)) {
    throw new Error(`${option} "${pattern}" has only wildcards for the name, which match every ${type} of the account; write at least a part of the name`);
  }
  if (type === 'role') { assertPathOfIdentityCenter(name, `${option} "${pattern}"`, iamArn(vault, '')); }
  return renderPrincipalArn(principalInVault(parsed, option, vault));
}
