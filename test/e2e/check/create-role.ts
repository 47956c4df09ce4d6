import type { Accounts } from './accounts';
import { identityPolicy } from './breaks/policies';

/** Creates a role as somebody would by hand, with the statements of its IAM policy, if any. */
export async function createRole(accounts: Accounts, account: string, RoleName: string, ...statements: object[]): Promise<void> {
  const trust = identityPolicy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' });
  const iam = accounts.iam(account);
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
  if (statements.length > 0) { await iam.putRolePolicy({ RoleName, PolicyName: 'Keys', PolicyDocument: identityPolicy(...statements) }); }
}

/** A statement that allows everything with keys. */
export function allOf(keys: string | string[]): object {
  return { Effect: 'Allow', Action: 'kms:*', Resource: keys };
}
