import { arnInVault, type KeyOwner } from '../private/principal-arn';

const OPTION = 'administratorRolePattern';

/** Names that share nothing: a pattern that matches them all matches every role. */
const UNRELATED_ROLES = ['q', 'Zx-7', 'a/long/path/W.e,r=3@'];

/**
 * The pattern, for the VAULT account and the partition of the key.
 *
 * @throws when it is no pattern of role ARNs of the VAULT account, or matches every role.
 */
export function administratorRolePattern(pattern: string, vault: KeyOwner): string {
  const [, resource] = /^arn:[^:]+:iam::[^:]*:role\/([\w+=,.@/*?-]+)$/.exec(pattern) ?? [];
  if (resource === undefined) {
    throw new Error(`${OPTION} "${pattern}" is not a pattern of role ARNs: write it as "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_*"`);
  }
  if (/[*?]/.test(pattern.split(':')[4])) {
    throw new Error(`${OPTION} "${pattern}" has a wildcard for the account, but administrators are of the VAULT account: write its id`);
  }
  if (UNRELATED_ROLES.every((role) => matches(resource, role))) {
    throw new Error(`${OPTION} "${pattern}" matches every role of the account, all of which would administer the key: write more of the name`);
  }
  return arnInVault(pattern, OPTION, vault);
}

function matches(pattern: string, text: string): boolean {
  const expression = pattern.replace(/[.+]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(text);
}
