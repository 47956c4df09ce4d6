import { App, Aws, Stack } from 'aws-cdk-lib';
import { VaultReplicaKey, VaultRole } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { PROTECTED, VAULT } from '../fixtures/vault-app';

test.each([' ', 'x:'])('an ARN after %j is refused', (before) => {
  const arn = `${before}arn:aws:iam::${VAULT}:role/BackupIAMRole`;
  expect(errorOf(() => VaultRole.fromRoleArn(arn))).toMatch(`vaultRole "${arn}" is not the ARN of a role`);
});

test.each([' ', '\n', 'ü'])('an ARN before %j is refused', (after) => {
  const arn = `arn:aws:iam::${VAULT}:role/BackupIAMRole${after}`;
  expect(errorOf(() => VaultRole.fromRoleArn(arn))).toMatch(`vaultRole "${arn}" is not the ARN of a role`);
});

test('an ARN keeps its partition if the account and partition of the key are known only during deployment', () => {
  const arn = 'arn:aws-cn:iam::${AWS::AccountId}:role/BackupIAMRole';
  const key = new VaultReplicaKey(new Stack(new App(), 'Anywhere'), 'Key', {
    alias: 'very_secret_key', protectedAccounts: [PROTECTED], vaultRole: VaultRole.fromRoleArn(`arn:aws-cn:iam::${Aws.ACCOUNT_ID}:role/BackupIAMRole`),
  });
  expect(key.renderKeyPolicy().Statement[1].Principal.AWS[0]).toEqual({ 'Fn::Sub': arn });
});
