import { ADMINISTRATION_ACTIONS, BREAK_GLASS_ACTIONS, DESTRUCTIVE_ACTIONS } from './key-actions';
import { oneOrMany, type StatementJson } from './key-policy-json';
import { arnsOf, type PolicyContent } from './policy-content';
import { SIDS } from './sids';
import { allow, ANYONE, denyAnyone } from './statement';
import { iamArn } from '../arns/principal-arn';

/** The statements for the account's IAM and the key administrators, and those that protect the key from deletion. */
export function administrationStatements(content: PolicyContent): { first: StatementJson[]; last: StatementJson[] } {
  const { owner, rolePatterns, deletionProtection } = content;
  const [administrators, breakGlass] = [content.administrators, content.breakGlass].map(arnsOf);
  const actions = ADMINISTRATION_ACTIONS.filter((action) => !deletionProtection || !DESTRUCTIVE_ACTIONS.includes(action));
  return {
    first: [
      // The lockout check of KMS rests on this one.
      allow(SIDS.ROOT, [iamArn(owner, 'root')], ['kms:*']),
      ...administrators.length === 0 ? [] : [allow(SIDS.ADMINISTRATORS, administrators, actions)],
      // Not the account root narrowed: that would leave it to IAM, as the first statement does for all.
      ...rolePatterns.length === 0 ? [] : [allow(SIDS.ADMINISTRATOR_PATTERNS, ANYONE, actions, {
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
