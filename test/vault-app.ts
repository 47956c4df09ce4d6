import * as iam from 'aws-cdk-lib/aws-iam';
import type { VaultReplicaKeysProps } from '../src';

export const VAULT = '111111111111';
export const PROTECTED = '222222222222';
export const ADMINISTRATOR = `arn:aws:iam::${VAULT}:user/key_administrator@example.com`;

/** Options as the manual's example has them; a test names only what it is about. */
export function options(overrides: Partial<VaultReplicaKeysProps> = {}): VaultReplicaKeysProps {
  return {
    alias: 'very_secret_key',
    regions: ['eu-west-1', 'eu-central-1'],
    vaultAccount: VAULT,
    protectedAccounts: [PROTECTED],
    administrators: [new iam.ArnPrincipal(ADMINISTRATOR)],
    ...overrides,
  };
}
