import { App } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { isAllowed } from './evaluate';
import { SOURCE_KEY_AFTER, SOURCE_KEY_BEFORE } from './manual-matrix';
import { actorsOfProtectedKey, ALL_OF_KMS, matrixFrom, matrixOf, policyOf, type Key } from './matrix';
import { ProtectedKeyAccess, VaultRole } from '../../src';
import { merge } from '../../src/key-policy-statements/handler/policy/merge';
import { ownedStatements } from '../../src/key-policy-statements/handler/policy/owner';
import { changesOf, KEY_ID, protectedStack, resourcesOf } from '../fixtures/protected-app';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const REGIONS: Array<[string, string]> = [['aws', 'eu-west-1'], ['aws', 'us-east-1'], ['aws-cn', 'cn-north-1'], ['aws-us-gov', 'us-gov-west-1']];

describe.each(REGIONS)('in %s, a key of PROTECTED in %s', (partition, region) => {
  const arn = `arn:${partition}:kms:${region}:${PROTECTED}:key/${KEY_ID}`;
  const iam = (account: string, resource: string) => `arn:${partition}:iam::${account}:${resource}`;
  /** What KMS gives a key that is made without a policy. */
  const defaultPolicy = {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [{ Sid: 'Enable IAM User Permissions', Effect: 'Allow', Principal: { AWS: iam(PROTECTED, 'root') }, Action: 'kms:*', Resource: '*' }],
  };

  /** The key policy after deployment, and the identity policy for the VAULT role, for a key imported or created in the app. */
  function deployed(kind: 'by ARN' | 'by alias' | 'made', second?: VaultRole): { policy: any; vaultRolePolicy: any } {
    const stack = protectedStack(new App(), region);
    const keys = {
      'by ARN': () => kms.Key.fromKeyArn(stack, 'Key', arn),
      'by alias': () => kms.Alias.fromAliasName(stack, 'Key', 'alias/protected'),
      'made': () => new kms.Key(stack, 'Key').addAlias('protected'),
    };
    const given = { keys: [keys[kind]()], vaultAccount: VAULT };
    const access = new ProtectedKeyAccess(stack, 'Access', given);
    if (second) { new ProtectedKeyAccess(stack, 'SecondAccess', { ...given, vaultRole: second }); }
    const vaultRolePolicy = policyOf(access.vaultRoleStatements());
    const [change] = changesOf(stack);
    if (change) {
      const owner = 'KeyPolicyStatements-0123456789abcdef-';
      return { policy: merge(defaultPolicy, { owner, statements: ownedStatements(owner, change.Statements) }), vaultRolePolicy };
    }
    const [{ Properties: { KeyPolicy } }] = Object.values(resourcesOf(stack, 'AWS::KMS::Key'));
    // What CloudFormation makes of the one reference in it, the CDK's own.
    return {
      policy: JSON.parse(JSON.stringify(KeyPolicy), (_name, value) => value?.['Fn::Join'] ? iam(PROTECTED, 'root') : value),
      vaultRolePolicy,
    };
  }

  const key = (policy: any): Key => ({ arn, policy, alias: 'alias/protected' });
  const actors = (vaultRolePolicy: any) => actorsOfProtectedKey({ partition, vault: VAULT, protected: PROTECTED }, vaultRolePolicy);

  test.each(['by ARN', 'by alias', 'made'] as const)('gives the VAULT role access, and nobody else, where the key is %s', async (kind) => {
    const { policy, vaultRolePolicy } = deployed(kind);
    expect(await matrixOf(key(defaultPolicy), actors(vaultRolePolicy))).toEqual(matrixFrom(SOURCE_KEY_BEFORE));
    expect(await matrixOf(key(policy), actors(vaultRolePolicy))).toEqual(matrixFrom(SOURCE_KEY_AFTER));
  });

  test('gives access only to a VAULT role with its path and name, and to no other key by the same IAM policy', async () => {
    const { policy, vaultRolePolicy } = deployed('by ARN');
    const decrypt = { action: 'kms:Decrypt', identityPolicy: vaultRolePolicy };
    const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: iam(VAULT, 'root') }, Action: 'kms:*', Resource: '*' }] };
    expect(await isAllowed(arn, policy, { ...decrypt, principal: iam(VAULT, 'role/other/BackupIAMRole'), identityPolicy: ALL_OF_KMS })).toBe(false);
    expect(await isAllowed(arn, open, { ...decrypt, principal: iam(VAULT, 'role/BackupIAMRole') })).toBe(true);
    expect(await isAllowed(arn.replace(KEY_ID, 'other'), open, { ...decrypt, principal: iam(VAULT, 'role/BackupIAMRole') })).toBe(false);
  });

  test.each(['by ARN', 'made'] as const)('the service-linked role of AWS Backup in VAULT may use the key only where an access of its own names it, %s', async (kind) => {
    const serviceLinkedRole = iam(VAULT, 'role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup');
    const decrypt = { principal: serviceLinkedRole, identityPolicy: ALL_OF_KMS, action: 'kms:Decrypt' };
    const { policy } = deployed(kind);
    expect(await isAllowed(arn, policy, decrypt)).toBe(false);
    const { policy: withBackup } = deployed(kind, VaultRole.fromRoleArn(serviceLinkedRole));
    expect(await isAllowed(arn, withBackup, decrypt)).toBe(true);
    expect(await isAllowed(arn, withBackup, { ...decrypt, principal: iam(VAULT, 'role/BackupIAMRole') })).toBe(true);
  });

  test.each(['PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey', 'RetireGrant', 'CreateAlias', 'TagResource'])(
    'the VAULT role may not call %s, whatever its IAM allows', async (call) => {
      const { policy } = deployed('by ARN');
      const request = { principal: iam(VAULT, 'role/BackupIAMRole'), identityPolicy: ALL_OF_KMS, action: `kms:${call}` };
      expect(await isAllowed(arn, policy, request)).toBe(false);
    },
  );
});
