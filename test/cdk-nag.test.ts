import { App, Aspects, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { VaultReplicaKeys } from '../src';
import { options } from './vault-app';

const PACKS = { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R5Checks, PCIDSS321Checks };

function findings(stack: Stack): string[] {
  for (const Pack of Object.values(PACKS)) { Aspects.of(stack.node.root).add(new Pack()); }
  const annotations = Annotations.fromStack(stack);
  return [...annotations.findError('*', Match.anyValue()), ...annotations.findWarning('*', Match.anyValue())]
    .map(({ entry }) => `${entry.data}`);
}

test('no rule of AwsSolutions, HIPAA, NIST 800-53 or PCI DSS finds anything', () => {
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options());
  for (const region of keys.regions) { expect(findings(Stack.of(keys.keyIn(region)))).toEqual([]); }
});

test('the rules do look at keys', () => {
  const stack = new Stack(new App(), 'Stack');
  new kms.Key(stack, 'Key', { enableKeyRotation: false });
  expect(findings(stack).join()).toMatch(/AwsSolutions-KMS5.*/);
});
