import { Annotations, App, Aspects, CfnResource, RemovalPolicy, Stack, Stage, Tags } from 'aws-cdk-lib';
import { VaultReplicaKeys, VaultReplicaKeyStackSet } from '../../src';
import { synthesisErrorOf } from '../fixtures/error-of';
import { keyAccess, HOME, replicaKeys } from '../fixtures/places';
import { stackSetOf } from '../fixtures/stack-set-of';
import { options } from '../fixtures/vault-app';

function vaultStack(app = new App()): Stack {
  return new Stack(app, 'Vault', { env: HOME });
}

function templateIn(stack: Stack): Stack {
  return keyAccess(stack).node.findChild('Template') as Stack;
}

describe('messages', () => {
  const messagesOf = (stack: Stack) => (stack.node.root as App).synth().getStackArtifact(stack.artifactId).messages;

  test('an error is shown where an info has the same words', () => {
    const stack = vaultStack();
    const keys = replicaKeys(stack);
    Annotations.of(keys).addInfo('no keys, please');
    Annotations.of(keys.node.findChild('Template')).addError('no keys, please');
    expect(messagesOf(stack).map(({ level, entry: { data } }) => [level, data])).toEqual([['info', 'no keys, please'], ['error', 'no keys, please']]);
  });

  test('a validation plugin that is added after the StackSet is warned of', () => {
    for (const method of ['log', 'error'] as const) { jest.spyOn(console, method).mockImplementation(); }
    const app = new App();
    const stack = vaultStack(app);
    replicaKeys(stack);
    const plugin = { name: 'plugin', validate: () => ({ success: true, violations: [] }) };
    // Newer CDKs keep the list elsewhere, and hand out a copy.
    ((app as any)._policyValidation ?? app.policyValidationBeta1).push(plugin);
    expect(messagesOf(stack).map(({ entry: { data } }) => data)).toEqual([expect.stringContaining('[ack: cdk-vault-replica-keys:stackSetNotValidated]')]);
    jest.restoreAllMocks();
  });
});

describe('names', () => {
  test('of StackSets that two paths give are refused where the environment is not known', () => {
    const app = new App();
    new VaultReplicaKeyStackSet(new Stack(app, 'A'), 'B-C', options({ alias: 'x', regions: ['eu-west-1'] }));
    new VaultReplicaKeyStackSet(new Stack(app, 'A-B'), 'C', options({ alias: 'y', regions: ['eu-west-1'] }));
    expect(synthesisErrorOf(app)).toBe('StackSet "A-B-C" exists twice in one environment, as "A/B-C/StackSet" and "A-B/C/StackSet", but must be unique there; set another stackSetName for one of them');
  });

  test('of regional stacks that two paths give are refused', () => {
    const app = new App();
    new VaultReplicaKeys(new Stage(app, 'Aa'), 'B-C', options({ alias: 'x', regions: ['eu-west-1'] }));
    new VaultReplicaKeys(new Stage(app, 'Aa-B'), 'C', options({ alias: 'y', regions: ['eu-west-1'] }));
    expect(synthesisErrorOf(app)).toMatch(/^stack "Aa-B-C-eu-west-1" exists twice in account "111111111111" and region "eu-west-1", .* another stackNamePrefix/);
  });

  test('of a Stage may be long, where stack and StackSet have names of their own', () => {
    const stage = new Stage(new App(), 'S'.repeat(100), { env: HOME });
    expect(() => replicaKeys(new Stack(stage, 'Vault', { stackName: 'Vault' }), { stackSetName: 'Keys' })).not.toThrow();
  });
});

test.each([['replica keys', replicaKeys], ['access', keyAccess]])('what waits for the construct with %s waits for the StackSet', (_which, make) => {
  const app = new App();
  const stack = vaultStack(app);
  const far = new CfnResource(new Stack(app, 'Far', { env: HOME }), 'Far', { type: 'AWS::SNS::Topic' });
  const near = new CfnResource(stack, 'Near', { type: 'AWS::SNS::Topic' });
  const construct = make(stack);
  for (const waiting of [near, far]) { waiting.node.addDependency(construct); }
  const assembly = app.synth();
  expect(assembly.manifest.artifacts!.Far.dependencies).toContain('Vault');
  const { template: { Resources } } = assembly.getStackArtifact(stack.artifactId);
  const [stackSet] = Object.keys(Resources).filter((id) => Resources[id].Type === 'AWS::CloudFormation::StackSet');
  expect(Resources.Near.DependsOn).toEqual([stackSet]);
});

describe('tags', () => {
  const tagsOf = (props: object, include = {}) => {
    const stack = vaultStack();
    replicaKeys(stack);
    Tags.of(stack.node.root).add('team', 'backup', { ...props, ...include });
    const { properties, body } = stackSetOf(stack);
    return [properties.Tags, body.Resources.ReplicaKey2E487A43.Properties.Tags].map((tags) => tags !== undefined);
  };

  test('of stacks are those of the stacks that the StackSet makes', () => {
    expect(tagsOf({ includeResourceTypes: ['aws:cdk:stack'] })).toEqual([true, false]);
  });

  test('spare the types that they exclude', () => {
    expect(tagsOf({ includeResourceTypes: ['AWS::KMS::Key'] })).toEqual([false, true]);
    expect(tagsOf({ excludeResourceTypes: ['AWS::CloudFormation::StackSet', 'aws:cdk:stack'] })).toEqual([false, true]);
  });
});

test('a transform is refused, in the template and in a resource', () => {
  const sentence = 'template of "Vault/Access" has a transform, but the StackSet does not have the capability that CloudFormation requires for one; remove the transform from stack "Vault/Access/Template"';
  const stack = vaultStack();
  templateIn(stack).addTransform('AWS::LanguageExtensions');
  expect(() => stackSetOf(stack)).toThrow(sentence);
  const other = vaultStack();
  new CfnResource(templateIn(other), 'Included', { type: 'AWS::SNS::Topic', properties: { TopicName: { 'Fn::Transform': { Name: 'AWS::Include' } } } });
  expect(() => stackSetOf(other)).toThrow(sentence);
});

test('removal policies by an aspect reach the resources, and metadata of every stack the template', () => {
  const stack = vaultStack(new App({ analyticsReporting: true }));
  replicaKeys(stack);
  Aspects.of(stack).add({
    visit: (node) => {
      if (Stack.isStack(node)) { node.addMetadata('team', 'backup'); node.terminationProtection = true; }
      if (node instanceof CfnResource && node.cfnResourceType === 'AWS::KMS::Alias') { node.applyRemovalPolicy(RemovalPolicy.RETAIN); }
    },
  });
  const { body } = stackSetOf(stack);
  expect(body.Metadata).toEqual({ team: 'backup' });
  const resources = Object.values<any>(body.Resources);
  // No CDKMetadata, which is of the stack around it.
  expect(resources.map(({ Type, DeletionPolicy }) => [Type, DeletionPolicy])).toEqual([['AWS::KMS::Key', 'Retain'], ['AWS::KMS::Alias', 'Retain']]);
});
