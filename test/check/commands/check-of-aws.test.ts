import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { manualKeyPolicy } from '../../fixtures/manual';
import type { FakeAccount, FakeKey } from '../fake-aws/fake-account';
import { FakeAws } from '../fake-aws/fake-aws';
import { credentialsOf } from '../live/environment';

const PROGRAM = join(__dirname, '../../../assets/check/main/index.js');
const VAULT = '111111111111';
const PROTECTED = '222222222222';
const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const POLICY = manualKeyPolicy({ vaultAccount: VAULT, vaultRole: 'BackupIAMRole', protectedAccount: PROTECTED });
const KEY_USE = {
  Version: '2012-10-17',
  Statement: [{
    Effect: 'Allow',
    Action: ['Encrypt', 'Decrypt', 'ReEncrypt*', 'GenerateDataKey*', 'DescribeKey', 'CreateGrant', 'ListGrants', 'RevokeGrant'].map((name) => `kms:${name}`),
    Resource: '*',
  }],
};

/** The accounts of the manual's example, with what is different. */
function accounts(key: Partial<FakeKey> = {}): FakeAccount[] {
  const regionStatus = { 'eu-west-1': 'ENABLED_BY_DEFAULT', 'us-east-1': 'ENABLED_BY_DEFAULT' };
  return [
    {
      id: VAULT,
      regionStatus,
      roles: { BackupIAMRole: { id: 'AROAVAULTEXAMPLE00000', inline: { KeyUse: KEY_USE } } },
      regions: { 'eu-west-1': { aliases: { 'alias/very_secret_key': KEY }, keys: [{ KeyId: KEY, policy: JSON.stringify(POLICY), rotates: true, ...key }] } },
    },
    { id: PROTECTED, regionStatus, roles: { SourceIAMRole: { id: 'AROASOURCEEXAMPLE0000', inline: { KeyUse: KEY_USE } } } },
  ];
}

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'check-of-aws-')); });
afterEach(() => rmSync(folder, { recursive: true }));

/** What the command does with these accounts. It has the credentials of VAULT, and a profile for PROTECTED. */
async function check(world: readonly FakeAccount[], ...args: string[]) {
  const aws = await FakeAws.start(world);
  writeFileSync(join(folder, 'credentials'), `[prod]\naws_access_key_id = ${PROTECTED}\naws_secret_access_key = secret of ${PROTECTED}\n`);
  const env = { ...credentialsOf(VAULT), HOME: folder, AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_ENDPOINT_URL: aws.endpoint };
  const options = ['--alias', 'very_secret_key', '--vault-account', VAULT, '--protected-account', PROTECTED, '--regions', 'eu-west-1', '--profile', `${PROTECTED}=prod`];
  const command = spawn(process.execPath, [PROGRAM, 'check', ...options, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [exitCode]] = await Promise.all([text(command.stdout), text(command.stderr), once(command, 'close')]);
  await aws.stop();
  expect(aws.problems).toEqual([]);
  return { exitCode, stdout, stderr };
}

test('keys that work are reported as such, by calls that AWS would accept', async () => {
  const { exitCode, stdout, stderr } = await check(accounts());
  expect(stderr).toBe('');
  expect(stdout).toMatch(`alias/very_secret_key in account 111111111111: 1 Region, works
Region      A unencrypted   B PROTECTED key   C VAULT key
            source          none known        source
eu-west-1   yes             -                 yes
`);
  expect(exitCode).toBe(0);
});

test('a key that is pending deletion fails, and the remedy uses its ARN', async () => {
  const { exitCode, stdout } = await check(accounts({ metadata: { KeyState: 'PendingDeletion', DeletionDate: 1796169600 } }), '--format', 'json');
  const { regions, findings } = JSON.parse(stdout);
  expect(exitCode).toBe(1);
  expect(regions).toMatchObject([{ region: 'eu-west-1', A: 'no', B: {}, C: 'no' }]);
  expect(findings).toMatchObject([{ id: 'pending-deletion', level: 'fails', account: VAULT, region: 'eu-west-1' }]);
  expect(findings[0].remedy).toContain(`arn:aws:kms:eu-west-1:${VAULT}:key/${KEY}`);
});

test('a report for an auditor is one file', async () => {
  const { exitCode, stdout, stderr } = await check(accounts(), '--format', 'html', '--output', 'report.html');
  expect([exitCode, stdout, stderr]).toEqual([0, '', 'Replication works in 1 Region; the report is in report.html\n']);
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toMatch(/^<!DOCTYPE html>[^]*<\/html>\n$/);
});

test('a profile of another account is a usage error', async () => {
  const { exitCode, stdout, stderr } = await check(accounts(), '--profile', '333333333333=prod');
  expect([exitCode, stdout]).toEqual([64, '']);
  expect(stderr).toMatch(/^cdk-vault-replica-keys: profile "prod" is for account 222222222222.*\n$/);
});
