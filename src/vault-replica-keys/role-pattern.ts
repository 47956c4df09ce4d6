import { arnInVault, type KeyOwner } from '../private/principal-arn';

const OPTION = 'administratorRolePattern';

/**
 * The pattern, for the VAULT account and the partition of the key.
 *
 * @throws when it is no pattern of role ARNs of the VAULT account, or holds nothing of a name.
 */
export function administratorRolePattern(pattern: string, vault: KeyOwner): string {
  const resource = /^arn:[^:]+:iam::[^:]*:role\/([\w+=,.@/*?-]+)$/.exec(pattern)?.[1];
  if (resource === undefined) {
    throw new Error(`${OPTION} "${pattern}" is not a pattern of role ARNs: write it as "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????"`);
  }
  if (/[*?]/.test(pattern.split(':')[4])) {
    throw new Error(`${OPTION} "${pattern}" has a wildcard for the account, but administrators are of the VAULT account: write its id`);
  }
  if (/^[*?/]+$/.test(resource)) {
    throw new Error(`${OPTION} "${pattern}" holds wildcards and nothing of a name, so that any role of the account would administer the key: write more of the name`);
  }
  return arnInVault(pattern, OPTION, vault);
}
