import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { isAllowed } from './evaluate';
import { actorsOf, ALL_OF_KMS, answer, ATTEMPTS } from './matrix';
import { VaultReplicaKeys } from '../../src';

const VAULT = '111111111111';
const PROTECTED = '222222222222';

const REGIONS: Array<[string, string]> = [
  ['aws', 'eu-west-1'], ['aws', 'eu-central-1'], ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'], ['aws-cn', 'cn-northwest-1'],
  ['aws-us-gov', 'us-gov-west-1'], ['aws-us-gov', 'us-gov-east-1'],
];

const EXPECTED = `
                            use     grant, AWS  grant, else  administer  delete
VAULT role                  yes     yes         no           no          no
SourceIAMRole, IAM allows   yes     yes         no           no          no
SourceIAMRole, no IAM       no      no          no           no          no
key administrator           partly  yes         yes          yes         yes
other VAULT role, no IAM    no      no          no           no          no
third account, IAM allows   no      no          no           no          no
`;

describe.each(REGIONS)('in %s, the key of %s', (partition, region) => {
  const keyArn = `arn:${partition}:kms:${region}:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const arn = (account: string, resource: string) => `arn:${partition}:iam::${account}:${resource}`;
  const vaultRole = { principal: arn(VAULT, 'role/BackupIAMRole') };
  const sourceRole = { principal: arn(PROTECTED, 'role/SourceIAMRole'), identityPolicy: ALL_OF_KMS };
  let policy: any;

  beforeAll(() => {
    policy = new VaultReplicaKeys(new App(), 'ReplicaKeys', {
      alias: 'very_secret_key',
      regions: REGIONS.filter(([its]) => its === partition).map(([, name]) => name),
      vaultAccount: VAULT,
      protectedAccounts: [PROTECTED],
      administrators: [new iam.ArnPrincipal(arn(VAULT, 'user/key_administrator@example.com'))],
    }).keyIn(region).renderKeyPolicy();
  });

  test('lets in whom the manual lets in, and nobody else', async () => {
    const rows = await Promise.all(actorsOf(partition, VAULT, PROTECTED).map(async (actor) => [
      actor.name, ...await Promise.all(ATTEMPTS.map((attempt) => answer(keyArn, policy, actor, attempt))),
    ]));
    const expected = EXPECTED.trim().split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect([ATTEMPTS.map(({ name }) => name), ...rows]).toEqual(expected);
  });

  describe.each([
    // What each service calls: aws-facts, "Per service".
    ['source unencrypted, encrypted on replication', ['GenerateDataKeyWithoutPlaintext', 'Encrypt', 'Decrypt', 'DescribeKey']],
    ['source under a PROTECTED key, re-encrypted', ['ReEncryptTo', 'ReEncryptFrom', 'GenerateDataKeyWithoutPlaintext', 'Decrypt', 'DescribeKey']],
    ['source under a VAULT key already', ['Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey']],
  ])('%s', (_case, calls) => {
    test.each(calls)('VAULT role and PROTECTED account may call %s', async (call) => {
      const action = `kms:${call}`;
      expect(await isAllowed(keyArn, policy, { ...vaultRole, action })).toBe(true);
      expect(await isAllowed(keyArn, policy, { ...sourceRole, action })).toBe(true);
    });

    test('both may create grants for AWS services, and no others', async () => {
      for (const who of [vaultRole, sourceRole]) {
        const createGrant = { ...who, action: 'kms:CreateGrant' };
        expect(await isAllowed(keyArn, policy, { ...createGrant, context: { 'kms:GrantIsForAWSResource': 'true' } })).toBe(true);
        expect(await isAllowed(keyArn, policy, { ...createGrant, context: { 'kms:GrantIsForAWSResource': 'false' } })).toBe(false);
        expect(await isAllowed(keyArn, policy, createGrant)).toBe(false);
      }
    });
  });

  test.each(['PutKeyPolicy', 'ScheduleKeyDeletion', 'DisableKey', 'RetireGrant', 'UpdateAlias', 'CreateAlias', 'TagResource'])(
    'a PROTECTED account may not call %s, whatever its IAM allows', async (call) => {
      expect(await isAllowed(keyArn, policy, { ...sourceRole, action: `kms:${call}` })).toBe(false);
    },
  );

  test('a session of the VAULT role is let in as the role is', async () => {
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
