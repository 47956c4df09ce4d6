import { identityPolicy } from './breaks/policies';
import type { Workplace } from './workplace';

/** Creates a role as somebody would by hand, which may use the keys of an ARN, if any, by its IAM policy. */
export async function createRole({ accounts }: Workplace, account: string, RoleName: string, keys?: string): Promise<void> {
  const trust = identityPolicy({ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'sts:AssumeRole' });
  const iam = accounts.iam(account);
  await iam.createRole({ RoleName, AssumeRolePolicyDocument: trust });
  if (keys) {
    await iam.putRolePolicy({ RoleName, PolicyName: 'Keys', PolicyDocument: identityPolicy({ Effect: 'Allow', Action: 'kms:*', Resource: keys }) });
  }
}
