import { Aws } from 'aws-cdk-lib';
import { ReplicaKeyPolicy } from '../../../src';
import { errorOf } from '../../fixtures/error-of';
import { VAULT } from '../../fixtures/vault-app';

const protectedAccounts = Array.from({ length: 600 }, (_, index) => `${400000000000 + index}`);
const sizeOf = (vaultAccount: string, partition: string) =>
  / of (\d+) bytes/.exec(errorOf(() => new ReplicaKeyPolicy({ vaultAccount, partition, protectedAccounts })))![1];

test('an account and a partition known only during deployment count as much as known ones', () => {
  expect(sizeOf(Aws.ACCOUNT_ID, Aws.PARTITION)).toBe(sizeOf(VAULT, 'aws'));
});
