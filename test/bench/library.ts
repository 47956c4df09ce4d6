import type { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ADMINISTRATOR_ARN, ALIAS, ROLE_NAME, STACK_NAME_PREFIX, VAULT_ACCOUNT, type BenchCase } from './bench-case';
import { VaultReplicaKeys, VaultRole } from 'cdk-vault-replica-keys';

/** The same keys made by the library. */
export function library(app: App, { regions, protectedAccounts }: BenchCase): void {
  new VaultReplicaKeys(app, 'Keys', {
    vaultAccount: VAULT_ACCOUNT,
    regions,
    protectedAccounts,
    alias: ALIAS,
    vaultRole: VaultRole.fromRoleName(ROLE_NAME),
    administrators: [new iam.ArnPrincipal(ADMINISTRATOR_ARN)],
    stackNamePrefix: STACK_NAME_PREFIX,
  });
}
