import { App } from 'aws-cdk-lib';
import { KEY, OTHER, OWNER, policy, role, session, user } from './calls';
import { AccountMatching, ProtectedOrganization, VaultReplicaKeys, type VaultReplicaKeysProps, VaultRole, ViaService } from '../../../src';
import { decide, type KmsCall } from '../../../src/check/evaluator/decide';

const STRANGER = '333333333333';
const VAULT_ROLE = role(OWNER, 'BackupIAMRole');
const ALL = { policies: [policy({ Effect: 'Allow', Action: '*', Resource: '*' })], boundary: null };
const NOTHING = { policies: [], boundary: null };

/** What a copy of a member of the organization has, that comes from EC2. */
const CONTEXT = {
  'aws:PrincipalOrgID': ['o-a1b2c3d4e5'],
  'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/'],
  'kms:ViaService': ['ec2.eu-west-1.amazonaws.com'],
  'kms:GrantIsForAWSResource': ['true'],
};

/** What the manual promises, whatever the options. */
const PROMISES: Array<[string, KmsCall['caller'], string, 'yes' | 'no']> = [
  ['the VAULT role decrypts', { arn: VAULT_ROLE, ...NOTHING }, 'kms:Decrypt', 'yes'],
  ['the VAULT role makes grants for services', { arn: VAULT_ROLE, ...NOTHING }, 'kms:CreateGrant', 'yes'],
  ['the VAULT role changes no policy', { arn: VAULT_ROLE, ...NOTHING }, 'kms:PutKeyPolicy', 'no'],
  ['a PROTECTED role that IAM allows encrypts', { arn: role(OTHER, 'SourceIAMRole'), ...ALL }, 'kms:ReEncryptTo', 'yes'],
  ['a PROTECTED role that IAM does not allow does not', { arn: role(OTHER, 'SourceIAMRole'), ...NOTHING }, 'kms:ReEncryptTo', 'no'],
  ['a PROTECTED role does not delete the key', { arn: role(OTHER, 'SourceIAMRole'), ...ALL }, 'kms:ScheduleKeyDeletion', 'no'],
  ['a role of the VAULT account that IAM does not allow does nothing', { arn: role(OWNER, 'Other'), ...NOTHING }, 'kms:Decrypt', 'no'],
  ['another user of the VAULT account that IAM allows changes the policy', { arn: user(OWNER), ...ALL }, 'kms:PutKeyPolicy', 'yes'],
];

const OPTIONS: Array<[string, Partial<VaultReplicaKeysProps>]> = [
  ['accounts', { protectedAccounts: [OTHER] }],
  ['a late-bound role', { protectedAccounts: [OTHER], vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }) }],
  ['one role of each account', { protectedAccounts: [OTHER], protectedRoleName: 'SourceIAMRole' }],
  ['accounts by condition', { protectedAccounts: [OTHER], accountMatching: AccountMatching.CALLER_ACCOUNT }],
  ['services', { protectedAccounts: [OTHER], viaServices: [ViaService.EBS] }],
  ['an organization', { protectedOrganization: ProtectedOrganization.fromId('o-a1b2c3d4e5') }],
  ['organizational units', { protectedOrganization: ProtectedOrganization.fromPaths(['o-a1b2c3d4e5/r-f6g7/ou-f6g7-h8i9j0k1/']) }],
];

describe.each(OPTIONS)('with %s, the key policy that the library writes', (_, options) => {
  const keyPolicy = (): unknown => new VaultReplicaKeys(new App(), 'ReplicaKeys', {
    alias: 'very_secret_key', regions: ['eu-west-1'], vaultAccount: OWNER, ...options,
  } as VaultReplicaKeysProps).keyIn('eu-west-1').renderKeyPolicy();
  const decisionOn = (caller: KmsCall['caller'], action: string, context: KmsCall['context']) =>
    decide({ caller, action, context, keyArn: KEY, keyPolicies: [keyPolicy()] });

  test.each(PROMISES)('says that %s', (_promise, caller, action, expected) => {
    expect(decisionOn(caller, action, CONTEXT).verdict).toBe(expected);
  });

  test('refuses an account that is not PROTECTED', () => {
    const context = { ...CONTEXT, 'aws:PrincipalOrgID': ['o-zzzzzzzzzz'], 'aws:PrincipalOrgPaths': ['o-zzzzzzzzzz/r-zzzz/'] };
    expect(decisionOn({ arn: role(STRANGER, 'SourceIAMRole'), ...ALL }, 'kms:Decrypt', context).verdict).toBe('no');
  });

  test('decides about the VAULT role by nothing but the calling service, and about a session by its role', () => {
    const { verdict, dependsOn } = decisionOn({ arn: VAULT_ROLE, ...NOTHING }, 'kms:Decrypt', {});
    expect([verdict, dependsOn]).toEqual(options.viaServices ? ['unknown', ['kms:ViaService']] : ['yes', []]);
    const ofSession = { ...CONTEXT, 'aws:PrincipalArn': [VAULT_ROLE] };
    expect(decisionOn({ arn: session(OWNER, 'BackupIAMRole'), ...NOTHING }, 'kms:Decrypt', ofSession).verdict).toBe('yes');
  });
});
