import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { isAllowed } from './evaluate';
import { REPLICA_KEY_MATRIX } from './manual-matrix';
import { actorsOfVaultKey, ALL_OF_KMS, matrixFrom, matrixOf, policyOf } from './matrix';
import { VaultReplicaKeys } from '../../src';

const VAULT = '111111111111';
const PROTECTED = '222222222222';

const REGIONS: Array<[string, string]> = [
  ['aws', 'eu-west-1'], ['aws', 'eu-central-1'], ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'], ['aws-cn', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1'], ['aws-us-gov', 'us-gov-east-1'],
];

const ALIASED = { 'kms:ResourceAliases': ['alias/very_secret_key'] };

describe.each(REGIONS)('in %s, the key of %s', (partition, region) => {
  const keyArn = `arn:${partition}:kms:${region}:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const arn = (account: string, resource: string) => `arn:${partition}:iam::${account}:${resource}`;
  const vaultRole = { principal: arn(VAULT, 'role/BackupIAMRole') };
  const sourceRole = { principal: arn(PROTECTED, 'role/SourceIAMRole'), identityPolicy: ALL_OF_KMS };
  let policy: any;
  let protectedRolePolicy: any;

  beforeAll(() => {
    const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', {
      alias: 'very_secret_key',
      regions: REGIONS.filter(([other]) => other === partition).map(([, name]) => name),
      vaultAccount: VAULT,
      protectedAccounts: [PROTECTED],
      administrators: [new iam.ArnPrincipal(arn(VAULT, 'user/key_administrator@example.com'))],
    });
    policy = keys.keyIn(region).renderKeyPolicy();
    protectedRolePolicy = policyOf(keys.protectedRoleStatements());
  });

  test('gives access to those to whom the manual gives it, and to nobody else', async () => {
    const actors = actorsOfVaultKey({ partition, vault: VAULT, protected: PROTECTED }, protectedRolePolicy);
    expect(await matrixOf({ arn: keyArn, policy, alias: 'alias/very_secret_key' }, actors)).toEqual(matrixFrom(REPLICA_KEY_MATRIX));
  });

  describe.each([
    // What the services call on the key of a copy.
    ['source unencrypted, encrypted on replication', ['GenerateDataKeyWithoutPlaintext', 'Encrypt', 'Decrypt', 'DescribeKey']],
    ['source under a PROTECTED key, re-encrypted', ['ReEncryptTo', 'ReEncryptFrom', 'GenerateDataKeyWithoutPlaintext', 'Decrypt', 'DescribeKey']],
    ['source under a VAULT key already', ['Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey']],
  ])('%s', (_case, calls) => {
    // SourceIAMRole with the very policy that the library gives for it.
    const callers = () => [vaultRole, { principal: sourceRole.principal, identityPolicy: protectedRolePolicy }];

    test.each(calls)('VAULT role and PROTECTED account may call %s', async (call) => {
      for (const who of callers()) {
        expect(await isAllowed(keyArn, policy, { ...who, action: `kms:${call}`, context: ALIASED })).toBe(true);
      }
    });

    test('both may create grants for AWS services, and no others', async () => {
      for (const who of callers()) {
        const createGrant = { ...who, action: 'kms:CreateGrant' };
        expect(await isAllowed(keyArn, policy, { ...createGrant, context: { ...ALIASED, 'kms:GrantIsForAWSResource': 'true' } })).toBe(true);
        expect(await isAllowed(keyArn, policy, { ...createGrant, context: { ...ALIASED, 'kms:GrantIsForAWSResource': 'false' } })).toBe(false);
        expect(await isAllowed(keyArn, policy, { ...createGrant, context: ALIASED })).toBe(false);
      }
    });
  });

  test.each<[string, (arn: string) => string, Record<string, string[]>]>([
    ['under another alias', (key) => key, { 'kms:ResourceAliases': ['alias/other'] }],
    ['without an alias', (key) => key, {}],
    ['of a region that is not listed', (key) => key.replace(region, 'ap-south-2'), ALIASED],
    ['of another account', (key) => key.replace(VAULT, '333333333333'), ALIASED],
  ])('the policy for SourceIAMRole lets it use no key %s', async (_which, other, context) => {
    // A key whose policy allows PROTECTED everything, so that only the identity policy decides.
    const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: arn(PROTECTED, 'root') }, Action: 'kms:*', Resource: '*' }] };
    const request = { principal: sourceRole.principal, identityPolicy: protectedRolePolicy, action: 'kms:Decrypt' };
    expect(await isAllowed(keyArn, open, { ...request, context: ALIASED })).toBe(true);
    expect(await isAllowed(other(keyArn), open, { ...request, context })).toBe(false);
  });

  test.each(['PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey', 'RetireGrant', 'UpdateAlias', 'CreateAlias', 'TagResource'])(
    'a PROTECTED account may not call %s, whatever its IAM allows', async (call) => {
      expect(await isAllowed(keyArn, policy, { ...sourceRole, action: `kms:${call}` })).toBe(false);
    },
  );

  test('a session of the VAULT role has the access of the role', async () => {
    const principal = `arn:${partition}:sts::${VAULT}:assumed-role/BackupIAMRole/AutoBackup`;
    expect(await isAllowed(keyArn, policy, { principal, action: 'kms:Decrypt' })).toBe(true);
  });

  test('a role that only ends like the VAULT role is not', async () => {
    const principal = arn(VAULT, 'role/other/BackupIAMRole');
    expect(await isAllowed(keyArn, policy, { principal, action: 'kms:Decrypt' })).toBe(false);
  });

  test('the VAULT account keeps the right to change the policy, which the lockout check asks for', async () => {
    const principal = arn(VAULT, 'role/Deployment');
    expect(await isAllowed(keyArn, policy, { principal, identityPolicy: ALL_OF_KMS, action: 'kms:PutKeyPolicy' })).toBe(true);
  });
});
