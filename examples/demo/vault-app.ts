import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { VaultAppOptions } from './manual-example';
import { VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

export const VAULT_ACCOUNT = '111111111111';

export interface VaultApp {
  readonly role: iam.Role;
  readonly keys: VaultReplicaKeys;
}

/** An app of the VAULT account: the VAULT role in its own stack, and the replica keys that it can use. */
export function addVaultApp(app: App, { regions, protectedAccounts }: VaultAppOptions): VaultApp {
  const partition = RegionInfo.get(regions[0]).partition ?? 'aws';
  const roleStack = new Stack(app, 'VaultRole', { env: { account: VAULT_ACCOUNT, region: regions[0] } });
  const role = new iam.Role(roleStack, 'BackupIAMRole', {
    roleName: 'BackupIAMRole',
    assumedBy: new iam.ArnPrincipal(`arn:${partition}:iam::${VAULT_ACCOUNT}:root`),
  });

  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', {
    alias: 'very_secret_key',
    regions,
    vaultAccount: VAULT_ACCOUNT,
    vaultRole: VaultRole.fromRole(role),
    protectedAccounts,
    administrators: [new iam.ArnPrincipal(`arn:${partition}:iam::${VAULT_ACCOUNT}:user/key_administrator@example.com`)],
  });
  return { role, keys };
}
