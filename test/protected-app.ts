import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PROTECTED, VAULT } from './vault-app';

export const KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
export const KEY_ARN = `arn:aws:kms:eu-west-1:${PROTECTED}:key/${KEY_ID}`;
export const VAULT_ROLE = `arn:aws:iam::${VAULT}:role/BackupIAMRole`;

/** A stack of the PROTECTED account. */
export function protectedStack(app = new App(), region = 'eu-west-1', id = 'Protected'): Stack {
  return new Stack(app, id, { env: { account: PROTECTED, region }, synthesizer: new BootstraplessSynthesizer() });
}

/** A statement that KMS takes; a test names only what it is about. */
export function keyStatement(props: iam.PolicyStatementProps = {}): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'Mine', actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ArnPrincipal(VAULT_ROLE)], ...props,
  });
}

/** The resources of a type, by their logical ids. */
export function resourcesOf(stack: Stack, type: string): Record<string, any> {
  return Template.fromStack(stack).findResources(type);
}

/** The custom resources' properties without those that concern the function. */
export function changesOf(stack: Stack): Array<{ Key: any; Statements: any[] }> {
  return Object.values(resourcesOf(stack, 'Custom::KeyPolicyStatements'))
    .map(({ Properties: { Key, Statements } }) => ({ Key, Statements }));
}
