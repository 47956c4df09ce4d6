import { ADMINISTRATION_ACTIONS, BREAK_GLASS_ACTIONS, DESTRUCTIVE_ACTIONS } from './key-actions';
import { allow, ANYONE, denyAnyone, oneOrMany } from './statement';
import { iamArn, type KeyOwner } from '../arns/principal-arn';

/** The Sids of the AutoBackup manual's example for those who administer the key, and three more. */
const SIDS = {
  ROOT: 'Enable IAM User Permissions',
  ADMINISTRATORS: 'Allow access for Key Administrators',
  PATTERNS: 'Allow access for Key Administrators by pattern',
  BREAK_GLASS: 'Allow break-glass access',
  DENY_DELETION: 'Deny deletion of the key',
};

/** All Sids that statements for the administration of the key may have. */
export const ADMINISTRATION_SIDS = Object.values(SIDS);

/** Who administers the key. All lists are sorted. */
export interface Administration {
  readonly administrators: readonly string[];
  readonly rolePatterns: readonly string[];
  readonly deletionProtection: boolean;
  readonly breakGlass: readonly string[];
}

/** The statements for the account's IAM and the key administrators, and those that protect the key from deletion. */
export function administrationStatements(given: Administration, owner: KeyOwner): { first: any[]; last: any[] } {
  const { administrators, rolePatterns, deletionProtection, breakGlass } = given;
  const actions = ADMINISTRATION_ACTIONS.filter((action) => !deletionProtection || !DESTRUCTIVE_ACTIONS.includes(action));
  return {
    first: [
      // The lockout check of KMS rests on this one.
      allow(SIDS.ROOT, [iamArn(owner, 'root')], ['kms:*']),
      ...administrators.length === 0 ? [] : [allow(SIDS.ADMINISTRATORS, administrators, actions)],
      // Not the account root narrowed: that would leave it to IAM, as the first statement does for all.
      ...rolePatterns.length === 0 ? [] : [allow(SIDS.PATTERNS, ANYONE, actions, {
        StringEquals: { 'kms:CallerAccount': owner.account }, ArnLike: { 'aws:PrincipalArn': oneOrMany(rolePatterns) },
      })],
    ],
    last: !deletionProtection ? [] : [
      ...breakGlass.length === 0 ? [] : [allow(SIDS.BREAK_GLASS, breakGlass, BREAK_GLASS_ACTIONS)],
      denyAnyone(SIDS.DENY_DELETION, DESTRUCTIVE_ACTIONS, breakGlass.length === 0 ? {} : {
        ArnNotEquals: { 'aws:PrincipalArn': oneOrMany(breakGlass) },
      }),
    ],
  };
}
