import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ACCOUNT, ALIAS_NAME, KEY_ARN, REGION } from './event-document';
import { filledIn } from './filled-in';
import { VaultReplicaKey } from '../../src';
import { PROTECTED } from '../fixtures/vault-app';

/** The patterns of a template, as CloudFormation fills them in and EventBridge reads them. */
export function patternsIn(template: any): string[] {
  const rules = Object.values<any>(template.Resources).filter(({ Type }) => Type === 'AWS::Events::Rule');
  const values = { account: ACCOUNT, region: REGION, keyArn: KEY_ARN };
  return rules.map(({ Properties: { EventPattern } }) => JSON.stringify(filledIn(EventPattern, values)));
}

/** The patterns of the key and the alias that the documents are about. */
export function deployedPatterns(alias = ALIAS_NAME): { 'key change': string; 'failed copy': string } {
  const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
  const key = new VaultReplicaKey(stack, 'ReplicaKey', { alias, protectedAccounts: [PROTECTED] });
  key.onCloudTrailKeyChange('KeyChange');
  key.onReplicaCopyFailed('FailedCopy');
  const [keyChange, failedCopy] = patternsIn(Template.fromStack(stack).toJSON());
  return { 'key change': keyChange, 'failed copy': failedCopy };
}
