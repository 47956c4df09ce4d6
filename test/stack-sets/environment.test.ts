import { Aws, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  MissingKey, ProtectedOrganization, StackSetDeployment, VaultReplicaKeys, VaultRole, ViaService,
  type ProtectedKeyAccessStackSetProps, type VaultReplicaKeyStackSetProps,
} from '../../src';
import { ALL_FLAGS_ON } from '../fixtures/feature-flags';
import { HOME, keyAccess, PLACES, REGIONS, replicaKeys, stackIn, type Surround } from '../fixtures/places';
import { stackSetOf } from '../fixtures/stack-set-of';
import { ADMINISTRATOR, ALL_OPTIONS, BREAK_GLASS, options, ORGANIZATION, PATTERN, PROTECTED, VAULT } from '../fixtures/vault-app';

const UNITS = StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] });

/** Every option of replica keys that makes a Region or an account stand in the template. */
const KEY_OPTIONS: ReadonlyArray<[string, Partial<VaultReplicaKeyStackSetProps>]> = [
  ['no options', {}],
  ['viaServices', { viaServices: [ViaService.EBS, ViaService.RDS] }],
  ['vaultAccount', { vaultAccount: VAULT }],
  ['vaultAccount as a token', { vaultAccount: Aws.ACCOUNT_ID, administrators: [] }],
  ['units', { deployment: UNITS, administrators: [] }],
  ['units and viaServices', { deployment: UNITS, administrators: [], viaServices: [ViaService.EBS] }],
  ['one account of others', { deployment: StackSetDeployment.selfManaged({ accounts: [VAULT] }) }],
  ['a VAULT role by ARN', { vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/a/Copier`) }],
  ['a late-bound VAULT role', { vaultRole: VaultRole.fromRoleName('Copier', { lateBound: true }) }],
  ['a late-bound VAULT role and units', { deployment: UNITS, administrators: [], vaultRole: VaultRole.fromRoleName('Copier', { lateBound: true }) }],
  ['retiredRegions', { retiredRegions: ['eu-central-1'] }],
  ['protectedOrganization', { protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) }],
  ['deletionProtection', { deletionProtection: true, breakGlassPatterns: [PATTERN], breakGlassPrincipals: [new iam.ArnPrincipal(BREAK_GLASS)] }],
  ['administratorPatterns', { administratorPatterns: [PATTERN] }],
  ['administrators', { administrators: [new iam.ArnPrincipal(ADMINISTRATOR)] }],
  ['all options', { ...ALL_OPTIONS, regions: REGIONS }],
];

/** Every option of access to keys that makes a Region or an account stand in the template. */
const ACCESS_OPTIONS: ReadonlyArray<[string, Partial<ProtectedKeyAccessStackSetProps>]> = [
  ['no options', {}],
  ['several aliases', { aliases: ['databases', 'alias/disks'] }],
  ['listed accounts', { deployment: StackSetDeployment.selfManaged({ accounts: [PROTECTED] }) }],
  ['the account of the stack', { deployment: StackSetDeployment.selfManaged() }],
  ['a VAULT role by ARN', { vaultRole: VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/a/Copier`) }],
  ['a late-bound VAULT role', { vaultRole: VaultRole.fromRoleName('Copier', { lateBound: true }) }],
  ['missingKey', { missingKey: MissingKey.SKIP }],
];

const CASES: ReadonlyArray<[string, (stack: Stack) => unknown]> = [
  ...KEY_OPTIONS.map(([which, overrides]): [string, (stack: Stack) => unknown] => [`replica keys with ${which}`, (stack) => replicaKeys(stack, overrides)]),
  ['replica keys with a statement that names the account and the Region', (stack) => {
    replicaKeys(stack).addToKeyPolicy(new iam.PolicyStatement({
      sid: 'Local',
      principals: [new iam.AccountRootPrincipal()],
      actions: ['kms:DescribeKey'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': Aws.REGION } },
    }));
  }],
  ...ACCESS_OPTIONS.map(([which, overrides]): [string, (stack: Stack) => unknown] => [`access to keys with ${which}`, (stack) => keyAccess(stack, overrides)]),
];

/** What the StackSet is, but for its name, which follows the path. */
function made(surround: Surround, fill: (stack: Stack) => unknown): { properties: any; body: any } {
  const { properties: { StackSetName, ...properties }, body } = stackSetOf(stackIn(surround, fill, { context: ALL_FLAGS_ON }));
  return { properties, body };
}

const [[, inApp], ...OTHERS] = PLACES;

describe.each(CASES)('the StackSet of %s', (_which, fill) => {
  const expected = made(inApp, fill);

  test.each(OTHERS)('in %s is the one of an App', (_where, surround) => {
    expect(made(surround, fill)).toEqual(expected);
  });
});

test.each(PLACES)('in %s, keys move between regional stacks and a StackSet: the alias counts once', (_where, surround) => {
  const stack = stackIn(surround, (around) => {
    replicaKeys(around);
    new VaultReplicaKeys(around, 'Regional', options({ regions: REGIONS }));
  });
  expect(() => stackSetOf(stack)).not.toThrow();
});

test.each(PLACES)('in %s, the Region of the stack is in no template that names services or aliases', (_where, surround) => {
  const { body } = stackSetOf(stackIn(surround, (stack) => replicaKeys(stack, { viaServices: [ViaService.EBS] })));
  expect(JSON.stringify(body)).not.toContain(HOME.region);
});
