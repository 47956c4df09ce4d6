import { expectationByHand, type ByHandOptions } from '../../../src/check/assembly/by-hand';
import { UsageError } from '../../../src/check/usage-error';
import { KEY_ARN, VAULT_ROLE } from '../../fixtures/protected-app';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';

const GIVEN: ByHandOptions = { alias: 'very_secret_key', vaultAccount: VAULT, protectedAccounts: [PROTECTED], regions: ['eu-west-1', 'eu-central-1'] };

test('keys by hand are what the command line says, with the manual\'s VAULT role', () => {
  expect(expectationByHand(GIVEN)).toEqual({
    replicaKeys: [{
      alias: 'alias/very_secret_key',
      partition: 'aws',
      vaultAccount: VAULT,
      vaultRole: { arn: VAULT_ROLE, lateBound: false },
      protectedAccounts: [PROTECTED],
      services: [],
      keys: [{ region: 'eu-west-1', retired: false }, { region: 'eu-central-1', retired: false }],
    }],
    sourceKeys: [],
  });
});

test('source keys by hand need the two statements of the manual for the VAULT role', () => {
  const alias = `arn:aws:kms:us-east-1:${PROTECTED}:alias/databases`;
  const { sourceKeys } = expectationByHand({ ...GIVEN, sourceKeys: [KEY_ARN, alias, KEY_ARN] });
  expect(sourceKeys).toEqual([['eu-west-1', KEY_ARN], ['us-east-1', alias]].map(([region, arn]) => ({
    account: PROTECTED,
    region,
    arn,
    vaultAccount: VAULT,
    vaultRole: { arn: VAULT_ROLE, lateBound: false },
    by: 'hand',
    statements: [
      {
        Sid: 'Allow use of the key',
        Effect: 'Allow',
        Principal: { AWS: VAULT_ROLE },
        Resource: '*',
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
      },
      {
        Sid: 'Allow attachment of persistent resources',
        Effect: 'Allow',
        Principal: { AWS: VAULT_ROLE },
        Resource: '*',
        Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  })));
});

test.each([
  ['Copier', `arn:aws:iam::${VAULT}:role/Copier`],
  [`arn:aws:iam::${VAULT}:role/service-role/Copier`, `arn:aws:iam::${VAULT}:role/service-role/Copier`],
])('the VAULT role %s is %s', (vaultRole, arn) => {
  expect(expectationByHand({ ...GIVEN, vaultRole }).replicaKeys[0].vaultRole).toEqual({ arn, lateBound: false });
});

test('the partition follows from the Regions', () => {
  const [set] = expectationByHand({ ...GIVEN, regions: ['cn-north-1'] }).replicaKeys;
  expect([set.partition, set.vaultRole.arn]).toEqual(['aws-cn', `arn:aws-cn:iam::${VAULT}:role/BackupIAMRole`]);
});

test('accounts and Regions count once, and the alias may have its prefix', () => {
  const [set] = expectationByHand({ ...GIVEN, alias: 'alias/x', protectedAccounts: [PROTECTED, PROTECTED], regions: ['eu-west-1', 'eu-west-1'] }).replicaKeys;
  expect([set.alias, set.protectedAccounts, set.keys.length]).toEqual(['alias/x', [PROTECTED], 1]);
});

test.each<[string, Partial<ByHandOptions>, string]>([
  ['no alias', { alias: undefined }, 'option "--alias" is missing, but keys that were created by hand need it; write "--alias very_secret_key"'],
  ['no VAULT account', { vaultAccount: undefined }, 'option "--vault-account" is missing, but keys that were created by hand need it; write "--vault-account 111111111111"'],
  ['no PROTECTED account', { protectedAccounts: [] }, 'option "--protected-account" is missing, but keys that were created by hand need it; write "--protected-account 222222222222"'],
  ['no Region', { regions: [] }, 'option "--regions" is missing, but keys that were created by hand need it; write "--regions eu-west-1,eu-central-1"'],
  ['a reserved alias', { alias: 'aws/ebs' }, 'alias "aws/ebs" is reserved for AWS managed keys; choose a name that does not start with "aws/"'],
  ['an alias that KMS does not allow', { alias: 'my key' }, 'alias "my key" contains characters that KMS does not allow; use ASCII letters, digits and "/_-"'],
  ['an account with hyphens', { vaultAccount: '1111-1111-1111' }, 'VAULT account "1111-1111-1111" is not an account id, which has exactly 12 digits; write "111111111111"'],
  ['the ARN of an account', { protectedAccounts: [`arn:aws:iam::${PROTECTED}:root`] }, `PROTECTED account "arn:aws:iam::${PROTECTED}:root" is not an account id, which has exactly 12 digits; write "${PROTECTED}"`],
  ['an account that lacks a digit', { protectedAccounts: [PROTECTED, '33333333333'] }, 'PROTECTED account "33333333333" is not an account id, which has exactly 12 digits; write all its digits, such as "111122223333"'],
  ['one account twice over', { protectedAccounts: [VAULT] }, `account "${VAULT}" is both the VAULT account and a PROTECTED account; specify the accounts whose snapshots are copied by "--protected-account"`],
  ['a Region that is none', { regions: ['eu-west1'] }, 'region "eu-west1" is not the code of a Region; write "eu-west-1"'],
  ['Regions of two partitions', { regions: ['eu-west-1', 'cn-north-1'] }, 'region "cn-north-1" is in the partition "aws-cn" and "eu-west-1" in "aws", and no account reaches across partitions; run the command once for each partition'],
  ['a role with a path by its name', { vaultRole: 'x/Copier' }, `VAULT role "x/Copier" is neither the name nor the ARN of a role; write it as "BackupIAMRole", or as "arn:aws:iam::${VAULT}:role/path/BackupIAMRole" where it has a path`],
  ['a session in place of the role', { vaultRole: `arn:aws:sts::${VAULT}:assumed-role/Copier/x` }, `VAULT role "arn:aws:sts::${VAULT}:assumed-role/Copier/x" is neither the name nor the ARN of a role; write it as "BackupIAMRole", or as "arn:aws:iam::${VAULT}:role/path/BackupIAMRole" where it has a path`],
  ['a pattern in place of the role', { vaultRole: `arn:aws:iam::${VAULT}:role/*` }, `VAULT role "arn:aws:iam::${VAULT}:role/*" does not end in the name of a role, which has 1 to 64 ASCII letters, digits and characters of "_+=,.@-"; write its ARN as IAM shows it`],
  ['a role of another account', { vaultRole: `arn:aws:iam::${PROTECTED}:role/x/Copier` }, `VAULT role "arn:aws:iam::${PROTECTED}:role/x/Copier" is not in the VAULT account; write the ARN of a role of that account, "arn:aws:iam::${VAULT}:role/x/Copier"`],
  ['a role of another partition', { vaultRole: `arn:aws-cn:iam::${VAULT}:role/Copier` }, `VAULT role "arn:aws-cn:iam::${VAULT}:role/Copier" is not in the VAULT account; write the ARN of a role of that account, "arn:aws:iam::${VAULT}:role/Copier"`],
  ['a source key by its id', { sourceKeys: ['1234abcd'] }, `source key "1234abcd" is not the ARN of a key or of its alias; write it as "arn:aws:kms:REGION:${PROTECTED}:key/1234abcd-12ab-34cd-56ef-1234567890ab"`],
  ['a source key in a Region that is none', { sourceKeys: [KEY_ARN.replace('eu-west-1', 'eu-west1')] }, 'region "eu-west1" is not the code of a Region; write "eu-west-1"'],
  ['a source key of another partition', { sourceKeys: [KEY_ARN.replace('aws', 'aws-cn').replace('eu-west-1', 'cn-north-1')] }, `source key "arn:aws-cn:kms:cn-north-1:${PROTECTED}:key/1234abcd-12ab-34cd-56ef-1234567890ab" is not in the partition "aws" of the Regions, and no account reaches across partitions; specify keys of "aws"`],
  ['a source key whose Region is of another partition', { sourceKeys: [KEY_ARN.replace('eu-west-1', 'cn-north-1')] }, `source key "arn:aws:kms:cn-north-1:${PROTECTED}:key/1234abcd-12ab-34cd-56ef-1234567890ab" is not in the partition "aws" of the Regions, and no account reaches across partitions; specify keys of "aws"`],
  ['a source key of another account', { sourceKeys: [KEY_ARN.replace(PROTECTED, '333333333333')] }, `source key "arn:aws:kms:eu-west-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab" is in account 333333333333, which is not a PROTECTED account; add "--protected-account 333333333333", or specify keys of ${PROTECTED}`],
])('%s is refused', (_what, options, sentence) => {
  let error: unknown;
  try { expectationByHand({ ...GIVEN, ...options }); } catch (caught) { error = caught; }
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toBe(sentence);
});
