import { fullDiff, ResourceImpact, type ResourceDifference, type TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccountMatching, ProtectedOrganization, VaultReplicaKeys, VaultRole, ViaService, type VaultReplicaKeysProps } from '../../src';
import { options, PROTECTED, VAULT } from '../fixtures/vault-app';

const REGION = 'eu-west-1';
const KEY = 'ReplicaKey2E487A43';
const BREAK_GLASS = new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/BreakGlass`);
const ORGANIZATION = 'o-a1b2c3d4e5';

/** What a caller may come to change, each from the manual's example. */
const CHANGES: Record<string, Partial<VaultReplicaKeysProps>> = {
  'no option': {},
  'late-bound': { vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) },
  'another VAULT role': { vaultRole: VaultRole.fromRoleName('Copier') },
  'one role': { protectedRoleName: 'SourceIAMRole' },
  'organization': { protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) },
  'unit': { protectedOrganization: ProtectedOrganization.fromPaths([`${ORGANIZATION}/r-f6g7/ou-f6g7-h8i9j0k1/`]) },
  'organization only': { protectedAccounts: [], protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION) },
  'accounts in a condition': { accountMatching: AccountMatching.CALLER_ACCOUNT },
  'via services': { viaServices: [ViaService.EBS] },
  'protected from deletion': { deletionProtection: true },
  'break-glass': { deletionProtection: true, breakGlassPrincipals: [BREAK_GLASS] },
  'retired': { regions: ['eu-central-1'], retiredRegions: [REGION] },
  'role patterns': { administratorPatterns: [`arn:aws:iam::${VAULT}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_KeyAdmins_????????????????`] },
  'all options': {
    vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }),
    protectedRoleName: 'SourceIAMRole',
    protectedOrganization: ProtectedOrganization.fromId(ORGANIZATION),
    accountMatching: AccountMatching.CALLER_ACCOUNT,
    viaServices: [ViaService.EBS, ViaService.RDS],
    deletionProtection: true,
    breakGlassPrincipals: [BREAK_GLASS],
    regions: [],
    retiredRegions: [REGION],
    administratorPatterns: [`arn:aws:iam::${VAULT}:role/KeyAdmin-*`],
  },
  'another account': { protectedAccounts: [PROTECTED, '333333333333'] },
  'another administrator': { administrators: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/KeyAdmin`)] },
  'no administrator': { administrators: [] },
  'other regions': { regions: ['us-east-1', REGION, 'eu-north-1'] },
  'one region': { regions: [REGION] },
  'another alias': { alias: 'another' },
  'rotation period': { rotationPeriod: Duration.days(90) },
  'pending window': { pendingWindow: Duration.days(7) },
  'description': { description: 'another' },
  'policy id': { policyId: 'another' },
  'key deleted with its stack': { removalPolicy: RemovalPolicy.DESTROY },
  'key kept on update': { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
  'stack protected': { terminationProtection: true },
};
const NAMES = Object.keys(CHANGES);
const PAIRS = NAMES.flatMap((from) => NAMES.filter((to) => to !== from).map((to): [string, string] => [from, to]));

/** The stack of the region: what names it, as another name is another stack, and its template. */
function stackUnder(name: string): { stackName: string; environment: string; template: any } {
  const stack = Stack.of(new VaultReplicaKeys(new App(), 'ReplicaKeys', options(CHANGES[name])).keyIn(REGION));
  return { stackName: stack.stackName, environment: stack.environment, template: Template.fromStack(stack).toJSON() };
}
const STACKS = Object.fromEntries(NAMES.map((name) => [name, stackUnder(name)]));

const diffOf = (from: string, to: string) => fullDiff(structuredClone(STACKS[from].template), structuredClone(STACKS[to].template));

/** The properties that nobody can change in KMS: CloudFormation fails such an update instead of creating a new key. */
const FIXED = ['KeySpec', 'KeyUsage', 'Origin', 'MultiRegion'];

/** What the change would do to a key but update it. */
function harmToKeys(diff: TemplateDiff): string[] {
  const keys = Object.entries(diff.resources.changes)
    .filter(([, { oldResourceType, newResourceType }]) => [oldResourceType, newResourceType].includes('AWS::KMS::Key'));
  return keys.flatMap(([id, change]) => [
    ...[ResourceImpact.NO_CHANGE, ResourceImpact.WILL_UPDATE].includes(change.changeImpact) ? [] : [`${id} ${change.changeImpact}`],
    ...Object.keys(change.propertyUpdates).filter((property) => FIXED.includes(property)).map((property) => `${id} ${property}`),
  ]);
}

function impactOnAlias(diff: TemplateDiff): ResourceImpact | undefined {
  const change: ResourceDifference | undefined = diff.resources.changes.ReplicaKeyAliasED123300;
  return change?.changeImpact;
}

test.each(PAIRS)('the key stays, and its stack, from %s to %s', (from, to) => {
  const diff = diffOf(from, to);
  expect(harmToKeys(diff)).toEqual([]);
  expect([STACKS[to].stackName, STACKS[to].environment]).toEqual([STACKS[from].stackName, STACKS[from].environment]);
  expect(impactOnAlias(diff)).toBe([from, to].includes('another alias') ? ResourceImpact.WILL_REPLACE : undefined);
});

test.each([
  ['no option', 'retired'],
  ['retired', 'no option'],
])('a Region that moves between the lists changes only the policy, from %s to %s', (from, to) => {
  const diff = diffOf(from, to);
  expect(diff.differenceCount).toBe(1);
  const { [KEY]: change, ...others } = diff.resources.changes;
  expect(others).toEqual({});
  expect(Object.keys(change.propertyUpdates)).toEqual(['KeyPolicy']);
  expect(change.otherChanges).toEqual({});
  expect(change.changeImpact).toBe(ResourceImpact.WILL_UPDATE);
});

test.each(['other regions', 'one region', 'stack protected'])('%s changes nothing in the template of a region', (name) => {
  expect(STACKS[name].template).toEqual(STACKS['no option'].template);
});

describe('the diff would notice', () => {
  const changed = (change: (template: any) => void) => {
    const { template } = STACKS['no option'];
    const other = structuredClone(template);
    change(other.Resources);
    return harmToKeys(fullDiff(structuredClone(template), other));
  };

  test.each<[string, (resources: any) => void, string[]]>([
    ['another logical id', (resources) => { resources.Renamed = resources[KEY]; delete resources[KEY]; }, [`${KEY} WILL_ORPHAN`, 'Renamed WILL_CREATE']],
    ['a key that leaves', (resources) => { delete resources[KEY]; }, [`${KEY} WILL_ORPHAN`]],
    ['a resource of another type', (resources) => { resources[KEY].Type = 'AWS::KMS::ReplicaKey'; }, [`${KEY} WILL_REPLACE`]],
    ['another key spec', (resources) => { resources[KEY].Properties.KeySpec = 'RSA_2048'; }, [`${KEY} KeySpec`]],
    ['a multi-Region key', (resources) => { resources[KEY].Properties.MultiRegion = true; }, [`${KEY} MultiRegion`]],
  ])('%s', (_what, change, harm) => {
    expect(changed(change)).toEqual(harm);
  });

  test('nothing where only the policy changes', () => {
    expect(changed((resources) => { resources[KEY].Properties.KeyPolicy.Id = 'x'; })).toEqual([]);
  });
});
