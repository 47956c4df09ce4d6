import { App } from 'aws-cdk-lib';
import { ArnPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeys, type VaultReplicaKeysProps } from '../../../src';
import { expectationByHand } from '../../../src/check/assembly/by-hand';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import { destroyersOf } from '../../../src/check/matrix/destroyers';
import { BREAK_GLASS, options } from '../../fixtures/vault-app';

const BY_IAM = 'every role and user of account 111111111111 whose IAM policies allow it';
const LATER = ', after a change of the key policy';

function destroyers(overrides: Partial<VaultReplicaKeysProps>, statement?: PolicyStatement): Record<string, readonly string[]> {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options(overrides));
  if (statement) { keys.addToKeyPolicy(statement); }
  return Object.fromEntries(destroyersOf(readAssembly(app.synth().directory)).map(({ subject, actors }) => [subject, actors]));
}

test('administrators may destroy keys, and so may whoever IAM of the VAULT account allows', () => {
  expect(destroyers({})).toEqual({ 'alias/very_secret_key, in each region alike': ['key administrator', BY_IAM] });
});

test('under deletion protection, only break-glass principals may at once, and others after a change of the policy', () => {
  const actors = [`key administrator${LATER}`, 'break-glass principal', `${BY_IAM}${LATER}`];
  expect(destroyers({ deletionProtection: true, breakGlassPrincipals: [new ArnPrincipal(BREAK_GLASS)], retiredRegions: ['us-east-1'] })).toEqual({
    'alias/very_secret_key, in eu-west-1 and eu-central-1': actors, 'alias/very_secret_key, in the retired us-east-1': actors,
  });
});

test('a right that depends on what is not known cannot be told', () => {
  const statement = new PolicyStatement({
    sid: 'Office',
    principals: [new ArnPrincipal('arn:aws:iam::111111111111:role/Office')],
    actions: ['kms:ScheduleKeyDeletion'],
    resources: ['*'],
    conditions: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
  });
  expect(destroyers({}, statement)['alias/very_secret_key, in each region alike']).toContainEqual(expect.stringMatching(/Office.* \(cannot tell\)$/));
});

test('for keys created by hand from the manual, only IAM decides', () => {
  expect(destroyersOf(expectationByHand({
    alias: 'very_secret_key',
    vaultAccount: '111111111111',
    protectedAccounts: ['222222222222'],
    regions: ['eu-west-1'],
    sourceKeys: ['arn:aws:kms:eu-west-1:222222222222:alias/mine'],
  }))).toEqual([{ subject: 'alias/very_secret_key, in eu-west-1', actors: [BY_IAM] }]);
});
