import { App } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { VaultAppOptions } from './manual-example';
import { addProtectedApp } from './protected-app';
import { addVaultApp } from './vault-app';
import type { ProtectedKeyAccess, VaultReplicaKeys } from 'cdk-vault-replica-keys';

/** The sample of both accounts. */
export interface Sample {
  readonly keys: VaultReplicaKeys;
  readonly access: ProtectedKeyAccess;
  readonly protectedAccount: string;
  /** The ARNs of the keys that the PROTECTED account already has. */
  readonly protectedKeys: string[];
}

/**
 * Adds the apps of the VAULT account and of the first PROTECTED account to one app, so that they are deployed in order.
 *
 * @param protectedKeys the ARNs of the keys of PROTECTED. By default made-up ones, for an app that is not deployed.
 */
export function addSample(app: App, options: VaultAppOptions, protectedKeys?: string[]): Sample {
  const { keys, role } = addVaultApp(app, options);
  const [protectedAccount] = options.protectedAccounts;
  const keyArns = protectedKeys ?? options.regions.map((region) =>
    `arn:${RegionInfo.get(region).partition}:kms:${region}:${protectedAccount}:key/1234abcd-12ab-34cd-56ef-1234567890ab`);
  return { keys, access: addProtectedApp(app, keyArns, role), protectedAccount, protectedKeys: keyArns };
}
