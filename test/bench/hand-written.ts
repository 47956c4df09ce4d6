import { CfnOutput, RemovalPolicy, Stack, type App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import {
  ADMINISTRATION_ACTIONS, ADMINISTRATOR_ARN, ALIAS, GRANT_ACTIONS, ROLE_NAME, STACK_NAME_PREFIX, USE_ACTIONS, VAULT_ACCOUNT, type BenchCase,
} from './bench-case';

/** The keys as an app without this library would write them. */
export function handWritten(app: App, { regions, protectedAccounts }: BenchCase): void {
  // Made once and not for each region, as one who minds the time would.
  const users = [
    new iam.ArnPrincipal(`arn:aws:iam::${VAULT_ACCOUNT}:role/${ROLE_NAME}`),
    ...protectedAccounts.map((account) => new iam.AccountPrincipal(account)),
  ];
  for (const region of regions) {
    const stack = new Stack(app, region, {
      stackName: `${STACK_NAME_PREFIX}-${region}`,
      description: `AutoBackup replica key ${ALIAS}`,
      env: { account: VAULT_ACCOUNT, region },
    });
    const key = new kms.Key(stack, 'Key', {
      description: 'AutoBackup replica key',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
      policy: keyPolicy(users),
    });
    new kms.Alias(stack, 'Alias', { aliasName: ALIAS, targetKey: key });
    new CfnOutput(stack, 'KeyArn', { value: key.keyArn });
    new CfnOutput(stack, 'KeyAlias', { value: ALIAS });
  }
}

function keyPolicy(users: iam.IPrincipal[]): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [
      new iam.PolicyStatement({
        sid: 'Enable IAM User Permissions',
        principals: [new iam.AccountRootPrincipal()],
        actions: ['kms:*'],
        resources: ['*'],
      }),
      new iam.PolicyStatement({
        sid: 'Allow access for Key Administrators',
        principals: [new iam.ArnPrincipal(ADMINISTRATOR_ARN)],
        actions: ADMINISTRATION_ACTIONS,
        resources: ['*'],
      }),
      new iam.PolicyStatement({
        sid: 'Allow use of the key',
        principals: users,
        actions: USE_ACTIONS,
        resources: ['*'],
      }),
      new iam.PolicyStatement({
        sid: 'Allow attachment of persistent resources',
        principals: users,
        actions: GRANT_ACTIONS,
        resources: ['*'],
        conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      }),
    ],
  });
}
