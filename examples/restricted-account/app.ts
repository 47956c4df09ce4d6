// For accounts that restrict what an app may create: each role needs a path and a permissions boundary, and each function a VPC.
// An Aspect sets them on the function that changes the policies of imported keys. The library adds the permissions for the VPC.
import { App, Aspects, Stack, type IAspect } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { ProtectedKeyAccess, VaultReplicaKeys } from 'cdk-vault-replica-keys';

class AccountRules implements IAspect {
  public visit(node: IConstruct): void {
    if (node instanceof iam.CfnRole) {
      node.path = '/backup/';
      node.permissionsBoundary = 'arn:aws:iam::222222222222:policy/AppBoundary';
    }
    if (node instanceof lambda.CfnFunction) {
      node.vpcConfig = { subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'], securityGroupIds: ['sg-0123456789abcdef0'] };
    }
  }
}

const app = new App();
const vaultAccount = '111111111111';
const protectedAccount = '222222222222';

new VaultReplicaKeys(app, 'ReplicaKeys', {
  alias: 'very_secret_key',
  regions: ['eu-west-1'],
  vaultAccount,
  protectedAccounts: [protectedAccount],
});

const source = new Stack(app, 'ProtectedKeys', { env: { account: protectedAccount, region: 'eu-west-1' } });
new ProtectedKeyAccess(source, 'VaultAccess', {
  keys: [kms.Alias.fromAliasName(source, 'Databases', 'alias/databases')],
  vaultAccount,
});
Aspects.of(source).add(new AccountRules());
