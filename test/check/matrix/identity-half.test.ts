import { App } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ProtectedKeyAccess, VaultReplicaKeys } from '../../../src';
import { identityHalf } from '../../../src/check/matrix/identity-half';
import { policyOf } from '../../access/matrix';
import { KEY_ARN, protectedStack } from '../../fixtures/protected-app';
import { options, VAULT } from '../../fixtures/vault-app';

test('"IAM allows" is what protectedRoleStatements() gives for the keys of a Region', () => {
  const keys = new VaultReplicaKeys(new App(), 'ReplicaKeys', options({ regions: ['eu-west-1'] }));
  expect(identityHalf(`arn:aws:kms:eu-west-1:${VAULT}:key/*`, 'alias/very_secret_key')).toEqual(policyOf(keys.protectedRoleStatements()));
});

test('"IAM allows" is what vaultRoleStatements() gives for a key by its ARN', () => {
  const stack = protectedStack();
  const access = new ProtectedKeyAccess(stack, 'Access', { keys: [kms.Key.fromKeyArn(stack, 'Key', KEY_ARN)], vaultAccount: VAULT });
  expect(identityHalf(KEY_ARN)).toEqual(policyOf(access.vaultRoleStatements()));
});
