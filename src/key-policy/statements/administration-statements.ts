import { ADMINISTRATION_ACTIONS, BREAK_GLASS_ACTIONS, DESTRUCTIVE_ACTIONS } from './key-actions';
import { oneOrMany, type ConditionJson, type StatementJson } from '../key-policy-json';
import { arnsOf, type PolicyContent } from '../policy-content';
import { SIDS } from './sids';
import { allow, ANYONE, denyAnyone } from './statement';
import { iamArn, type KeyOwner } from '../../arns/principal-arn';

/** The statements for the account's IAM and the key administrators, and those that protect the key from deletion. */
export function administrationStatements(content: PolicyContent): { first: StatementJson[]; last: StatementJson[] } {
  const { owner, administratorPatterns, deletionProtection, breakGlassPatterns } = content;
  const [administrators, breakGlass] = [content.administrators, content.breakGlassPrincipals].map(arnsOf);
  const actions = ADMINISTRATION_ACTIONS.filter((action) => !deletionProtection || !DESTRUCTIVE_ACTIONS.includes(action));
  return {
    first: [
      // The lockout check of KMS rests on this one.
      allow(SIDS.ROOT, [iamArn(owner, 'root')], ['kms:*']),
      ...administrators.length === 0 ? [] : [allow(SIDS.ADMINISTRATORS, administrators, actions)],
      ...administratorPatterns.length === 0 ? [] : [allow(SIDS.ADMINISTRATOR_PATTERNS, ANYONE, actions, matching(administratorPatterns, owner))],
    ],
    last: !deletionProtection ? [] : [
      ...breakGlass.length === 0 ? [] : [allow(SIDS.BREAK_GLASS, breakGlass, BREAK_GLASS_ACTIONS)],
      ...breakGlassPatterns.length === 0 ? [] : [allow(SIDS.BREAK_GLASS_PATTERNS, ANYONE, BREAK_GLASS_ACTIONS, matching(breakGlassPatterns, owner))],
      denyAnyone(SIDS.DENY_DELETION, DESTRUCTIVE_ACTIONS, allBut(breakGlass, breakGlassPatterns)),
    ],
  };
}

/** Not the account root with a condition: that would leave the decision to IAM, as the first statement does for everyone. */
function matching(patterns: readonly string[], { account }: KeyOwner): ConditionJson {
  return { StringEquals: { 'kms:CallerAccount': account }, ArnLike: { 'aws:PrincipalArn': oneOrMany(patterns) } };
}

function allBut(principals: readonly string[], patterns: readonly string[]): ConditionJson {
  const all = [...principals, ...patterns];
  if (all.length === 0) { return {}; }
  return { [patterns.length === 0 ? 'ArnNotEquals' : 'ArnNotLike']: { 'aws:PrincipalArn': oneOrMany(all) } };
}
