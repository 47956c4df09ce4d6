// For an app of the VAULT account that already exists: its stack gets a replica key for its own Region.
import { App, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import type { Construct } from 'constructs';
import { VaultReplicaKey } from 'cdk-vault-replica-keys';

class VaultStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    const replicaKey = new VaultReplicaKey(this, 'ReplicaKey', {
      alias: 'very_secret_key',
      protectedAccounts: ['222222222222'],
    });

    // The stack already had this vault. Other resources of the stack can use the key too, if IAM of the account allows it.
    new backup.BackupVault(this, 'Archive', {
      backupVaultName: 'Archive',
      encryptionKey: replicaKey.key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}

const app = new App();

new VaultStack(app, 'Vault', { env: { account: '111111111111', region: 'eu-west-1' } });
