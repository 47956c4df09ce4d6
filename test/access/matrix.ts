import { isAllowed } from './evaluate';

/** Somebody who calls KMS. */
export interface Actor {
  readonly name: string;
  readonly arn: string;
  readonly identityPolicy?: any;
}

/** What somebody tries to do: one or more calls under the same circumstances. */
export interface Attempt {
  readonly name: string;
  readonly actions: string[];
  readonly context?: Record<string, string>;
}

/** An identity policy that allows all of KMS. What is denied in spite of it, the key policy keeps out. */
export const ALL_OF_KMS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

/** Everybody that the manual speaks of, and some who should not get in. */
export function actorsOf(partition: string, vaultAccount: string, protectedAccount: string): Actor[] {
  const iam = (account: string, resource: string) => `arn:${partition}:iam::${account}:${resource}`;
  return [
    { name: 'VAULT role', arn: iam(vaultAccount, 'role/BackupIAMRole') },
    { name: 'SourceIAMRole, IAM allows', arn: iam(protectedAccount, 'role/SourceIAMRole'), identityPolicy: ALL_OF_KMS },
    { name: 'SourceIAMRole, no IAM', arn: iam(protectedAccount, 'role/SourceIAMRole') },
    { name: 'key administrator', arn: iam(vaultAccount, 'user/key_administrator@example.com') },
    { name: 'other VAULT role, no IAM', arn: iam(vaultAccount, 'role/Other') },
    { name: 'third account, IAM allows', arn: iam('333333333333', 'role/BackupIAMRole'), identityPolicy: ALL_OF_KMS },
  ];
}

export const ATTEMPTS: Attempt[] = [
  {
    name: 'use',
    actions: [
      'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
      'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:DescribeKey',
    ],
  },
  { name: 'grant, AWS', actions: ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'], context: { 'kms:GrantIsForAWSResource': 'true' } },
  { name: 'grant, else', actions: ['kms:CreateGrant'], context: { 'kms:GrantIsForAWSResource': 'false' } },
  { name: 'administer', actions: ['kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:TagResource'] },
  { name: 'delete', actions: ['kms:ScheduleKeyDeletion', 'kms:DisableKey'] },
];

export type Answer = 'yes' | 'no' | 'partly';

/** Whether the actor may make the calls: all of them, none, or some. */
export async function answer(keyArn: string, keyPolicy: any, actor: Actor, { actions, context }: Attempt): Promise<Answer> {
  const allowed = await Promise.all(actions.map((action) => isAllowed(keyArn, keyPolicy, {
    principal: actor.arn, identityPolicy: actor.identityPolicy, action, context,
  })));
  if (allowed.every((one) => one)) { return 'yes'; }
  return allowed.some((one) => one) ? 'partly' : 'no';
}
