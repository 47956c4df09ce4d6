import { Token } from 'aws-cdk-lib';

/** @throws when the text is not the id of an AWS account. A token is not judged. */
export function assertAccountId(account: string, what: string): void {
  if (Token.isUnresolved(account) || /^\d{12}$/.test(account)) { return; }
  const id = `${account}`.split(':')[4] ?? `${account}`.replace(/[\s-]/g, '');
  const remedy = /^\d{12}$/.test(id) ? `write "${id}"` : 'write all its digits, such as "111122223333", as a string';
  throw new Error(`${what} ${JSON.stringify(account)} is not an account id, which has 12 digits and nothing else: ${remedy}`);
}
