/** What every side makes: the keys of one VAULT account. */
export interface BenchCase {
  readonly regions: string[];
  readonly protectedAccounts: string[];
}

export const VAULT_ACCOUNT = '111122223333';
export const STACK_NAME_PREFIX = 'bench-keys';
export const ALIAS = 'alias/very_secret_key';
export const ROLE_NAME = 'BackupIAMRole';
export const ADMINISTRATOR_ARN = `arn:aws:iam::${VAULT_ACCOUNT}:role/KeyAdministrator`;

/** What the policies that do without the library allow, written out by whoever writes them. */
export const ADMINISTRATION_ACTIONS = [
  'kms:Create*',
  'kms:Describe*',
  'kms:Enable*',
  'kms:List*',
  'kms:Put*',
  'kms:Update*',
  'kms:Revoke*',
  'kms:Disable*',
  'kms:Get*',
  'kms:Delete*',
  'kms:TagResource',
  'kms:UntagResource',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
];
export const USE_ACTIONS = ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'];
export const GRANT_ACTIONS = ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'];
