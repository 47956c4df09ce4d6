import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, ProtectedOrganization, VaultReplicaKey, VaultReplicaKeys, VaultRole, ViaService, type VaultReplicaKeysProps } from '../../../src';
import { expectationByHand } from '../../../src/check/assembly/by-hand';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import { accessTables, type AccessTableWithReasons } from '../../../src/check/matrix/access-tables';
import { questionsOf } from '../../../src/check/matrix/questions';
import { REPLICA_KEY_MATRIX, SOURCE_KEY_AFTER, SOURCE_KEY_BEFORE } from '../../access/manual-matrix';
import { matrixFrom } from '../../access/matrix';
import { KEY_ARN, protectedStack } from '../../fixtures/protected-app';
import { ADMINISTRATOR, BREAK_GLASS, options, ORGANIZATION, PATTERN, PROTECTED, UNIT, VAULT } from '../../fixtures/vault-app';

function tablesOf(fill: (app: App) => void): AccessTableWithReasons[] {
  const app = new App();
  fill(app);
  return accessTables(readAssembly(app.synth().directory));
}

function tablesWith(overrides: Partial<VaultReplicaKeysProps>, change?: (keys: VaultReplicaKeys) => void): AccessTableWithReasons[] {
  return tablesOf((app) => {
    const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options(overrides));
    change?.(keys);
  });
}

function cells({ attempts, rows }: AccessTableWithReasons): string[][] {
  return [['', ...attempts], ...rows.map(({ actor, answers }) => [actor, ...answers])];
}

test('the manual\'s key grants access to whom the manual says, in all Regions alike', () => {
  const [table, ...others] = tablesWith({});
  expect(others).toEqual([]);
  expect(table.title).toBe('Who may do what with alias/very_secret_key, in each region alike');
  expect(cells(table)).toEqual(matrixFrom(REPLICA_KEY_MATRIX));
  expect(table.parts).toEqual(['DescribeKey only; by a grant to itself, all of it']);
  expect(table.dependsOn).toEqual([]);
});

test('keys by hand grant access to whom the manual says, but for the administrator, whom the command line does not name', () => {
  const [table, before, after, ...others] = accessTables(expectationByHand({
    alias: 'very_secret_key', vaultAccount: VAULT, protectedAccounts: [PROTECTED], regions: ['eu-west-1', 'eu-central-1'], sourceKeys: [KEY_ARN],
  }));
  expect(cells(table)).toEqual(matrixFrom(REPLICA_KEY_MATRIX.replace(/^key administrator.*\n/m, '')));
  expect([before.title, after.title, others]).toEqual([`A key of account ${PROTECTED} in eu-west-1, as KMS makes it`, 'The same, with the manual\'s statements', []]);
  expect(cells(after)[1]).toEqual(['VAULT role, IAM allows', 'yes', 'yes', 'no', 'no', 'no']);
});

test('a retired Region has a table of its own, where replicas are decrypted and not encrypted', () => {
  const tables = tablesWith({ regions: ['eu-west-1', 'us-west-2'], retiredRegions: ['eu-central-1'] });
  expect(tables.map(({ title }) => title)).toEqual([
    'Who may do what with alias/very_secret_key, in eu-west-1 and us-west-2', 'Who may do what with alias/very_secret_key, in the retired eu-central-1',
  ]);
  expect(cells(tables[1])).toEqual(matrixFrom(REPLICA_KEY_MATRIX.replace(/(VAULT role|IAM allows)( +)yes     yes/g, '$1$2partly  yes')));
  expect(tables[1].parts).toEqual(['Decrypt, ReEncryptFrom, DescribeKey only', 'DescribeKey only; by a grant to itself, all of it']);
});

test('the account is in the title where there are several', () => {
  const tables = tablesOf((app) => {
    new VaultReplicaKeys(app, 'One', options({ regions: ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2'] }));
    new VaultReplicaKeys(app, 'Two', options({ vaultAccount: '444444444444', administrators: [], regions: ['eu-west-1'] }));
  });
  expect(tables.map(({ title }) => title)).toEqual([
    `Who may do what with alias/very_secret_key of account ${VAULT}, in each region alike`,
    'Who may do what with alias/very_secret_key of account 444444444444, in eu-west-1',
  ]);
});

describe('the rows', () => {
  const rowsOf = (overrides: Partial<VaultReplicaKeysProps>, change?: (keys: VaultReplicaKeys) => void) => cells(tablesWith(overrides, change)[0])
    .slice(1)
    .map(([name, ...answers]) => `${name}: ${answers.join(' ')}`);

  test('name every administrator, each pattern by a role that it matches, and those who may delete', () => {
    expect(rowsOf({
      administrators: [new iam.ArnPrincipal(ADMINISTRATOR), new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/keys/Second`)],
      administratorPatterns: [PATTERN],
      deletionProtection: true,
      breakGlassPrincipals: [new iam.ArnPrincipal(BREAK_GLASS)],
    })).toEqual([
      'VAULT role: yes yes no no no',
      'SourceIAMRole, IAM allows: yes yes no no no',
      'SourceIAMRole, no IAM: no no no no no',
      'key administrator Second: partly yes yes yes no',
      'key administrator key_administrator@example.com: partly yes yes yes no',
      'key administrator *AWSReservedSSO_KeyAdmins_????????????????: partly yes yes yes no',
      'break-glass principal: partly no no no yes',
      'other VAULT role, no IAM: no no no no no',
      'third account, all IAM: no no no no no',
    ]);
  });

  test('are for the one role that may use the key, and for another role of its account', () => {
    expect(rowsOf({ protectedRoleName: 'Copier', administrators: [] })).toEqual([
      'VAULT role: yes yes no no no',
      'Copier, IAM allows: yes yes no no no',
      'Copier, no IAM: no no no no no',
      'other role there, all IAM: no no no no no',
      'other VAULT role, no IAM: no no no no no',
      'third account, all IAM: no no no no no',
    ]);
  });

  test.each([
    ['all of it', ProtectedOrganization.fromId(ORGANIZATION)], ['units of it', ProtectedOrganization.fromPaths([UNIT, `${ORGANIZATION}/r-f6g7/ou-f6g7-zzzzzzzz/`])],
  ])('are for members of the organization where that has access, %s', (_what, protectedOrganization) => {
    expect(rowsOf({ protectedOrganization, protectedAccounts: [], administrators: [] })).toEqual([
      'VAULT role: yes yes no no no',
      'SourceIAMRole, IAM allows: yes yes no no no',
      'SourceIAMRole, no IAM: no no no no no',
      'other VAULT role, no IAM: no no no no no',
      'third account, all IAM: no no no no no',
    ]);
    expect(rowsOf({ protectedOrganization, administrators: [] })).toEqual(expect.arrayContaining([
      'SourceIAMRole, IAM allows: yes yes no no no', 'SourceIAMRole of the organization, IAM allows: yes yes no no no',
    ]));
  });

  test('are for use through the services that the key is narrowed to, in all Regions alike though services are named by Region', () => {
    expect(tablesWith({ viaServices: [ViaService.EBS] })).toHaveLength(1);
    expect(rowsOf({ viaServices: [ViaService.EBS, ViaService.RDS], administrators: [] }).slice(0, 2)).toEqual([
      'VAULT role: yes yes no no no', 'SourceIAMRole, IAM allows: yes yes no no no',
    ]);
  });

  test('are the same for a VAULT role that is late-bound', () => {
    expect(rowsOf({ vaultRole: VaultRole.fromRoleName('Copier', { lateBound: true }) })[0]).toBe('VAULT role: yes yes no no no');
  });

  test('are for a third account that is none of the PROTECTED ones', () => {
    const rows = rowsOf({ protectedAccounts: [PROTECTED, '333333333333', '333333444444'], administrators: [] });
    expect(rows.at(-1)).toBe('third account, all IAM: no no no no no');
  });

  test('are for a role that a pattern of administrators matches, and not for the pattern', () => {
    const app = new App();
    new VaultReplicaKeys(app, 'ReplicaKeys', options({ administratorPatterns: [PATTERN], administrators: [] }));
    const [{ actors }] = questionsOf(readAssembly(app.synth().directory));
    expect(actors.find(({ name }) => name === 'key administrator')!.caller.arn)
      .toBe(`arn:aws:iam::${VAULT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_KeyAdmins_0000000000000000`);
  });

  test('are for accounts alike, where a statement singles one out', () => {
    const denied = new iam.PolicyStatement({
      effect: iam.Effect.DENY, principals: [new iam.AccountPrincipal('444444444444')], actions: ['kms:Encrypt'], resources: ['*'],
    });
    expect(rowsOf({ protectedAccounts: [PROTECTED, '333333333333', '444444444444'], administrators: [] }, (keys) => keys.addToKeyPolicy(denied)).slice(1, 5)).toEqual([
      `SourceIAMRole of ${PROTECTED} and 1 more, IAM allows: yes yes no no no`,
      `SourceIAMRole of ${PROTECTED} and 1 more, no IAM: no no no no no`,
      'SourceIAMRole of 444444444444, IAM allows: partly yes no no no',
      'SourceIAMRole of 444444444444, no IAM: no no no no no',
    ]);
  });

  test('are for everybody else whom a statement names: roles, users, accounts and services', () => {
    const statement = (principal: iam.IPrincipal, action: string) => new iam.PolicyStatement({ principals: [principal], actions: [action], resources: ['*'] });
    expect(rowsOf({ administrators: [] }, (keys) => {
      keys.addToKeyPolicy(statement(new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/x/Auditor`), 'kms:DescribeKey'));
      keys.addToKeyPolicy(statement(new iam.ArnPrincipal('arn:aws:iam::555555555555:user/bob'), 'kms:Decrypt'));
      keys.addToKeyPolicy(statement(new iam.AccountPrincipal('666666666666'), 'kms:ListGrants'));
      keys.addToKeyPolicy(statement(new iam.ServicePrincipal('backup.amazonaws.com'), 'kms:PutKeyPolicy'));
    }).slice(3, 7)).toEqual([
      'Auditor: partly no no no no',
      'bob of 555555555555, all IAM: partly no no no no',
      'account 666666666666, all IAM: no partly no no no',
      'backup.amazonaws.com: no no no partly no',
    ]);
  });

  test('are for a role of the app whose name is known at deployment only', () => {
    const [table] = tablesOf((app) => {
      const stack = new Stack(app, 'Vault', { env: { account: VAULT, region: 'eu-west-1' } });
      const { key } = new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'x', protectedAccounts: [PROTECTED] });
      const role = new iam.Role(stack, 'Backup', { assumedBy: new iam.AccountRootPrincipal() });
      key.addToResourcePolicy(new iam.PolicyStatement({ principals: [role], actions: ['kms:Decrypt'], resources: ['*'] }));
    });
    expect(cells(table).map(([name, use]) => [name, use])).toEqual(expect.arrayContaining([['VAULT role', 'yes'], [expect.stringMatching(/^Backup[0-9A-F]{8}$/), 'partly']]));
  });

  test('are unknown where a statement depends on what the policies do not say', () => {
    const [table] = tablesWith({ administrators: [] }, (keys) => keys.addToKeyPolicy(new iam.PolicyStatement({
      principals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/Auditor`)],
      actions: ['kms:PutKeyPolicy', 'kms:EnableKeyRotation', 'kms:TagResource'],
      resources: ['*'],
      conditions: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    })));
    expect(cells(table).find(([name]) => name === 'Auditor')).toEqual(['Auditor', 'no', 'no', 'no', 'unknown', 'no']);
    expect(table.dependsOn).toEqual(['aws:SourceIp']);
  });
});

describe('source keys', () => {
  test.each<[string, (stack: Stack) => kms.IKey]>([
    ['imported by ARN', (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)],
    ['imported by alias', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/databases')],
    ['of the app', (stack) => new kms.Key(stack, 'Key')],
  ])('%s grant access to the VAULT role after ProtectedKeyAccess, and to nobody else', (_how, key) => {
    const tables = tablesOf((app) => {
      const stack = protectedStack(app);
      new ProtectedKeyAccess(stack, 'Access', { keys: [key(stack)], vaultAccount: VAULT });
    });
    expect(tables.map(({ title }) => title)).toEqual([`A key of account ${PROTECTED} in eu-west-1, as KMS makes it`, 'The same, after ProtectedKeyAccess']);
    expect(tables.map(cells)).toEqual([matrixFrom(SOURCE_KEY_BEFORE), matrixFrom(SOURCE_KEY_AFTER)]);
  });

  test('that are alike have one table, and each role has its own', () => {
    const accounts = [PROTECTED, '333333333333', '444444444444', '555555555555'];
    const titles = (fill: (stack: Stack, keys: kms.IKey[]) => void) => tablesOf((app) => {
      for (const account of accounts) {
        const stack = new Stack(app, `S${account}`, { env: { account, region: 'eu-west-1' } });
        fill(stack, ['eu-west-1', 'us-east-1'].map((region) => kms.Key.fromKeyArn(stack, region, `arn:aws:kms:${region}:${account}:key/x`)));
      }
    }).map(({ title }) => title);
    const give = (stack: Stack, keys: kms.IKey[], role: string) =>
      new ProtectedKeyAccess(stack, role, { keys, vaultAccount: VAULT, vaultRole: VaultRole.fromRoleName(role) });
    expect(titles((stack, keys) => give(stack, keys, 'One')))
      .toEqual(['Keys of 4 accounts in eu-west-1 and us-east-1, as KMS makes them', 'The same, after ProtectedKeyAccess']);
    accounts.length = 2;
    expect(titles((stack, keys) => { give(stack, keys, 'One'); give(stack, keys, 'Two'); })).toEqual([
      `Keys of the accounts ${PROTECTED} and 333333333333 in eu-west-1 and us-east-1, as KMS makes them`, 'The same, after ProtectedKeyAccess for role/One',
      `Keys of the accounts ${PROTECTED} and 333333333333 in eu-west-1 and us-east-1, as KMS makes them`, 'The same, after ProtectedKeyAccess for role/Two',
    ]);
  });
});
