import { CfnDeletionPolicy, CfnOutput, Stack, type App } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  ADMINISTRATION_ACTIONS, ADMINISTRATOR_ARN, ALIAS, GRANT_ACTIONS, ROLE_NAME, STACK_NAME_PREFIX, USE_ACTIONS, VAULT_ACCOUNT, type BenchCase,
} from './bench-case';

/**
 * The same keys for the least time that the CDK needs: L1 constructs, and one policy of plain JSON for all Regions. Nothing is checked, and nobody
 * can add to the policy.
 */
export function floor(app: App, { regions, protectedAccounts }: BenchCase): void {
  const policy = keyPolicy(protectedAccounts);
  for (const region of regions) {
    const stack = new Stack(app, region, {
      stackName: `${STACK_NAME_PREFIX}-${region}`,
      description: `AutoBackup replica key ${ALIAS}`,
      env: { account: VAULT_ACCOUNT, region },
    });
    const key = new kms.CfnKey(stack, 'Key', { description: 'AutoBackup replica key', enableKeyRotation: true, keyPolicy: policy });
    key.cfnOptions.deletionPolicy = CfnDeletionPolicy.RETAIN;
    key.cfnOptions.updateReplacePolicy = CfnDeletionPolicy.RETAIN;
    new kms.CfnAlias(stack, 'Alias', { aliasName: ALIAS, targetKeyId: key.attrArn });
    new CfnOutput(stack, 'KeyArn', { value: key.attrArn });
    new CfnOutput(stack, 'KeyAlias', { value: ALIAS });
  }
}

function keyPolicy(protectedAccounts: string[]): object {
  const users = [
    `arn:aws:iam::${VAULT_ACCOUNT}:role/${ROLE_NAME}`,
    ...protectedAccounts.map((account) => `arn:aws:iam::${account}:root`),
  ];
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${VAULT_ACCOUNT}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
      {
        Sid: 'Allow access for Key Administrators',
        Effect: 'Allow',
        Principal: { AWS: ADMINISTRATOR_ARN },
        Action: ADMINISTRATION_ACTIONS,
        Resource: '*',
      },
      {
        Sid: 'Allow use of the key',
        Effect: 'Allow',
        Principal: { AWS: users },
        Action: USE_ACTIONS,
        Resource: '*',
      },
      {
        Sid: 'Allow attachment of persistent resources',
        Effect: 'Allow',
        Principal: { AWS: users },
        Action: GRANT_ACTIONS,
        Resource: '*',
        Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ],
  };
}
