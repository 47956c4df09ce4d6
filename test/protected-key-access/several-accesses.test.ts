import { App, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, VaultReplicaKey, VaultRole } from '../../src';
import { changesOf, KEY_ARN, protectedStack, resourcesOf } from '../fixtures/protected-app';
import { VAULT } from '../fixtures/vault-app';

const PLAIN = VaultRole.fromRoleName('BackupIAMRole');
const LATE = VaultRole.fromRoleName('BackupIAMRole', { lateBound: true });

function give(stack: Stack, key: kms.IKey, ...roles: VaultRole[]): void {
  roles.forEach((vaultRole, index) => new ProtectedKeyAccess(stack, `Access${index}`, { keys: [key], vaultAccount: VAULT, vaultRole }));
}

/** The statements for the VAULT role in the policy of the key, wherever that is. */
function statementsIn(stack: Stack): any[] {
  return [
    ...Object.values(resourcesOf(stack, 'AWS::KMS::Key')).flatMap(({ Properties }) => Properties.KeyPolicy.Statement.slice(1)),
    ...changesOf(stack).flatMap(({ Statements }) => Statements),
  ];
}

describe.each<[string, (stack: Stack) => kms.IKey]>([
  ['a key of the app', (stack) => new kms.Key(stack, 'Key')],
  ['an imported key', (stack) => kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)],
])('%s', (_what, key) => {
  test.each<[string, VaultRole[]]>([['first', [LATE, PLAIN]], ['last', [PLAIN, LATE]]])('has the VAULT role by its ARN and as a principal, late-bound %s', (_when, roles) => {
    const stack = protectedStack();
    give(stack, key(stack), ...roles);
    const statements = statementsIn(stack);
    expect(statements).toHaveLength(4);
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(4);
    expect(statements.filter(({ Principal }) => Principal.AWS === '*').map(({ Condition }) => Condition.ArnEquals))
      .toEqual([1, 2].map(() => ({ 'aws:PrincipalArn': `arn:aws:iam::${VAULT}:role/BackupIAMRole` })));
    expect(statements.filter(({ Principal }) => Principal.AWS === `arn:aws:iam::${VAULT}:role/BackupIAMRole`)).toHaveLength(2);
  });

  test('has the statements of equal accesses once', () => {
    const stack = protectedStack();
    give(stack, key(stack), LATE, VaultRole.fromRoleName('BackupIAMRole', { lateBound: true }), PLAIN, VaultRole.fromRoleArn(`arn:aws:iam::${VAULT}:role/BackupIAMRole`));
    expect(statementsIn(stack)).toHaveLength(4);
  });
});

test.each<[string, (stack: Stack) => kms.IKey]>([
  ['of the app', (stack) => new kms.Key(stack, 'Key')],
  ['known by its alias', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/backup')],
])('equal accesses count once for a key %s where the partition is known only during deployment', (_what, key) => {
  const stack = new Stack(new App(), 'Anywhere');
  give(stack, key(stack), PLAIN, VaultRole.fromRoleName('BackupIAMRole'));
  expect(statementsIn(stack).map(({ Principal }) => Principal.AWS)).toEqual([1, 2].map(() => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::${VAULT}:role/BackupIAMRole` })));
});

// The CDK leaves out what it finds twice in a policy of its own, but the policy of a replica key is none.
test('a replica key of another vault has the VAULT role once, however many accesses name it', () => {
  const stack = protectedStack();
  const replicaKey = new VaultReplicaKey(stack, 'ReplicaKey', { alias: 'x', protectedAccounts: ['333333333333'] });
  const before = replicaKey.renderKeyPolicy().Statement;
  give(stack, replicaKey.key, PLAIN, PLAIN);
  expect(replicaKey.renderKeyPolicy().Statement).toHaveLength(before.length + 2);
  expect(statementsIn(stack)).toHaveLength(before.length + 1);
});
