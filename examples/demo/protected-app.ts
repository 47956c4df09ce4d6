import { App, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { VAULT_ACCOUNT } from './vault-app';
import { ProtectedKeyAccess, VaultRole } from 'cdk-vault-replica-keys';

/**
 * An app of the PROTECTED account, whose snapshots are encrypted with its own keys. It grants the VAULT role access to these keys,
 * which already exist. The VAULT role's own policy must allow the same.
 */
export function addProtectedApp(app: App, keyArns: string[], vaultRole: iam.Role): ProtectedKeyAccess {
  const [, , , region, account] = keyArns[0].split(':');
  const stack = new Stack(app, 'ProtectedKeys', { env: { account, region } });
  const access = new ProtectedKeyAccess(stack, 'Access', {
    keys: keyArns.map((arn, index) => kms.Key.fromKeyArn(stack, `Key${index + 1}`, arn)),
    vaultAccount: VAULT_ACCOUNT,
    vaultRole: VaultRole.fromRole(vaultRole),
  });
  access.grantUse(vaultRole);
  return access;
}
