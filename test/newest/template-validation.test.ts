import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { MANUAL_EXAMPLE } from '../../examples/demo/manual-example';
import { addSample } from '../../examples/demo/sample';
import { VaultReplicaKeys } from '../../src';
import { ALL_OPTIONS, options as keyOptions } from '../fixtures/vault-app';

// Turns what the CDK's own template validation finds into errors. The flag came after the oldest aws-cdk-lib supported.
const context = { '@aws-cdk/core:validateAgainstDefaultRules': true };

test.each([
  ['the manual\'s example', MANUAL_EXAMPLE],
  ['China', { ...MANUAL_EXAMPLE, regions: ['cn-north-1', 'cn-northwest-1'] }],
  ['480 accounts', { ...MANUAL_EXAMPLE, protectedAccounts: Array.from({ length: 480 }, (_, index) => `${400000000000 + index}`) }],
])('template validation finds nothing in %s', (_what, options) => {
  const app = new App({ context });
  addSample(app, options);
  expect(() => app.synth()).not.toThrow();
});

test('template validation finds nothing in keys with all options', () => {
  const app = new App({ context });
  new VaultReplicaKeys(app, 'ReplicaKeys', keyOptions(ALL_OPTIONS));
  expect(() => app.synth()).not.toThrow();
});

test('template validation does look at keys', () => {
  const app = new App({ context });
  new CfnResource(new Stack(app, 'Stack'), 'Key', { type: 'AWS::KMS::Key', properties: { RotationPeriodInDays: 5 } });
  expect(() => app.synth()).toThrow();
});
