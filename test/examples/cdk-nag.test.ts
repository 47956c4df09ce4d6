import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { ProtectedKeyAccess, VaultReplicaKeys } from '../../src';
import { KEY_ARN, protectedStack } from '../fixtures/protected-app';
import { ALL_OPTIONS, options, VAULT } from '../fixtures/vault-app';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

function findings(stack: Stack): string[] {
  for (const Pack of Object.values(PACKS)) { Aspects.of(stack.node.root).add(new Pack()); }
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())]
    .map(({ entry }) => `${entry.data}`);
}

test.each([['the manual\'s', {}], ['all', ALL_OPTIONS]])('no rule of AwsSolutions, HIPAA, NIST 800-53 or PCI DSS finds anything in replica keys with %s options', (_which, overrides) => {
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options(overrides));
  for (const region of [...keys.regions, ...keys.retiredRegions]) { expect(findings(Stack.of(keys.keyIn(region)))).toEqual([]); }
});

test('what they find around the role that sends events is that its policy is its own, which goes with it', () => {
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
  const eventBusArn = `arn:aws:events:us-east-1:${VAULT}:event-bus/key-alarms`;
  keys.onCloudTrailKeyChange('KeyChange', { eventBusArn });
  keys.onReplicaCopyFailed('CopyFailed', { eventBusArn });
  for (const region of keys.regions) { expect(new Set(findings(keys.stackIn(region)).map(ruleOf))).toEqual(new Set(['IAMNoInlinePolicy'])); }
});

/** What the rules find around the function that changes key policies, and why it is as it is. */
const ANSWERS: Record<string, string> = {
  'AwsSolutions-IAM5': 'the ARN of a key known only by its alias is that of all keys in the account and Region, and a condition limits it to keys with the alias',
  'IAMNoInlinePolicy': 'each key has its own policy, which is removed with it; the limit is ten managed policies a role, or twenty on request',
  'CloudWatchLogGroupEncrypted': 'the log contains ARNs and statements and no secrets, and is encrypted by CloudWatch Logs itself',
  'LambdaConcurrency': 'reserved concurrency reduces what the account has, and CloudFormation or a rule rarely calls the function',
  'LambdaDLQ': 'CloudFormation is told of every failure, and shows it in the events of the stack; the restoring function sends its own event',
  'LambdaInsideVPC': 'the functions call only a few AWS services; not every account has a VPC that reaches them',
  'AwsSolutions-L1': 'Node.js 24 is Lambda\'s newest; the rule knows only the runtimes of the installed CDK',
};
const ruleOf = (finding: string) => /^(?:HIPAA\.Security|NIST\.800\.53\.R5|PCI\.DSS\.321)?-?([\w-]+)/.exec(finding)![1];

test.each([false, true])('what they find around the functions that change key policies is answered, with restoreStatements %s', (restoreStatements) => {
  const stack = protectedStack();
  new ProtectedKeyAccess(stack, 'Access', {
    keys: [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup')],
    vaultAccount: VAULT,
    restoreStatements,
  });
  const found = new Set(findings(stack).map(ruleOf));
  expect([...found].filter((rule) => !(rule in ANSWERS))).toEqual([]);
  // An answer to what nobody asks is taken out again; the newest CDK knows Node.js 24.
  expect(Object.keys(ANSWERS).filter((rule) => !found.has(rule) && rule !== 'AwsSolutions-L1')).toEqual([]);
});

test('the rules do look at keys', () => {
  const stack = new Stack(new App(), 'Stack');
  new kms.Key(stack, 'Key', { enableKeyRotation: false });
  expect(findings(stack).join()).toMatch(/AwsSolutions-KMS5.*/);
});
