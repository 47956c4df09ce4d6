import { conditionsOf, type Condition } from './condition-rules';
import { ACCOUNT } from '../../arns/deploy-time/deploy-time';
import { isUnknown } from '../../arns/deploy-time/template-values';
import type { KeyOwner } from '../../arns/principal-arn';
import type { PrincipalJson, StatementJson } from '../key-policy-json';

/** The action that the lockout check of KMS requires at least one principal to have. */
const ACTION = 'kms:PutKeyPolicy';

/**
 * Whether the statement denies everyone in the account of the key to change the key policy, as far as that can be known before
 * deployment: who deploys is not, nor whether a condition holds for them.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
export function causesLockout(statement: StatementJson, owner: KeyOwner): boolean {
  const { Effect, Principal, NotPrincipal, Condition: conditions } = statement;
  if (Effect !== 'Deny') { return false; }
  const matchesEveryone = !isUnknown(conditions) && conditionsOf(conditions).every((condition) => matchesEveryCaller(owner, condition));
  return appliesToChanges(statement) && matchesEveryone && (NotPrincipal === undefined
    ? isWholeAccount(Principal, owner)
    : !isWholeAccount(NotPrincipal, owner) && !hasUnknown(NotPrincipal));
}

/** Whether the statement allows anyone to change the key policy. One that is known only during deployment counts as if it did. */
export function mayAllowChanges(statement: StatementJson): boolean {
  const { Effect, Action, NotAction } = statement;
  return isUnknown(statement)
    || ((Effect === 'Allow' || isUnknown(Effect)) && ([Action, NotAction].flat().some(isUnknown) || appliesToChanges(statement)));
}

function appliesToChanges({ Action, NotAction }: StatementJson): boolean {
  return Action === undefined ? !matchesOne(NotAction, ACTION) : matchesOne(Action, ACTION);
}

/** Whether one of the patterns matches the text, in whatever case. */
function matchesOne(patterns: unknown, text: string): boolean {
  return [patterns].flat().some((pattern) => typeof pattern === 'string'
    && new RegExp(`^${pattern.replace(/[\\^$.+|()[\]{}]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`, 'i').test(text));
}

function isWholeAccount(element: PrincipalJson | undefined, { account }: KeyOwner): boolean {
  if (element === '*') { return true; }
  // The rule for principals has seen to it that they are ARNs.
  const isRoot = (principal: unknown) => `${principal}`.endsWith(`:iam::${account}:root`);
  return principalsOf(element).some((principal) => principal === '*' || principal === account || isRoot(principal));
}

function hasUnknown(element: PrincipalJson | undefined): boolean {
  return isUnknown(element) || principalsOf(element).some(isUnknown);
}

function principalsOf(element: PrincipalJson | undefined): readonly unknown[] {
  return typeof element === 'object' ? [element.AWS ?? []].flat() : [];
}

/** Whether the condition holds for all callers of the account. */
function matchesEveryCaller({ account }: KeyOwner, { operator, key, values }: Condition): boolean {
  if (!['kms:calleraccount', 'aws:principalaccount'].includes(key) || values.some(isUnknown)) { return false; }
  const [, not, like] = /^string(not)?(equals|equalsignorecase|like)(?:ifexists)?$/.exec(operator) ?? [];
  if (like === undefined) { return false; }
  const matches = values.includes(account) || (like === 'like' && matchesOne(values, account));
  // Nothing can be compared with an account that is not known yet.
  return not === undefined ? matches : !matches && account !== ACCOUNT;
}
