import { Aws, Token, type Stack } from 'aws-cdk-lib';
import { ACCOUNT } from '../deploy-time/deploy-time';
import { isDummy } from '../deploy-time/dummy-value';
import { toLiteral } from '../deploy-time/literal';
import { refuse } from '../options/option-type';

/** The id of an AWS account, as part of a regular expression. */
export const ACCOUNT_ID = '\\d{12}';
const ONLY_ID = new RegExp(`^${ACCOUNT_ID}$`);

/** Whether the text is the id of an AWS account. */
export function isAccountId(text: string): boolean {
  return ONLY_ID.test(text);
}

/**
 * Asserts that a value is a literal account id.
 *
 * @throws for tokens too: `stack.account` of a stack without an env, or a parameter, is the account of the deployment.
 */
export function assertAccountId(account: unknown, what: string): asserts account is string {
  if (typeof account === 'string' && (isAccountId(account) || isDummy(account))) { return; }
  if (Token.isUnresolved(account)) {
    throw new Error(`${what} is a token, but the id of another account must be known before deployment; write its 12 digits, or set env.account of the stack that it comes from`);
  }
  if (typeof account === 'number') {
    const digits = isAccountId(`${account}`) ? `"${account}"` : 'all 12 digits as a string, such as "012345678901"';
    throw new Error(`${what} is the number ${account}, but must be a string, as a number loses leading zeros; write ${digits}`);
  }
  const remedy = 'write all 12 digits as a string, such as "111122223333"';
  if (typeof account !== 'string') { refuse(account, what, 'an account id', remedy); }
  const id = account.split(':')[4] ?? account.replace(/[\s-]/g, '');
  throw new Error(`${what} ${JSON.stringify(account)} is not an account id, which has exactly 12 digits; ${isAccountId(id) ? `write "${id}"` : remedy}`);
}

/** The id of the account that owns a key, or `ACCOUNT` for a token that stands for the account of the key's own stack. */
export function ownAccount(account: unknown, what: string): string {
  if (typeof account === 'string' && Token.isUnresolved(account) && toLiteral(account, what).value === ACCOUNT) { return ACCOUNT; }
  assertAccountId(account, what);
  return account;
}

/** Whether the two are surely different accounts. Each is an id, `ACCOUNT`, a token for it, or not looked up yet. */
export function areDifferent(one: string, other: string): boolean {
  return one !== other && [one, other].every(isAccountId);
}

/** The id of the account that a stack is deployed to, or the token that stands for it. */
export function accountOf({ account, node }: Stack): string {
  if (Token.isUnresolved(account)) { return Aws.ACCOUNT_ID; }
  assertAccountId(account, `account of stack "${node.path}"`);
  return account;
}
