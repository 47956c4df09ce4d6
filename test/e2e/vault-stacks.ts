import { App, BootstraplessSynthesizer, CfnWaitConditionHandle, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';
import { ProtectedKeyAccess, VaultReplicaKeys, VaultRole, type VaultReplicaKeysProps } from 'cdk-vault-replica-keys';

/** What the tests change between one deployment and the next. */
export interface VaultStacks {
  readonly regions: string[];
  readonly roleName: string;
  readonly protectedAccounts: string[];
  /** More options of the replica keys, or others than these tests have. */
  readonly overrides?: Partial<VaultReplicaKeysProps>;
  /** Changes the replica keys before synthesis. */
  readonly change?: (keys: VaultReplicaKeys) => void;
  /** The ARNs of the keys of PROTECTED that the VAULT role gets access to. By default, PROTECTED has no stack. */
  readonly protectedKeys?: string[];
}

/**
 * Synthesizes, to a directory, the VAULT role in its own stack and the replica keys that it can use, and a stack of
 * PROTECTED with access to its keys.
 *
 * @returns the replica keys.
 */
export function synthesizeVault(directory: string, stacks: VaultStacks): VaultReplicaKeys {
  const { regions, roleName, protectedAccounts, protectedKeys, overrides, change } = stacks;
  // Without a bootstrap bucket, templates travel in the request: there the limit is 51,200 bytes.
  const app = new App({ outdir: directory, defaultStackSynthesizer: new BootstraplessSynthesizer() });
  const roleStack = new Stack(app, 'VaultRole', { env: { account: VAULT, region: regions[0] } });
  const role = new iam.Role(roleStack, 'BackupIAMRole', { roleName, assumedBy: new iam.AccountPrincipal(VAULT) });
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options({
    regions, protectedAccounts, vaultRole: VaultRole.fromRole(role), policyId: 'example-key-policy', ...overrides,
  }));
  if (protectedKeys) { addProtectedStack(app, regions[0], protectedKeys, role); }
  change?.(keys);
  app.synth();
  return keys;
}

function addProtectedStack(app: App, region: string, keyArns: string[], role: iam.Role): void {
  const stack = new Stack(app, 'ProtectedKeys', { env: { account: PROTECTED, region } });
  // A stack needs a resource when the access has gone.
  new CfnWaitConditionHandle(stack, 'Handle');
  if (keyArns.length === 0) { return; }
  const access = new ProtectedKeyAccess(stack, 'Access', {
    keys: keyArns.map((arn) => kms.Key.fromKeyArn(stack, arn.split(':')[3] + arn.slice(-12), arn)),
    vaultAccount: VAULT,
    vaultRole: VaultRole.fromRole(role),
  });
  for (const statement of access.vaultRoleStatements()) { role.addToPrincipalPolicy(statement); }
}
