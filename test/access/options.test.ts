import { isAllowed } from './evaluate';
import { ALL_OF_KMS } from './matrix';
import { ACCOUNTS, ORGANIZATION, UNIT } from './options-callers';
import { keysUnder, nameOfSet, OPTION_SETS, PARTITIONS, type OptionSet } from './options-sets';
import { AccountMatching, VaultRole, type VaultReplicaKeysProps } from '../../src';
import { renamePrincipal } from '../fakes/policy-principals';
import { checkPolicy } from '../fakes/policy-rules';
import { manualKeyPolicy } from '../fixtures/manual';

const VAULT = ACCOUNTS.VAULT.id;
const PROTECTED = ACCOUNTS.listed.id;

describe.each(PARTITIONS)('in %s', (partition, region, elsewhere) => {
  const keyArn = `arn:${partition}:kms:${region}:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const policyUnder = (...set: OptionSet) => keysUnder(set, [partition, region, elsewhere]).keyIn(region).renderKeyPolicy();

  /** Whether a role may call, where IAM allows it all of KMS or, in VAULT, nothing. */
  function may(policy: any, account: string, role: string, action: string, context: Record<string, string | string[]> = {}): Promise<boolean> {
    const principal = `arn:${partition}:iam::${account}:role/${role}`;
    return isAllowed(keyArn, policy, {
      principal,
      action: `kms:${action}`,
      identityPolicy: account === VAULT ? undefined : ALL_OF_KMS,
      context: { 'kms:CallerAccount': account, 'aws:PrincipalArn': principal, ...context },
    });
  }

  const memberOf = (path: string) => ({ 'aws:PrincipalOrgID': path.split('/')[0], 'aws:PrincipalOrgPaths': [path] });
  const forAws = { 'kms:GrantIsForAWSResource': 'true' };

  describe('a VAULT role that was deleted and re-created', () => {
    const vaultRole = `arn:${partition}:iam::${VAULT}:role/BackupIAMRole`;
    /** What KMS makes of a policy that names a deleted role as a principal: it keeps the unique id of the one role that there was. */
    const afterDeletion = (policy: any) => renamePrincipal(policy, vaultRole, 'AROAQQQQQQQQQQQQQQQQ1');
    const accept = (policy: any) => checkPolicy(JSON.stringify(policy), { partition, exists: (arn) => arn !== vaultRole });

    test('has no access where it is a principal, and the policy cannot be written again', async () => {
      const policy = policyUnder();
      expect(await may(policy, VAULT, 'BackupIAMRole', 'Decrypt')).toBe(true);
      expect(await may(afterDeletion(policy), VAULT, 'BackupIAMRole', 'Decrypt')).toBe(false);
      expect(() => accept(afterDeletion(policy))).toThrow('invalid principals');
    });

    test('still works where it is late-bound, and the policy is accepted before and after', async () => {
      const policy = policyUnder('late-bound');
      expect(afterDeletion(policy)).toEqual(policy);
      expect(await may(policy, VAULT, 'BackupIAMRole', 'Decrypt')).toBe(true);
      expect(await may(policy, VAULT, 'BackupIAMRole', 'CreateGrant', forAws)).toBe(true);
      expect(() => accept(policy)).not.toThrow();
      expect(() => accept(policyUnder())).toThrow('invalid principals');
    });

    test('is not given to another role, or to a role of the same name in another account', async () => {
      const policy = policyUnder('late-bound');
      expect(await may(policy, VAULT, 'Other', 'Decrypt')).toBe(false);
      expect(await may(policy, VAULT, 'other/BackupIAMRole', 'Decrypt')).toBe(false);
      expect(await may(policy, ACCOUNTS['another organization'].id, 'BackupIAMRole', 'Decrypt')).toBe(false);
    });
  });

  test('one role of PROTECTED has access, under any path, and another role has none', async () => {
    expect(await may(policyUnder(), PROTECTED, 'Other', 'Decrypt')).toBe(true);
    expect(await may(policyUnder('one role'), PROTECTED, 'Other', 'Decrypt')).toBe(false);
    expect(await may(policyUnder('one role'), PROTECTED, 'Other', 'CreateGrant', forAws)).toBe(false);
    expect(await may(policyUnder('one role'), PROTECTED, 'SourceIAMRole', 'Decrypt')).toBe(true);
    expect(await may(policyUnder('one role'), PROTECTED, 'a/path/SourceIAMRole', 'Decrypt')).toBe(true);
  });

  test.each(['unit too', 'unit only'] as const)('an account of the %s has access, and one outside the unit has none', async (option) => {
    const policy = policyUnder(option);
    expect(await may(policy, ACCOUNTS.unit.id, 'SourceIAMRole', 'Decrypt', memberOf(UNIT))).toBe(true);
    expect(await may(policy, ACCOUNTS.unit.id, 'SourceIAMRole', 'Decrypt', memberOf(`${UNIT}ou-f6g7-l2m3n4o5/`))).toBe(true);
    for (const path of [`${ORGANIZATION}/r-f6g7/`, `${ORGANIZATION}/r-f6g7/ou-f6g7-zzzzzzzz/`]) {
      expect(await may(policy, ACCOUNTS['another unit'].id, 'SourceIAMRole', 'Decrypt', memberOf(path))).toBe(false);
    }
    expect(await may(policy, ACCOUNTS.none.id, 'SourceIAMRole', 'Decrypt')).toBe(false);
    expect(await may(policy, PROTECTED, 'SourceIAMRole', 'Decrypt', memberOf(`${ORGANIZATION}/r-f6g7/`))).toBe(option === 'unit too');
  });

  test.each(['organization too', 'unit only'] as const)('nobody of VAULT, a member too, has access without IAM by the %s', async (option) => {
    expect(await may(policyUnder(option), VAULT, 'Other', 'Decrypt', memberOf(UNIT))).toBe(false);
    expect(await may(policyUnder(option), VAULT, 'Other', 'CreateGrant', { ...memberOf(UNIT), ...forAws })).toBe(false);
  });

  test('a call that does not go through the service is denied, DescribeKey is not', async () => {
    const policy = policyUnder('via services');
    for (const [account, role] of [[VAULT, 'BackupIAMRole'], [PROTECTED, 'SourceIAMRole']]) {
      const viaService = (action: string, service: string) => may(policy, account, role, action, { 'kms:ViaService': `${service}.amazonaws.com` });
      expect(await viaService('Decrypt', `ec2.${region}`)).toBe(true);
      expect(await viaService('GenerateDataKeyWithoutPlaintext', `rds.${region}`)).toBe(true);
      expect(await may(policy, account, role, 'Decrypt')).toBe(false);
      expect(await viaService('Decrypt', `lambda.${region}`)).toBe(false);
      expect(await viaService('Decrypt', `ec2.${elsewhere}`)).toBe(false);
      expect(await may(policy, account, role, 'DescribeKey')).toBe(true);
      expect(await may(policy, account, role, 'CreateGrant', forAws)).toBe(true);
    }
  });

  test.each(['via services', 'retired'] as const)('a VAULT role that IAM allows it still encrypts directly, under %s', async (option) => {
    const request = { principal: `arn:${partition}:iam::${VAULT}:role/BackupIAMRole`, action: 'kms:Encrypt', context: { 'kms:CallerAccount': VAULT } };
    expect(await isAllowed(keyArn, policyUnder(option), request)).toBe(false);
    expect(await isAllowed(keyArn, policyUnder(option), { ...request, identityPolicy: ALL_OF_KMS })).toBe(true);
  });

  test.each<[string, any]>([['no IAM', undefined], ['all of KMS by IAM', ALL_OF_KMS]])(
    'nobody but break-glass deletes the key or disables it, with %s', async (_iam, identityPolicy) => {
      const policy = policyUnder('break-glass', 'role patterns');
      for (const action of ['kms:ScheduleKeyDeletion', 'kms:DisableKey']) {
        const mayDestroy = (resource: string, keyPolicy = policy) => {
          const principal = `arn:${partition}:iam::${VAULT}:${resource}`;
          const context = { 'kms:CallerAccount': VAULT, 'aws:PrincipalArn': principal };
          return isAllowed(keyArn, keyPolicy, { principal, identityPolicy, action, context });
        };
        expect(await mayDestroy('role/BreakGlass')).toBe(true);
        expect(await mayDestroy('role/BreakGlass', policyUnder('protected from deletion'))).toBe(false);
        expect(await mayDestroy('user/key_administrator@example.com')).toBe(false);
        expect(await mayDestroy('role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_KeyAdmins_0123456789abcdef')).toBe(false);
        expect(await mayDestroy('role/BackupIAMRole')).toBe(false);
        expect(await mayDestroy('root')).toBe(false);
        expect(await mayDestroy('user/key_administrator@example.com', policyUnder())).toBe(true);
      }
    },
  );

  test('administrators lose the deletion itself, and are not only denied it', async () => {
    const { Statement, ...rest } = policyUnder('protected from deletion');
    const withoutDeny = { ...rest, Statement: Statement.filter(({ Effect }: any) => Effect === 'Allow') };
    const principal = `arn:${partition}:iam::${VAULT}:user/key_administrator@example.com`;
    expect(Statement).toHaveLength(withoutDeny.Statement.length + 1);
    expect(await isAllowed(keyArn, withoutDeny, { principal, action: 'kms:ScheduleKeyDeletion' })).toBe(false);
    expect(await isAllowed(keyArn, withoutDeny, { principal, action: 'kms:CancelKeyDeletion' })).toBe(true);
  });

  test('a retired key is not encrypted with directly, and still restores', async () => {
    const policy = policyUnder('retired');
    for (const [account, role] of [[VAULT, 'BackupIAMRole'], [PROTECTED, 'SourceIAMRole']]) {
      for (const action of ['Encrypt', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'GenerateDataKeyPair']) {
        expect(await may(policyUnder(), account, role, action)).toBe(true);
        expect(await may(policy, account, role, action)).toBe(false);
      }
      for (const action of ['Decrypt', 'ReEncryptFrom', 'DescribeKey']) {
        expect(await may(policy, account, role, action)).toBe(true);
      }
      expect(await may(policy, account, role, 'CreateGrant', forAws)).toBe(true);
    }
  });

  test('a role that matches the pattern administers the key without IAM, and one that nearly does not', async () => {
    const policy = policyUnder('role patterns');
    const keyAdmins = 'aws-reserved/sso.amazonaws.com/eu-west-1/AWSReservedSSO_KeyAdmins_0123456789abcdef';
    expect(await may(policy, VAULT, keyAdmins, 'PutKeyPolicy')).toBe(true);
    expect(await may(policyUnder(), VAULT, keyAdmins, 'PutKeyPolicy')).toBe(false);
    expect(await may(policy, VAULT, keyAdmins, 'Decrypt')).toBe(false);
    expect(await may(policy, VAULT, keyAdmins.replace('KeyAdmins', 'ReadOnly'), 'PutKeyPolicy')).toBe(false);
    expect(await may(policy, VAULT, keyAdmins.replace('KeyAdmins', 'KeyAdmins_ReadOnly'), 'PutKeyPolicy')).toBe(false);
    expect(await may(policy, VAULT, 'AWSReservedSSO_KeyAdmins_0123456789abcdef', 'PutKeyPolicy')).toBe(false);
    expect(await may(policy, PROTECTED, keyAdmins, 'PutKeyPolicy')).toBe(false);
  });

  test.each(OPTION_SETS.map((set): [string, OptionSet] => [nameOfSet(set), set]))(
    'KMS accepts the policy under %s, including its lockout check', async (_name, set) => {
      const policy = policyUnder(...set);
      expect(() => checkPolicy(JSON.stringify(policy), { partition, exists: () => true })).not.toThrow();
      const principal = `arn:${partition}:iam::${VAULT}:role/Deployment`;
      const context = { 'kms:CallerAccount': VAULT, 'aws:PrincipalArn': principal };
      expect(await isAllowed(keyArn, policy, { principal, identityPolicy: ALL_OF_KMS, action: 'kms:PutKeyPolicy', context })).toBe(true);
    },
  );

  test('the options left out, or as they are by default, leave the policy as the manual has it, to the byte', () => {
    const undefinedAll: Partial<VaultReplicaKeysProps> = {
      vaultRole: undefined,
      protectedRoleName: undefined,
      protectedOrganization: undefined,
      accountMatching: undefined,
      viaServices: undefined,
      deletionProtection: undefined,
      breakGlassPrincipals: undefined,
      breakGlassPatterns: undefined,
      retiredRegions: undefined,
      administratorPatterns: undefined,
    };
    const defaults: Partial<VaultReplicaKeysProps> = {
      vaultRole: VaultRole.fromRoleName('BackupIAMRole', { lateBound: false }),
      accountMatching: AccountMatching.PRINCIPAL,
      deletionProtection: false,
      breakGlassPrincipals: [],
      breakGlassPatterns: [],
      retiredRegions: [],
      administratorPatterns: [],
    };
    const manual = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED }, partition);
    for (const given of [{}, undefinedAll, defaults]) {
      const keys = keysUnder([], [partition, region, elsewhere], { policyId: 'example-key-policy', ...given });
      expect(JSON.stringify(keys.keyIn(region).renderKeyPolicy())).toBe(JSON.stringify(manual));
    }
  });
});

describe('many accounts', () => {
  const [AWS] = PARTITIONS;
  const keyArn = `arn:aws:kms:${AWS[1]}:${VAULT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const accounts = (count: number) => Array.from({ length: count }, (_, index) => `${400000000000 + index}`);
  const policyWith = (set: OptionSet, overrides: Partial<VaultReplicaKeysProps>) => keysUnder(set, AWS, overrides).keyIn(AWS[1]).renderKeyPolicy();
  const bytes = (policy: any) => Buffer.byteLength(JSON.stringify(policy));

  /** Whether IAM of the account, which allows all of KMS, has any effect. */
  function mayDecrypt(policy: any, account: string, membership: Record<string, string | string[]> = {}): Promise<boolean> {
    const principal = `arn:aws:iam::${account}:role/SourceIAMRole`;
    const context = { 'kms:CallerAccount': account, 'aws:PrincipalArn': principal, ...membership };
    return isAllowed(keyArn, policy, { principal, identityPolicy: ALL_OF_KMS, action: 'kms:Decrypt', context });
  }

  test('1,000 in a condition need 31,605 of 32,768 bytes, and each has access', async () => {
    const policy = policyWith(['accounts in a condition'], { protectedAccounts: accounts(1000) });
    expect(bytes(policy)).toBe(31_605);
    expect(await Promise.all(accounts(1002).map((account) => mayDecrypt(policy, account)))).toEqual([...Array(1000).fill(true), false, false]);
  });

  test.each<[number, string, OptionSet]>(([
    [480, []],
    [1038, ['accounts in a condition']],
    [1031, ['accounts in a condition', 'late-bound']],
    [1031, ['accounts in a condition', 'one role']],
    [1010, ['accounts in a condition', 'unit too']],
    [1023, ['accounts in a condition', 'break-glass']],
    [1038, ['accounts in a condition', 'retired']],
    [1020, ['accounts in a condition', 'role patterns']],
    // The accounts stand in three statements, not two.
    [680, ['accounts in a condition', 'via services']],
  ] as Array<[number, OptionSet]>).map(([count, set]) => [count, nameOfSet(set), set]))('%i fit, and no more, under %s', (count, _name, set) => {
    expect(bytes(policyWith(set, { protectedAccounts: accounts(count) }))).toBeLessThanOrEqual(32_768);
    expect(() => policyWith(set, { protectedAccounts: accounts(count + 1) })).toThrow('the limit is 32768');
  });

  test('5,000 of an organization\'s unit need 1,923 bytes, and each has access', async () => {
    const policy = policyWith(['unit only'], {});
    expect(bytes(policy)).toBe(1_923);
    const member = { 'aws:PrincipalOrgID': ORGANIZATION, 'aws:PrincipalOrgPaths': [UNIT] };
    const allowed = await Promise.all(accounts(5000).map((account) => mayDecrypt(policy, account, member)));
    expect(allowed.filter((one) => one)).toHaveLength(5000);
    expect(await mayDecrypt(policy, '400000000000')).toBe(false);
  });
});
