import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import {
  AccountMatching, KeyPolicyStatements, ProtectedKeyAccess, ProtectedKeyAccessStackSet, ProtectedOrganization, ReplicaKeyPolicy, StackSetDeployment,
  VaultReplicaKey, VaultReplicaKeys, VaultReplicaKeyStackSet, VaultRole,
  type ProtectedKeyAccessStackSetProps, type VaultReplicaKeysProps, type VaultReplicaKeyStackSetProps,
} from '../../../src';
import { errorOf } from '../../fixtures/error-of';
import { KEY_ARN, keyStatement } from '../../fixtures/protected-app';
import { BREAK_GLASS, ORGANIZATION, options, PROTECTED, VAULT } from '../../fixtures/vault-app';

/** A stack, and what `StringParameter.valueFromLookup` gives in it. */
interface Scene { readonly app: App; readonly stack: Stack; readonly lookup: (name?: string) => string }

const PARAMETER = '/backup/team_a/Value.1';

function scene(account: string, value?: string): Scene {
  const app = new App({ context: value === undefined ? {} : { [`ssm:account=${account}:parameterName=${PARAMETER}:region=eu-west-1`]: value } });
  const stack = new Stack(app, 'Imports', { env: { account, region: 'eu-west-1' } });
  return { app, stack, lookup: () => ssm.StringParameter.valueFromLookup(stack, PARAMETER) };
}

/** What the CDK CLI stops a deployment with. */
const errorsIn = (stacks: CloudFormationStackArtifact[]) =>
  stacks.flatMap(({ messages }) => messages).filter(({ level }) => level === 'error').map(({ entry }) => entry.data).join();

const keys = (overrides: (scene: Scene) => Partial<VaultReplicaKeysProps>) => (given: Scene) =>
  new VaultReplicaKeys(given.app, 'Keys', options(overrides(given)));
const key = (overrides: (scene: Scene) => Partial<VaultReplicaKeysProps>) => (given: Scene) => {
  const { regions, vaultAccount, ...keyOptions } = options(overrides(given));
  return new VaultReplicaKey(given.stack, 'Key', keyOptions);
};
const keySet = (overrides: (scene: Scene) => Partial<VaultReplicaKeyStackSetProps>) => (given: Scene) =>
  new VaultReplicaKeyStackSet(given.stack, 'Keys', { ...options({ vaultAccount: undefined }), ...overrides(given) });
const access = (
  from: (scene: Scene) => kms.IKey, vaultAccount: (scene: Scene) => string = () => VAULT, vaultRole?: (scene: Scene) => VaultRole,
) => (given: Scene) =>
  new ProtectedKeyAccess(given.stack, 'Access', { keys: [from(given)], vaultAccount: vaultAccount(given), vaultRole: vaultRole?.(given) }).vaultRoleStatements();
const accessSet = (overrides: (scene: Scene) => Partial<ProtectedKeyAccessStackSetProps>) => (given: Scene) =>
  new ProtectedKeyAccessStackSet(given.stack, 'Access', { aliases: ['x'], regions: ['eu-west-1'], vaultAccount: VAULT, ...overrides(given) }).vaultRoleStatements();
const user = (arn: string) => new iam.ArnPrincipal(arn);
const adminArn = `arn:aws:iam::${VAULT}:role/Admin`;
const frankfurt = KEY_ARN.replace('eu-west-1', 'eu-central-1');

/** Option, the account of the stack, how it is made, a value that is right, one that is wrong, and what it is then told. */
const OPTIONS: Array<[string, string, (scene: Scene) => unknown, string, string, RegExp]> = [
  ['alias', VAULT, keys(({ lookup }) => ({ alias: lookup() })), 'team/x', 'aws/ebs', /is reserved/],
  ['alias with its prefix', VAULT, keys(({ lookup }) => ({ alias: `alias/${lookup()}` })), 'team/x', 'aws/ebs', /is reserved/],
  ['alias of one key', VAULT, key(({ lookup }) => ({ alias: lookup() })), 'x', 'a.b', /contains characters/],
  ['alias of a StackSet', VAULT, keySet(({ lookup }) => ({ alias: lookup() })), 'x', 'a.b', /contains characters/],
  ['protectedAccounts', VAULT, keys(({ lookup }) => ({ protectedAccounts: lookup().split(',') })), '222222222222,333333333333', '2222', /^PROTECTED account "2222"/],
  ['protectedAccounts in a condition', VAULT, keys(({ lookup }) => ({ accountMatching: AccountMatching.CALLER_ACCOUNT, protectedAccounts: lookup().split(',') })),
    '222222222222,333333333333', VAULT, /is the VAULT account/],
  ['protectedAccounts of one key', VAULT, key(({ lookup }) => ({ protectedAccounts: lookup().split(',') })), '222222222222', VAULT, /is the VAULT account/],
  ['addProtectedAccount', VAULT, (given) => keys(() => ({}))(given).addProtectedAccount(given.lookup()), '333333333333', VAULT, /is the VAULT account/],
  ['vaultAccount', VAULT, keys(({ lookup }) => ({ vaultAccount: lookup() })), VAULT, '1111', /^vaultAccount "1111"/],
  ['vaultAccount with an administrator', VAULT, keys(({ lookup }) => ({ vaultAccount: lookup(), administrators: [user(adminArn)] })), VAULT, '333333333333', /must be in the VAULT account "333333333333"/],
  ['vaultAccount of a StackSet', VAULT, keySet(({ lookup }) => ({ vaultAccount: lookup() })), VAULT, '1111', /^vaultAccount "1111"/],
  ['regions', VAULT, keys(({ lookup }) => ({ regions: lookup().split(',') })), 'us-east-1,us-west-2', 'us-esat-1', /write "us-east-1"/],
  ['regions with others', VAULT, keys(({ lookup }) => ({ regions: ['us-west-1', ...lookup().split(',')] })), 'us-east-1', 'cn-north-1', /is in partition "aws-cn"/],
  ['regions of another partition', VAULT, keys(({ lookup }) => ({ regions: [lookup()], administrators: [user(adminArn.replace('aws', 'aws-cn'))] })), 'cn-north-1', 'eu-west-1', /is in partition "aws-cn"/],
  ['retiredRegions', VAULT, keys(({ lookup }) => ({ retiredRegions: lookup().split(',') })), 'us-east-1', 'eu-west-1', /is in both regions and retiredRegions/],
  ['regions of a StackSet', VAULT, keySet(({ lookup }) => ({ regions: lookup().split(','), retiredRegions: ['us-east-1'] })), 'us-west-2', 'us-east-1', /is in both regions and retiredRegions/],
  ['a key by its region', VAULT, (given) => keys(({ lookup }) => ({ regions: lookup().split(',') }))(given).keyIn('us-east-1'), 'us-east-1', 'us-east-2', /^region "us-east-1" has no key/],
  ['administrators', VAULT, keys(({ lookup }) => ({ administrators: lookup().split(',').map(user) })), adminArn, 'Admin', /^administrator "Admin" is not the ARN/],
  ['administrators by name', VAULT, keys(({ lookup }) => ({ administrators: [user(`arn:aws:iam::${VAULT}:role/${lookup()}`)] })), 'Admin', '*', /contains a wildcard/],
  ['administrators by account', VAULT, keys(({ lookup }) => ({ administrators: [user(`arn:aws:iam::${lookup()}:role/Admin`)] })), VAULT, PROTECTED, /must be in the VAULT account/],
  ['addAdministrator', VAULT, (given) => keys(() => ({}))(given).addAdministrator(user(given.lookup())), adminArn, 'Admin', /is not the ARN/],
  ['breakGlassPrincipals', VAULT, keys(({ lookup }) => ({ deletionProtection: true, breakGlassPrincipals: [user(lookup())] })), BREAK_GLASS, 'x', /is not the ARN/],
  ['administratorPatterns', VAULT, keys(({ lookup }) => ({ administratorPatterns: [lookup()] })), `${adminArn}*`, '*', /is not a pattern of role or user ARNs/],
  ['breakGlassPatterns', VAULT, keys(({ lookup }) => ({ deletionProtection: true, breakGlassPatterns: [lookup()] })), `${adminArn}*`, '*', /is not a pattern of role or user ARNs/],
  ['vaultRole by name', VAULT, keys(({ lookup }) => ({ vaultRole: VaultRole.fromRoleName(lookup()) })), 'Copier', 'a/b', /has a path/],
  ['vaultRole by ARN', VAULT, keys(({ lookup }) => ({ vaultRole: VaultRole.fromRoleArn(lookup()) })), adminArn, 'x', /is not the ARN of a role/],
  ['vaultRole that is late-bound', VAULT, keys(({ lookup }) => ({ vaultRole: VaultRole.fromRoleArn(lookup(), { lateBound: true }) })), adminArn, 'x', /is not the ARN of a role/],
  ['protectedRoleName', VAULT, keys(({ lookup }) => ({ protectedRoleName: lookup() })), 'SourceIAMRole', 'a/b', /has a path/],
  ['protectedOrganization', VAULT, keys(({ lookup }) => ({ protectedOrganization: ProtectedOrganization.fromId(lookup()) })), ORGANIZATION, 'x', /is not the id of an organization/],
  ['paths of an organization', VAULT, keys(({ lookup }) => ({ protectedOrganization: ProtectedOrganization.fromPaths(lookup().split(',')) })), `${ORGANIZATION}/r-f6g7/`, 'x', /is not a path/],
  ['policyId', VAULT, keys(({ lookup }) => ({ policyId: lookup() })), 'x', '鍵', /is empty or contains a character that KMS does not accept/],
  ['description', VAULT, keys(({ lookup }) => ({ description: lookup() })), 'x', 'x'.repeat(8193), /has 8193 characters/],
  ['stackNamePrefix', VAULT, keys(({ lookup }) => ({ stackNamePrefix: lookup() })), 'Backup', '1', /^stack name "1-eu-west-1", .* begins with "1"/],
  ['stackSetName', VAULT, keySet(({ lookup }) => ({ stackSetName: lookup() })), 'Backup', '1', /^stackSetName "1"/],
  ['accounts of a StackSet', VAULT, keySet(({ lookup }) => ({ administrators: [], deployment: StackSetDeployment.selfManaged({ accounts: lookup().split(',') }) })), VAULT, '1', /^account "1"/],
  ['accounts in units', VAULT, keySet(({ lookup }) => ({ administrators: [], deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['r-f6g7'], accounts: [lookup()] }) })), VAULT, '1', /^account "1"/],
  ['units', VAULT, keySet(({ lookup }) => ({ administrators: [], deployment: StackSetDeployment.serviceManaged({ organizationalUnits: [lookup()] }) })), 'r-f6g7', 'x', /^organizational unit "x"/],
  ['roles of a StackSet', VAULT, keySet(({ lookup }) => ({ deployment: StackSetDeployment.selfManaged({ administrationRoleName: lookup() }) })), 'x', 'a/b', /has a path/],
  ['vaultAccount of ProtectedKeyAccess', PROTECTED, access(({ stack }) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), ({ lookup }) => lookup()), VAULT, PROTECTED, /is in the VAULT account/],
  ['vaultRole of ProtectedKeyAccess', PROTECTED, access(({ stack }) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN), undefined, ({ lookup }) => VaultRole.fromRoleArn(lookup())),
    adminArn, adminArn.replace(VAULT, PROTECTED), /must be in the VAULT account/],
  ['a key by its id', PROTECTED, access(({ stack, lookup }) => kms.Key.fromKeyArn(stack, 'Key', `arn:aws:kms:eu-west-1:${PROTECTED}:key/${lookup()}`)), '1234', '*', /is not the ARN of a KMS key/],
  ['a key by its account', PROTECTED, access(({ stack, lookup }) => kms.Key.fromKeyArn(stack, 'Key', frankfurt.replace(PROTECTED, lookup()))), PROTECTED, '333333333333', /is in account "333333333333"/],
  ['a key by its alias', PROTECTED, access(({ stack, lookup }) => kms.Alias.fromAliasName(stack, 'Key', lookup())), 'alias/x', 'x', /has no prefix/],
  ['a key created in the app', PROTECTED, access(({ stack }) => new kms.Key(stack, 'Key', { alias: 'x' }), ({ lookup }) => lookup()), VAULT, PROTECTED, /is in the VAULT account/],
  ['the key of KeyPolicyStatements', PROTECTED, ({ stack, lookup }) => new KeyPolicyStatements(stack, 'Statements', {
    key: kms.Alias.fromAliasName(stack, 'Key', `alias/${lookup()}`), statements: [keyStatement()],
  }), 'x', 'aws/ebs', /is an AWS managed key/],
  ['aliases of a StackSet', PROTECTED, accessSet(({ lookup }) => ({ aliases: lookup().split(',') })), 'a,b', 'aws/ebs', /is reserved/],
  ['regions of a StackSet of PROTECTED', PROTECTED, accessSet(({ lookup }) => ({ regions: lookup().split(',') })), 'us-east-1', 'x', /is unknown to this version of aws-cdk-lib/],
  ['vaultAccount of a StackSet of PROTECTED', PROTECTED, accessSet(({ lookup }) => ({ vaultAccount: lookup() })), VAULT, '1', /^vaultAccount "1"/],
];

describe.each(OPTIONS)('%s from a context lookup', (_option, account, make, right, wrong, sentence) => {
  test('is not judged before it is looked up, and cannot be deployed until then', () => {
    const given = scene(account);
    make(given);
    const { manifest, stacks } = given.app.synth();
    expect(manifest.missing).toMatchObject([{ provider: 'ssm', props: { parameterName: PARAMETER } }]);
    expect(errorsIn(stacks)).toContain('is not looked up yet and cannot be deployed; run the CDK CLI with credentials for the account and without --no-lookups');
  });

  test('is judged when it is looked up', () => {
    const given = scene(account, right);
    make(given);
    const { manifest, stacks } = given.app.synth();
    expect(manifest.missing).toBeUndefined();
    expect(errorsIn(stacks)).toBe('');
    expect(errorOf(() => make(scene(account, wrong)))).toMatch(sentence);
  });
});

test('every stack of a region waits for the lookup, and has a name that the CDK allows', () => {
  const given = scene(VAULT);
  const { lookup } = given;
  new VaultReplicaKeys(given.app, 'Keys', options({ vaultAccount: lookup(), stackNamePrefix: lookup(), regions: [lookup()], administrators: [] }));
  const [stack] = given.app.synth().stacks.filter(({ displayName }) => displayName.startsWith('Keys'));
  expect(stack.stackName).toBe('dummy-value-for--backup-team-a-value-1-dummy-value-for--backup-team-a-value-1');
  expect(stack.environment).toMatchObject({ account: 'dummy-value-for--backup-team-a-value-1', region: 'dummy-value-for--backup-team-a-value-1' });
  expect(errorsIn([stack])).toMatch(/is not looked up yet/);
});

test('names of stacks and keys that are not looked up yet are short, and told apart by how they end', () => {
  const app = new App();
  const stack = new Stack(app, 'Imports', { env: { account: VAULT, region: 'eu-west-1' } });
  const [one, other] = ['one', 'other'].map((end) => ssm.StringParameter.valueFromLookup(stack, `/${'a-long-path/'.repeat(12)}${end}`));
  const made = new VaultReplicaKeys(app, 'Keys', options({ stackNamePrefix: one, regions: [one, other], administrators: [] }));
  const names = [one, other].map((region) => Stack.of(made.keyIn(region)).stackName);
  expect(new Set(names).size).toBe(2);
  for (const name of names) { expect(name).toMatch(/^dummy-value-for-[a-z0-9-]{1,112}$/); }
});

test('a path that is not looked up yet does not decide which organization it is', () => {
  const { lookup } = scene(VAULT);
  const protectedOrganization = ProtectedOrganization.fromPaths([lookup(), `${ORGANIZATION}/r-f6g7/`]);
  const statements = new ReplicaKeyPolicy({ vaultAccount: VAULT, protectedOrganization }).document().toJSON().Statement;
  expect(statements.at(-1).Condition.StringEquals).toEqual({ 'aws:PrincipalOrgID': ORGANIZATION });
});

test('a partition that is not looked up yet is left to the deployment', () => {
  const { lookup } = scene(VAULT);
  const policy = new ReplicaKeyPolicy({ vaultAccount: VAULT, partition: lookup(), protectedAccounts: [PROTECTED] });
  expect(policy.document().toJSON().Statement[0].Principal.AWS).toEqual({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${VAULT}:root` });
});

describe('a role that Role.fromLookup has not found yet', () => {
  // As aws-cdk-lib 2.276 returns it. The oldest one that this library supports has no Role.fromLookup.
  const dummy = 'arn:aws:iam:eu-west-1:123456789012:role/DUMMY_ARN';
  const role = ({ stack }: Scene) => iam.Role.fromRoleArn(stack, 'Role', dummy);

  test.each<[string, (scene: Scene) => unknown]>([
    ['VAULT role', keys((given) => ({ vaultRole: VaultRole.fromRole(role(given)) }))],
    ['late-bound VAULT role', keys((given) => ({ vaultRole: VaultRole.fromRole(role(given), { lateBound: true }) }))],
    ['administrator', keys((given) => ({ administrators: [role(given)] }))],
    ['VAULT role of a StackSet', keySet((given) => ({ administrators: [], vaultRole: VaultRole.fromRole(role(given)) }))],
    ['VAULT role of ProtectedKeyAccess', access(({ stack }) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN.replace(PROTECTED, '333333333333')), undefined, (given) => VaultRole.fromRole(role(given)))],
  ])('may be the %s, and cannot be deployed', (_what, make) => {
    const given = scene('333333333333');
    make(given);
    expect(errorsIn(given.app.synth().stacks)).toContain(`"${dummy}" is not looked up yet`);
  });
});

test('a dummy value that is never looked up cannot be deployed either', () => {
  const app = new App();
  new VaultReplicaKeys(app, 'Keys', options({ regions: ['eu-west-1'], protectedAccounts: ['dummy-value-for-/accounts'] }));
  const { manifest, stacks } = app.synth();
  expect(manifest.missing).toBeUndefined();
  expect(errorsIn(stacks)).toMatch(/^"dummy-value-for-\/accounts" is not looked up yet/);
});

test('a key adopted by an ARN that is not looked up yet is not judged', () => {
  const given = scene(VAULT);
  const made = new VaultReplicaKeys(given.app, 'Keys', options());
  const directory = mkdtempSync(join(tmpdir(), 'adopt-'));
  const [file] = made.adoptKeys({ directory, keys: { 'eu-west-1': { keyArn: given.lookup(), policy: '{"Statement":[{}]}' } } });
  given.app.synth();
  expect(readFileSync(file).toString()).toContain(`dummy-value-for-${PARAMETER}`);
});
