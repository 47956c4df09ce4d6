import { keyUserCalls } from '../../../src/check/calls/key-user-calls';

const region = 'eu-west-1';
const FOR_AWS = { 'kms:GrantIsForAWSResource': ['true'] };
const NO_GRANT = { 'kms:GrantIsForAWSResource': [] };

/** The manual's lists, its wildcards spelled out. */
const USE = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext', 'DescribeKey'];
const GRANTS = ['CreateGrant', 'ListGrants', 'RevokeGrant'];

const call = (context: Record<string, string[]>) => (name: string) => ({ action: `kms:${name}`, context });

test('key users make the calls of the manual, and grants for AWS services only', () => {
  expect(keyUserCalls({ region, services: [], retired: false })).toEqual([...USE.map(call(NO_GRANT)), ...GRANTS.map(call(FOR_AWS))]);
});

test('users of a retired key decrypt, and need grants for a restore', () => {
  expect(keyUserCalls({ region, services: [], retired: true }))
    .toEqual([...['Decrypt', 'ReEncryptFrom', 'DescribeKey'].map(call(NO_GRANT)), ...GRANTS.map(call(FOR_AWS))]);
});

test('services make each call but DescribeKey, which they make in the name of the user', () => {
  const via = (service: string) => call({ ...NO_GRANT, 'kms:ViaService': [`${service}.${region}.amazonaws.com`] });
  expect(keyUserCalls({ region, services: ['ec2', 'rds'], retired: false })).toEqual([
    ...USE.slice(0, -1).flatMap((name) => [via('ec2')(name), via('rds')(name)]), call(NO_GRANT)('DescribeKey'), ...GRANTS.map(call(FOR_AWS)),
  ]);
});
