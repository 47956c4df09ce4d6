/**
 * What a key administrator may do: the KMS console's list, which the AutoBackup manual repeats.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export const ADMINISTRATION_ACTIONS: readonly string[] = [
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

/** What a key user may do with the key itself. */
export const USE_ACTIONS: readonly string[] = [
  'kms:Encrypt',
  'kms:Decrypt',
  'kms:ReEncrypt*',
  'kms:GenerateDataKey*',
  'kms:DescribeKey',
];

/** What a key user may do with the key of a retired region: read the replicas that there are, and copy them under another key. */
export const USE_OF_RETIRED_ACTIONS: readonly string[] = [
  'kms:Decrypt',
  'kms:ReEncryptFrom',
  'kms:DescribeKey',
];

/** The actions that make the replicas of a key unreadable. */
export const DESTRUCTIVE_ACTIONS: readonly string[] = [
  'kms:ScheduleKeyDeletion',
  'kms:DisableKey',
];

/** What a break-glass principal may do: destroy the key, and undo that. */
export const BREAK_GLASS_ACTIONS: readonly string[] = [
  'kms:DescribeKey',
  'kms:DisableKey',
  'kms:EnableKey',
  'kms:ScheduleKeyDeletion',
  'kms:CancelKeyDeletion',
];

/** What a key user may do so that an AWS service can use the key for it: under `FOR_AWS_RESOURCES` only. */
export const GRANT_ACTIONS: readonly string[] = [
  'kms:CreateGrant',
  'kms:ListGrants',
  'kms:RevokeGrant',
];

/**
 * Only for grants that AWS services request. The condition exists only for `GRANT_ACTIONS`, so these need a
 * statement of their own.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-grant-is-for-aws-resource
 */
export const FOR_AWS_RESOURCES = { Bool: { 'kms:GrantIsForAWSResource': 'true' } };
