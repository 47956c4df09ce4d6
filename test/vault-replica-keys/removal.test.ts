import { Annotations, App, Aspects, CfnResource, RemovalPolicy, Stack, type IAspect } from 'aws-cdk-lib';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, type VaultReplicaKeysProps } from '../../src';
import { errorOf, synthesisErrorOf } from '../fixtures/error-of';
import { BREAK_GLASS, options, PROTECTED, VAULT } from '../fixtures/vault-app';

const make = (overrides: Partial<VaultReplicaKeysProps> = {}) => new VaultReplicaKeys(new App(), 'Keys', options({ regions: ['eu-west-1'], ...overrides }));
const appOf = (keys: VaultReplicaKeys) => keys.node.root as App;
const keyOf = (keys: VaultReplicaKeys) => keys.keyIn('eu-west-1').key;
const cfnKeyOf = (keys: VaultReplicaKeys) => keyOf(keys).node.defaultChild as kms.CfnKey;
const warningsOf = (app: App) => app.synth({ force: true }).stacks.flatMap(({ messages }) => messages.map(({ entry }) => entry.data));

const everywhere = (policy: RemovalPolicy): IAspect => ({
  visit: (construct) => { if (CfnResource.isCfnResource(construct)) { construct.applyRemovalPolicy(policy); } },
});
/** Newer than the oldest CDK. */
const { RemovalPolicies } = cdk as any;

const WAYS: Array<[string, (keys: VaultReplicaKeys, policy: RemovalPolicy) => void]> = [
  ['applyRemovalPolicy of the key', (keys, policy) => keyOf(keys).applyRemovalPolicy(policy)],
  ['applyRemovalPolicy of the resource', (keys, policy) => cfnKeyOf(keys).applyRemovalPolicy(policy)],
  ['an aspect', (keys, policy) => Aspects.of(keys.node.root).add(everywhere(policy))],
  ...RemovalPolicies ? [['RemovalPolicies', (keys: VaultReplicaKeys, policy: RemovalPolicy) => RemovalPolicies.of(keys.node.root).apply(policy)]] as any : [],
];

const denied = (removalPolicy: string, when: string) => `removalPolicy "${removalPolicy}" makes CloudFormation delete the key ${when}, but deletionProtection denies that; `
  + 'use RemovalPolicy.RETAIN, which is the default, leave deletionProtection out, or list the role that deploys the stack in breakGlassPrincipals';

const REFUSED: Array<[RemovalPolicy, string]> = [
  [RemovalPolicy.DESTROY, denied('destroy', 'with its stack')],
  [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE, denied('retain-on-update-or-delete', 'when it rolls back the creation of the stack')],
];

describe.each(REFUSED)('deletionProtection refuses %s', (removalPolicy, sentence) => {
  test('as an option, at once', () => {
    expect(errorOf(() => make({ deletionProtection: true, removalPolicy }))).toBe(sentence);
    const stack = new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
    expect(errorOf(() => new VaultReplicaKey(stack, 'Key', { alias: 'x', protectedAccounts: [PROTECTED], deletionProtection: true, removalPolicy }))).toBe(sentence);
  });

  test.each(WAYS)('by %s, at synthesis', (_how, apply) => {
    const keys = make({ deletionProtection: true });
    apply(keys, removalPolicy);
    expect(synthesisErrorOf(appOf(keys))).toBe(sentence);
  });

  test.each(WAYS)('by %s in the template of a StackSet, at synthesis', (_how, apply) => {
    const stack = new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
    const stackSet = new VaultReplicaKeyStackSet(stack, 'Keys', options({ deletionProtection: true }));
    const replicaKey = stackSet.node.findAll().find((construct) => construct instanceof VaultReplicaKey) as VaultReplicaKey;
    apply({ node: stackSet.node, keyIn: () => replicaKey } as any, removalPolicy);
    expect(synthesisErrorOf(stack.node.root as App)).toBe(sentence);
  });

  test('unless a break-glass principal may delete the key', () => {
    const breakGlassPrincipals = [new iam.ArnPrincipal(BREAK_GLASS)];
    expect(() => appOf(make({ deletionProtection: true, breakGlassPrincipals, removalPolicy })).synth()).not.toThrow();
    expect(() => appOf(make({ deletionProtection: true, breakGlassPatterns: [`${BREAK_GLASS}*`], removalPolicy })).synth()).not.toThrow();
  });

  test('unless there is no deletionProtection', () => {
    expect(() => appOf(make({ removalPolicy })).synth()).not.toThrow();
    expect(() => appOf(make({ removalPolicy, deletionProtection: false })).synth()).not.toThrow();
  });
});

test('an override of the template counts as a removal policy', () => {
  for (const [attribute, value] of [['DeletionPolicy', 'Delete'], ['UpdateReplacePolicy', 'Delete'], ['DeletionPolicy', undefined]]) {
    const keys = make({ deletionProtection: true });
    cfnKeyOf(keys).addOverride(attribute!, value);
    expect(synthesisErrorOf(appOf(keys))).toBe(REFUSED[0][1]);
  }
});

describe('the warning of a key that goes with its stack', () => {
  const warning = 'removalPolicy "destroy" deletes the key with its stack, and no replica can be read without its key; use RemovalPolicy.RETAIN, which is the default [ack: cdk-vault-replica-keys:keyDestroyed]';

  test('is given by each stack with such a key', () => {
    expect(warningsOf(appOf(make({ regions: ['eu-west-1', 'eu-central-1'], removalPolicy: RemovalPolicy.DESTROY })))).toEqual([warning, warning]);
  });

  test('is given once by the stack of a StackSet, where it can be acknowledged', () => {
    const stack = new Stack(new App(), 'Stack', { env: { account: VAULT, region: 'eu-west-1' } });
    const stackSet = new VaultReplicaKeyStackSet(stack, 'Keys', options({ removalPolicy: RemovalPolicy.DESTROY }));
    expect(warningsOf(stack.node.root as App)).toEqual([warning]);
    Annotations.of(stackSet).acknowledgeWarning('cdk-vault-replica-keys:keyDestroyed');
    expect(warningsOf(stack.node.root as App)).toEqual([]);
  });

  test.each(WAYS)('is given by %s', (_how, apply) => {
    const keys = make();
    apply(keys, RemovalPolicy.DESTROY);
    expect(warningsOf(appOf(keys))).toEqual([warning]);
    expect(warningsOf(appOf(keys))).toEqual([warning]);
  });

  test.each(WAYS)('is not given where %s keeps the key', (_how, apply) => {
    const keys = make({ removalPolicy: RemovalPolicy.DESTROY });
    apply(keys, RemovalPolicy.RETAIN);
    expect(warningsOf(appOf(keys))).toEqual([]);
  });

  test('is not given for a key that goes with a stack whose creation fails', () => {
    expect(warningsOf(appOf(make({ removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE })))).toEqual([]);
  });

  test.each<[string, (keys: VaultReplicaKeys) => any]>([
    ['the app', (keys) => keys.node.root], ['the construct', (keys) => keys], ['the key', (keys) => keys.keyIn('eu-west-1')],
  ])('can be acknowledged for %s, before synthesis', (_where, place) => {
    const keys = make({ removalPolicy: RemovalPolicy.DESTROY });
    Annotations.of(place(keys)).acknowledgeWarning('cdk-vault-replica-keys:keyDestroyed');
    expect(warningsOf(appOf(keys))).toEqual([]);
  });
});

test('the warning that an aspect brings can be acknowledged for the construct or the key before synthesis', () => {
  for (const place of [(keys: VaultReplicaKeys) => keys, (keys: VaultReplicaKeys) => keys.keyIn('eu-west-1')]) {
    const keys = make();
    Aspects.of(keys).add(everywhere(RemovalPolicy.DESTROY));
    Annotations.of(place(keys)).acknowledgeWarning('cdk-vault-replica-keys:keyDestroyed');
    expect(warningsOf(appOf(keys))).toEqual([]);
  }
});

test.each([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])('the alias is deleted with its stack under %s', (removalPolicy) => {
  const keys = make({ removalPolicy });
  const [alias] = Object.values<any>(Template.fromStack(Stack.of(keyOf(keys))).findResources('AWS::KMS::Alias'));
  expect([alias.DeletionPolicy, alias.UpdateReplacePolicy]).not.toContain('Retain');
  expect(alias.DeletionPolicy).not.toBe('RetainExceptOnCreate');
});
