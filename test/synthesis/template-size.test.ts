import { statSync } from 'node:fs';
import { Annotations, App, BootstraplessSynthesizer, DefaultStackSynthesizer, Stack, type IStackSynthesizer } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { AccountMatching, ProtectedKeyAccess, VaultReplicaKey } from '../../src';
import { KEY_ARN, KEY_ID } from '../fixtures/protected-app';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

const ID = 'cdk-vault-replica-keys:templateNeedsBucket';
const stackWith = (synthesizer: IStackSynthesizer, account = PROTECTED) => new Stack(new App(), 'Stack', { env: { account, region: 'eu-west-1' }, synthesizer });

function giveAccess(stack: Stack, count: number): ProtectedKeyAccess {
  const keys = Array.from({ length: count }, (_, index) => kms.Key.fromKeyArn(stack, `Key${index}`, KEY_ARN.replace(KEY_ID, KEY_ID.replace('1234', `${1000 + index}`))));
  return new ProtectedKeyAccess(stack, 'Access', { keys, vaultAccount: VAULT });
}

function synthesised(stack: Stack): { bytes: number; warnings: string[] } {
  const [{ templateFullPath, messages }] = (stack.node.root as App).synth().stacks;
  return { bytes: statSync(templateFullPath).size, warnings: messages.map(({ entry }) => `${entry.data}`) };
}

const warning = (bytes: number) => `template of stack "Stack" has ${bytes} bytes, but the limit without a bucket is 51200, and the synthesizer of the stack has none; `
  + `use a synthesizer with a bucket, such as DefaultStackSynthesizer, or split the stack [ack: ${ID}]`;

test('a template for 15 keys needs no bucket', () => {
  const stack = stackWith(new BootstraplessSynthesizer());
  giveAccess(stack, 15);
  const { bytes, warnings } = synthesised(stack);
  expect(bytes).toBeLessThanOrEqual(51_200);
  expect(warnings).toEqual([]);
});

test('a template for more keys than fit brings a warning, once, where the stack has no bucket', () => {
  const stack = stackWith(new BootstraplessSynthesizer());
  giveAccess(stack, 20);
  new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'a', protectedAccounts: ['333333333333'] });
  const { bytes, warnings } = synthesised(stack);
  expect(bytes).toBeGreaterThan(51_200);
  expect(warnings).toEqual([warning(bytes)]);
});

test.each([[51_200, []], [51_201, [warning(51_201)]]])('a template of %d bytes brings the warnings %j', (size, expected) => {
  const padded = (length: number) => {
    const stack = stackWith(new BootstraplessSynthesizer());
    giveAccess(stack, 1);
    stack.templateOptions.metadata = { padding: 'x'.repeat(length) };
    return synthesised(stack);
  };
  expect(padded(size - padded(0).bytes)).toEqual({ bytes: size, warnings: expected });
});

test('it brings none where the stack has one', () => {
  const stack = stackWith(new DefaultStackSynthesizer());
  giveAccess(stack, 20);
  const { bytes, warnings } = synthesised(stack);
  expect(bytes).toBeGreaterThan(51_200);
  expect(warnings).toEqual([]);
});

test('a replica key for many accounts brings one, too', () => {
  const stack = stackWith(new BootstraplessSynthesizer(), VAULT);
  const key = new VaultReplicaKey(stack, 'ReplicaKey', {
    alias: 'a',
    protectedAccounts: Array.from({ length: 1000 }, (_, index) => `${400000000000 + index}`),
    accountMatching: AccountMatching.CALLER_ACCOUNT,
  });
  Annotations.of(key).acknowledgeWarning('cdk-vault-replica-keys:manyProtectedAccounts');
  Annotations.of(key).acknowledgeWarning('cdk-vault-replica-keys:policyNearLimit');
  const { bytes, warnings } = synthesised(stack);
  expect(warnings).toEqual([warning(bytes)]);
});

test('it can be acknowledged on the stack', () => {
  const stack = stackWith(new BootstraplessSynthesizer());
  giveAccess(stack, 20);
  Annotations.of(stack).acknowledgeWarning(ID);
  expect(synthesised(stack).warnings).toEqual([]);
});
