import { Annotations, App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { ProtectedKeyAccess, ProtectedKeyAccessStackSet, VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet } from '../../src';
import { KEY_ARN, protectedStack } from '../fixtures/protected-app';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const ID = 'cdk-vault-replica-keys:optInRegion';
const OPT_IN = 'ap-east-1';
const ENABLED = 'eu-west-1';

const stackIn = (app: App, region: string, account = VAULT, id = 'Stack') => new Stack(app, id, { env: { account, region } });
const sentence = (one: string, all: string) =>
  `region "${OPT_IN}" is an opt-in Region, and ${one} that has not enabled it cannot use the key there, whatever the policies allow; enable it in ${all} [ack: ${ID}]`;
const FOR_PROTECTED = sentence('a PROTECTED account', 'every PROTECTED account');
const FOR_VAULT = sentence('a VAULT account', 'the VAULT account');

/** What the CDK CLI shows for each stack, by the path of the stack. */
function warningsByStack(app: App): Record<string, string[]> {
  return Object.fromEntries(app.synth({ force: true }).stacks
    .map((stack) => [stack.hierarchicalId, stack.messages.map(({ entry }) => `${entry.data}`)]));
}

test('each Region\'s stack carries its own warning, and no other', () => {
  const app = new App();
  new VaultReplicaKeys(app, 'K', options({ regions: [ENABLED, OPT_IN], retiredRegions: ['eu-south-2'] }));
  expect(warningsByStack(app)).toEqual({
    [`K/${ENABLED}`]: [],
    [`K/${OPT_IN}`]: [FOR_PROTECTED],
    'K/eu-south-2': [FOR_PROTECTED.replace(OPT_IN, 'eu-south-2')],
  });
});

test.each<[string, (keys: VaultReplicaKeys) => IConstruct]>([
  ['the key of the Region', (keys) => keys.keyIn(OPT_IN)],
  ['its stack', (keys) => Stack.of(keys.keyIn(OPT_IN))],
  ['the construct', (keys) => keys],
  ['the app', (keys) => keys.node.root],
])('it can be acknowledged on %s', (_where, place) => {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'K', options({ regions: [ENABLED, OPT_IN] }));
  Annotations.of(place(keys)).acknowledgeWarning(ID);
  expect(warningsByStack(app)).toEqual({ [`K/${ENABLED}`]: [], [`K/${OPT_IN}`]: [] });
});

test('acknowledging it for another Region does nothing', () => {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'K', options({ regions: [ENABLED, OPT_IN, 'af-south-1'] }));
  Annotations.of(keys.keyIn('af-south-1')).acknowledgeWarning(ID);
  expect(warningsByStack(app)).toEqual({ [`K/${ENABLED}`]: [], [`K/${OPT_IN}`]: [FOR_PROTECTED], 'K/af-south-1': [] });
});

test('a single key carries it', () => {
  const app = new App();
  new VaultReplicaKey(stackIn(app, OPT_IN), 'Key', { alias: 'a', protectedAccounts: [PROTECTED] });
  new VaultReplicaKey(stackIn(app, ENABLED, VAULT, 'Other'), 'Key', { alias: 'a', protectedAccounts: [PROTECTED] });
  expect(warningsByStack(app)).toEqual({ Stack: [FOR_PROTECTED], Other: [] });
});

test('a StackSet carries one for all its Regions', () => {
  const app = new App();
  new VaultReplicaKeyStackSet(stackIn(app, ENABLED), 'Set', options({ regions: [ENABLED, OPT_IN], retiredRegions: ['af-south-1'] }));
  new ProtectedKeyAccessStackSet(stackIn(app, ENABLED, PROTECTED, 'Access'), 'Set', { aliases: ['backup'], regions: [ENABLED, OPT_IN], vaultAccount: VAULT });
  new ProtectedKeyAccessStackSet(stackIn(app, ENABLED, PROTECTED, 'None'), 'Set', { stackSetName: 'None', aliases: ['backup'], regions: [ENABLED], vaultAccount: VAULT });
  expect(warningsByStack(app)).toEqual({
    Stack: [`regions "${OPT_IN}", "af-south-1" are opt-in Regions, and a PROTECTED account that has not enabled them cannot use the key there, whatever the policies allow; enable them in every PROTECTED account [ack: ${ID}]`],
    Access: [FOR_VAULT],
    None: [],
  });
});

describe('ProtectedKeyAccess', () => {
  const imported = (stack: Stack, region: string, id: string) => kms.Key.fromKeyArn(stack, id, KEY_ARN.replace(ENABLED, region).replace('1234abcd', id.padEnd(8, '0')));
  const give = (stack: Stack, keys: kms.IKey[]) => new ProtectedKeyAccess(stack, 'Access', { keys, vaultAccount: VAULT });

  test('warns once of the Region of imported keys, on the stack that changes their policies', () => {
    const app = new App();
    const stack = protectedStack(app);
    give(stack, [imported(stack, ENABLED, 'a'), imported(stack, OPT_IN, 'b'), imported(stack, OPT_IN, 'c')]);
    expect(warningsByStack(app)).toEqual({ Protected: [FOR_VAULT] });
  });

  test('warns of the Region of an alias, which is that of its stack', () => {
    const app = new App();
    const stack = protectedStack(app, OPT_IN);
    const access = give(stack, [kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup')]);
    expect(warningsByStack(app)).toEqual({ Protected: [FOR_VAULT] });
    Annotations.of(access).acknowledgeWarning(ID);
    expect(warningsByStack(app)).toEqual({ Protected: [] });
  });

  test('warns of the Region of a key of the app, on the stack of the key', () => {
    const app = new App();
    const there = protectedStack(app, OPT_IN, 'There');
    give(protectedStack(app), [new kms.Key(there, 'Key')]);
    expect(warningsByStack(app)).toEqual({ Protected: [], There: [FOR_VAULT] });
  });

  test('does not warn of a Region that is known only during deployment', () => {
    const app = new App();
    const stack = new Stack(app, 'Anywhere');
    give(stack, [kms.Alias.fromAliasName(stack, 'Alias', 'alias/backup')]);
    expect(warningsByStack(app)).toEqual({ Anywhere: [] });
  });
});
