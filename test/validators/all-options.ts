import { Aws, CfnParameter, Stack, type App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet } from '../../src';
import { ADMINISTRATOR, ALL_OPTIONS, BREAK_GLASS, options, PATTERN, PROTECTED, VAULT } from '../fixtures/vault-app';

const ofStack = (arn: string) => arn.replace('arn:aws:', `arn:${Aws.PARTITION}:`).replace(VAULT, Aws.ACCOUNT_ID);

/** The same options where the account is known at deployment only. */
const ANYWHERE = options({
  ...ALL_OPTIONS,
  administrators: [new iam.ArnPrincipal(ofStack(ADMINISTRATOR))],
  administratorPatterns: [ofStack(PATTERN)],
  breakGlassPrincipals: [new iam.ArnPrincipal(ofStack(BREAK_GLASS))],
});

/**
 * Adds what no example has: every option that changes a key policy, and rules, in regional stacks, in a stack without account and region, and
 * in a StackSet; and a key that is a parameter.
 */
export function addAllOptions(app: App): void {
  new VaultReplicaKeys(app, 'ReplicaKeys', options(ALL_OPTIONS));
  const anywhere = new VaultReplicaKey(new Stack(app, 'Anywhere'), 'ReplicaKey', ANYWHERE);
  anywhere.onCloudTrailKeyChange('KeyChange');
  anywhere.onReplicaCopyFailed('CopyFailed');
  const stackSet = new VaultReplicaKeyStackSet(new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } }), 'StackSet', {
    ...options(ALL_OPTIONS), alias: 'another_key',
  });
  const eventBusArn = `arn:aws:events:eu-west-1:${VAULT}:event-bus/key-alarms`;
  stackSet.onCloudTrailKeyChange('KeyChange', { eventBusArn });
  stackSet.onReplicaCopyFailed('CopyFailed', { eventBusArn });
  const source = new Stack(app, 'Protected', { env: { account: PROTECTED, region: 'eu-west-1' } });
  new ProtectedKeyAccess(source, 'Access', {
    keys: [kms.Key.fromKeyArn(source, 'Key', new CfnParameter(source, 'KeyArn').valueAsString)],
    vaultAccount: VAULT,
    vaultRole: ALL_OPTIONS.vaultRole,
  });
}
