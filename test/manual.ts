/**
 * The example key policy of the AutoBackup manual, section "Allowing KMS keys to be used by IAM roles": its text, with
 * the placeholders filled in.
 */
export function manualKeyPolicy(ids: { vaultAccount: string; vaultRole: string; protectedAccount: string }, partition = 'aws'): any {
  const users = [
    `arn:${partition}:iam::${ids.vaultAccount}:role/${ids.vaultRole}`,
    `arn:${partition}:iam::${ids.protectedAccount}:root`,
  ];
  return {
    Version: '2012-10-17',
    Id: 'example-key-policy',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${ids.vaultAccount}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Allow access for Key Administrators',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${ids.vaultAccount}:user/key_administrator@example.com` },
        Action: [
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
        ],
        Resource: '*',
      },
      {
        Sid: 'Allow use of the key',
        Effect: 'Allow',
        Principal: { AWS: users },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        Resource: '*',
      },
      {
        Sid: 'Allow attachment of persistent resources',
        Effect: 'Allow',
        Principal: { AWS: users },
        Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'],
        Resource: '*',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  };
}
