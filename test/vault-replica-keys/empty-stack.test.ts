import { Annotations, App, CfnResource, Stack, Stage, type AppProps } from 'aws-cdk-lib';
import { VaultReplicaKeys } from '../../src';
import { synthesisErrorOf } from '../fixtures/error-of';
import { options } from '../fixtures/vault-app';

const SENTENCE = 'stack "ConsumerStack" around "ConsumerStack/ReplicaKeys" has no resources of its own, because each Region has a separate stack; '
  + 'put "ReplicaKeys" in the App or a Stage, and remove stack "ConsumerStack"';
const WARNING = `${SENTENCE} [ack: cdk-vault-replica-keys:emptyStack]`;
const VALIDATED = { '@aws-cdk/core:validateAgainstDefaultRules': true };

/** The app of `cdk init`, with the construct in its Stack. */
function inConsumerStack(props: AppProps = {}): { app: App; stack: Stack } {
  const app = new App(props);
  const stack = new Stack(app, 'ConsumerStack');
  new VaultReplicaKeys(stack, 'ReplicaKeys', options());
  return { app, stack };
}

const warningsOf = (app: App) => app.synth().stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data));

describe('a Stack around the construct that contains nothing else', () => {
  test.each<[string, AppProps]>([
    ['with version reporting', { analyticsReporting: true }],
    ['without version reporting', { analyticsReporting: false }],
    ['with version reporting, and validation by the CDK', { analyticsReporting: true, context: VALIDATED }],
  ])('brings a warning, %s', (_how, props) => {
    expect(warningsOf(inConsumerStack(props).app)).toEqual([WARNING]);
  });

  test('is refused where the CDK refuses stacks without resources', () => {
    expect(synthesisErrorOf(inConsumerStack({ analyticsReporting: false, context: VALIDATED }).app)).toBe(SENTENCE);
  });

  test('brings none once it contains a resource, even one that is created later', () => {
    const { app, stack } = inConsumerStack();
    new CfnResource(stack, 'Later', { type: 'Test::Later' });
    expect(warningsOf(app)).toEqual([]);
  });

  test('is the nearest one, where Stacks contain Stacks', () => {
    const app = new App();
    const outer = new Stack(app, 'Outer');
    new CfnResource(outer, 'Resource', { type: 'Test::Resource' });
    new VaultReplicaKeys(new Stack(outer, 'Inner'), 'ReplicaKeys', options());
    expect(warningsOf(app)).toEqual([expect.stringMatching(/^stack "Outer\/Inner" around "Outer\/Inner\/ReplicaKeys" has no resources of its own/)]);
  });

  test('may be acknowledged', () => {
    const { app, stack } = inConsumerStack();
    Annotations.of(stack).acknowledgeWarning('cdk-vault-replica-keys:emptyStack');
    expect(warningsOf(app)).toEqual([]);
  });
});

test('an App and a Stage bring none', () => {
  const app = new App();
  new VaultReplicaKeys(app, 'ReplicaKeys', options());
  const stage = new Stage(app, 'Stage');
  new VaultReplicaKeys(stage, 'ReplicaKeys', options({ alias: 'other' }));
  expect(warningsOf(app)).toEqual([]);
  expect(stage.synth().stacks.flatMap(({ messages }) => messages)).toEqual([]);
});
