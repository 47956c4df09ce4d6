import { Token } from 'aws-cdk-lib';

/** Whether the text is the id of an AWS account. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}

/** @throws when the text is not the id of an AWS account. A token is not judged. */
export function assertAccountId(account: string, what: string): void {
  if (Token.isUnresolved(account) || isAccountId(account)) { return; }
  const id = `${account}`.split(':')[4] ?? `${account}`.replace(/[\s-]/g, '');
  const remedy = isAccountId(id) ? `write "${id}"` : 'write all its digits, such as "111122223333", as a string';
  throw new Error(`${what} ${JSON.stringify(account)} is not an account id, which has 12 digits and nothing else: ${remedy}`);
}
