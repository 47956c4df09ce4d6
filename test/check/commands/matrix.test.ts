import { App } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { VaultReplicaKeys, ViaService, type VaultReplicaKeysProps } from '../../../src';
import { readAssembly } from '../../../src/check/assembly/read-assembly';
import { PLAIN, type Paint } from '../../../src/check/command-line/paint';
import { matrixCommand } from '../../../src/check/commands/matrix';
import { options, VAULT } from '../../fixtures/vault-app';

function textOf(overrides: Partial<VaultReplicaKeysProps>, paint: Paint = PLAIN, statement?: iam.PolicyStatement): string {
  const app = new App();
  const keys = new VaultReplicaKeys(app, 'ReplicaKeys', options(overrides));
  if (statement) { keys.addToKeyPolicy(statement); }
  return matrixCommand(readAssembly(app.synth().directory), paint);
}

test('the matrix of the manual\'s keys is one table and what its words mean', () => {
  expect(textOf({})).toBe(`Who may do what with alias/very_secret_key, in each region alike
                           use     grant, AWS  grant, else  administer  delete
VAULT role                 yes     yes         no           no          no
SourceIAMRole, IAM allows  yes     yes         no           no          no
SourceIAMRole, no IAM      no      no          no           no          no
key administrator          partly  yes         yes          yes         yes
other VAULT role, no IAM   no      no          no           no          no
third account, all IAM     no      no          no           no          no

By the policies only: SCPs, boundaries, and grants are not considered.
  IAM allows  by the statements that the library gives for that role
  all IAM     the caller's own IAM policy allows kms:*
  grant, else for the caller itself or another principal, not an AWS service
  partly      DescribeKey only; by a grant to itself, all of it`);
});

test('each kind of key has its table, and words that do not stand there are not explained', () => {
  const text = textOf({ retiredRegions: ['us-east-1'], administrators: [] });
  expect(text.match(/^Who may.*/gm)).toEqual([
    'Who may do what with alias/very_secret_key, in eu-west-1 and eu-central-1', 'Who may do what with alias/very_secret_key, in the retired us-east-1',
  ]);
  expect(text).toMatch(/\n {2}partly {6}Decrypt, ReEncryptFrom, DescribeKey only$/);
  expect(textOf({ administrators: [] })).not.toMatch(/partly|unknown|through/);
});

test('the services that a key is narrowed to are said', () => {
  expect(textOf({ viaServices: [ViaService.RDS, ViaService.EBS] })).toContain('\n  use         through ec2, rds\n');
});

test('what decides where the policies do not is said, and a long name makes its column wider', () => {
  const text = textOf({ administrators: [] }, PLAIN, new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal(`arn:aws:iam::${VAULT}:role/AnAuditorWhoseRoleHasAVeryLongName`)],
    actions: ['kms:*'],
    resources: ['*'],
    conditions: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' }, Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
  }));
  expect(text).toContain('\nAnAuditorWhoseRoleHasAVeryLongName  unknown  unknown     unknown      unknown     unknown\n');
  expect(text).toContain(`\nVAULT role${' '.repeat(26)}yes      yes         no           no          no\n`);
  expect(text).toMatch(/\n {2}unknown {5}depends on aws:MultiFactorAuthPresent, aws:SourceIp$/);
});

test('answers and titles are in color where asked', () => {
  const lines = textOf({}, (color, text) => `<${color}>${text}`).split('\n');
  expect(lines[0]).toBe('<bold>Who may do what with alias/very_secret_key, in each region alike');
  expect(lines[5]).toBe('key administrator          <yellow>partly  <green>yes         <green>yes          <green>yes         <green>yes');
});

test('what an assembly names cannot drive the terminal', () => {
  const hostile = { alias: 'alias/\u001b[2J', partition: 'aws', vaultAccount: VAULT, protectedAccounts: [], services: [], keys: [{ region: 'eu-west-1', retired: false }] };
  const text = matrixCommand({ replicaKeys: [{ ...hostile, vaultRole: { arn: `arn:aws:iam::${VAULT}:role/\u202eR`, lateBound: false } }], sourceKeys: [] }, PLAIN);
  expect(text).toContain('alias/\\u001b[2J');
  expect(text).not.toMatch(/[\u001b\u202e]/);
});
