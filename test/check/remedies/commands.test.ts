import * as fc from 'fast-check';
import { awsCommand, deployCommand, outputOf, policyCommand } from '../../../src/check/remedies/commands';
import { putThisPolicy } from '../../../src/check/remedies/key-remedies';
import { putRolePolicy } from '../../../src/check/remedies/role-remedies';
import { shellQuote } from '../../../src/check/remedies/shell-quote';
import { paste } from '../fixtures/paste';

const KEY = { account: '111111111111', region: 'eu-west-1', arn: 'arn:aws:kms:eu-west-1:111111111111:key/1' };
const NOBODY = { profiles: new Map<string, string>() };

/** Texts with everything that a shell could interpret. No argument of a process has a NUL, and no option is empty. */
const hostile = fc.oneof(
  fc.constantFrom('$(touch /tmp/x)', '`id`', '\'', '"', '\\', '\'; rm -rf ~ #', '$HOME', '-x', '--', '*', '~', '!!', '&&', '\n', 'a\nb', 'é€😀', '{a,b}', ' '),
  fc.string({ minLength: 1, unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~= \t\n-a1é') }),
  fc.string({ minLength: 1 }),
).filter((text) => text !== '' && !text.includes('\0'));

test('a POSIX shell reads back every argument just as it was', () => {
  fc.assert(fc.property(fc.array(hostile, { minLength: 1, maxLength: 20 }), (texts) => {
    expect(paste(`record ${texts.map(shellQuote).join(' ')}`)).toEqual([texts]);
  }), { numRuns: 60, seed: 15 });
});

test('a command has just the options and values that it was given, the profile last', () => {
  fc.assert(fc.property(hostile, hostile, hostile, (alias, region, profile) => {
    const shell = { profiles: new Map([['111111111111', profile]]) };
    const option = (name: string, value: string) => value.startsWith('-') ? [`${name}=${value}`] : [name, value];
    expect(paste(awsCommand(shell, '111111111111', 'kms create-alias', [['--region', region], ['--alias-name', alias]]))).toEqual([
      ['aws', 'kms', 'create-alias', ...option('--region', region), ...option('--alias-name', alias), ...option('--profile', profile)],
    ]);
    expect(paste(deployCommand(shell, '222222222222', `Stack/${alias}`))).toEqual([['npx', 'cdk', 'deploy', `Stack/${alias}`]]);
  }), { numRuns: 40, seed: 15 });
});

test('a command within another is one argument of it, whatever it prints', () => {
  fc.assert(fc.property(hostile, (alias) => {
    const policy = { Statement: [{ Effect: 'Allow', Sid: '$(id) "\' \\ `', Action: 'kms:*', Resource: '*', Principal: '*' } as const] };
    const command = awsCommand(NOBODY, '1', 'kms put-key-policy', [['--policy', outputOf(policyCommand('eu-west-1', [['--alias', alias]]))]]);
    const expectation = { replicaKeys: [{ keys: [{ region: 'eu-west-1', retired: false, policy }] } as any] };
    const [printed, put] = paste(command, expectation);
    expect(printed.slice(0, 4)).toEqual(['npx', 'cdk-vault-replica-keys', 'policy', 'eu-west-1']);
    expect(put).toEqual(['aws', 'kms', 'put-key-policy', '--policy', JSON.stringify(policy)]);
  }), { numRuns: 20, seed: 15 });
});

test('policies arrive unchanged, and contain nothing that a terminal could act on', () => {
  const sid = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
  fc.assert(fc.property(sid, (Sid) => {
    const policy = { Version: '2012-10-17', Statement: [{ Sid, Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' } as const] };
    const command = putThisPolicy(NOBODY, KEY, policy)!;
    expect(command).toMatch(/^[ -~]*$/);
    const [args] = paste(command);
    expect(args.slice(0, -1)).toEqual([
      'aws', 'kms', 'put-key-policy', '--region', 'eu-west-1', '--key-id', KEY.arn, '--policy-name', 'default', '--policy',
    ]);
    expect(JSON.parse(args[args.length - 1])).toEqual(policy);
  }), { numRuns: 60, seed: 15 });
});

test.each([
  ['exceeds the limit of KMS', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Sid: 'x'.repeat(32768) }] }],
  ['has a character that KMS rejects', { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Sid: '\u2028' }] }],
])('there is no command to write a key policy that %s', (_, policy) => {
  expect(putThisPolicy(NOBODY, KEY, policy)).toBeUndefined();
});

test('an inline policy never has the name of another, however that is spelled', () => {
  const named = (taken: string[]) => paste(putRolePolicy(NOBODY, '222222222222', '-Role', [], taken)!)[0];
  expect(named(['Other'])).toEqual([
    'aws', 'iam', 'put-role-policy', '--role-name=-Role', '--policy-name', 'VaultReplicaKeys',
    '--policy-document', '{"Version":"2012-10-17","Statement":[]}',
  ]);
  expect(named(['vaultreplicakeys', 'VaultReplicaKeys-2'])[5]).toBe('VaultReplicaKeys-3');
});

test('there is no command for an inline policy that exceeds the limit of IAM', () => {
  const statement = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: Array.from({ length: 300 }, () => KEY.arn) };
  expect(putRolePolicy(NOBODY, '222222222222', 'Role', [statement], [])).toBeUndefined();
});
