import { recorded } from './recorder';
import { version } from '../../../package.json';
import { help } from '../../../src/check/command-line/help';
import { run, type Command, type Commands } from '../../../src/check/command-line/run';
import { UsageError } from '../../../src/check/usage-error';

const never = () => { throw new Error('loaded'); };

function commands(check: Command): Commands {
  return { check: async () => check, matrix: never, policy: never, permissions: never };
}

async function outcome(args: string[], check: Command = never) {
  const terminal = recorded();
  const exitCode = await run(args, terminal, commands(check));
  return { exitCode, stdout: terminal.stdout.text, stderr: terminal.stderr.text };
}

test('help and version load no command', async () => {
  const none: Commands = { check: never, matrix: never, policy: never, permissions: never };
  for (const [args, text] of [[['--help'], help('all')], [['check', '--help'], help('check')], [['--version'], `${version}\n`]] as const) {
    const terminal = recorded();
    expect(await run(args, terminal, none)).toBe(0);
    expect([terminal.stdout.text, terminal.stderr.text]).toEqual([text, '']);
  }
});

test('a command is run with its arguments, and its exit code is that of the process', async () => {
  expect(await outcome(['check', '--format', 'json'], async ({ format }, { stdout }) => {
    stdout.write(format);
    return 2;
  })).toEqual({ exitCode: 2, stdout: 'json', stderr: '' });
});

test('a usage error ends with 64 and one line on standard error', async () => {
  expect(await outcome(['check', '--formt'])).toEqual({
    exitCode: 64, stdout: '', stderr: 'cdk-vault-replica-keys: option "--formt" is unknown; did you mean "--format"?\n',
  });
  expect(await outcome(['check'], async () => { throw new UsageError('"cdk.out" does not exist'); })).toEqual({
    exitCode: 64, stdout: '', stderr: 'cdk-vault-replica-keys: "cdk.out" does not exist\n',
  });
});

test('what a user typed cannot drive the terminal', async () => {
  expect((await outcome(['check', '--output\u001b[2J'])).stderr).toContain('option "--output\\u001b[2J" is unknown');
});

test('a bug ends with 70 and one line that says where it is and how to report it', async () => {
  const { exitCode, stdout, stderr } = await outcome(['check'], async () => (undefined as any).regions);
  expect([exitCode, stdout]).toEqual([70, '']);
  expect(stderr).toMatch(/^cdk-vault-replica-keys \d+\.\d+\.\d+ stopped because of a bug: TypeError: Cannot read .*regions'\) at run\.test\.ts:\d+:\d+; report this line at https:\/\/github\.com\/\S+\/issues\n$/);
});

test.each([['a text', 'x', 'x'], ['nothing', undefined, 'undefined'], ['an error without a stack', Object.assign(new Error('odd\nly'), { stack: undefined }), 'Error: odd\\u000aly']])('a bug that throws %s is one line too', async (_, thrown, printed) => {
  const { exitCode, stderr } = await outcome(['check'], async () => { throw thrown; });
  expect(exitCode).toBe(70);
  expect(stderr).toMatch(`stopped because of a bug: ${printed}; report this line at `);
  expect(stderr.split('\n')).toHaveLength(2);
});
