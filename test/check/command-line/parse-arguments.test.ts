import * as fc from 'fast-check';
import type { Arguments } from '../../../src/check/command-line/arguments';
import { COMMAND_NAMES, OPTIONS } from '../../../src/check/command-line/options';
import { parseArguments } from '../../../src/check/command-line/parse-arguments';
import { UsageError } from '../../../src/check/usage-error';
import { errorOf } from '../../fixtures/error-of';

function argumentsOf(...args: string[]): Arguments {
  return (parseArguments(args) as { run: Arguments }).run;
}

test('"check" without options checks the app and prints a table', () => {
  expect(argumentsOf('check')).toEqual({
    command: 'check',
    source: { app: undefined, alias: undefined, vaultAccount: undefined, regions: [], protectedAccounts: [], vaultRole: undefined, sourceKeys: [] },
    region: undefined,
    profiles: new Map(),
    sourceRole: undefined,
    format: 'table',
    output: undefined,
    strict: false,
  });
});

test('every option of "check" is read, in any order and with or without an equals sign', () => {
  expect(argumentsOf(
    '--strict', '--profile=111111111111=vault', 'check', '--profile', '222222222222=a=b', '--alias', 'very_secret_key', '--vault-account=111111111111',
    '--protected-account', '222222222222', '--protected-account', '333333333333', '--regions', 'eu-west-1, eu-central-1', '--vault-role', 'Backup',
    '--source-key', 'arn:1', '--source-key', 'arn:2', '--source-role', 'Source', '--format', 'junit', '--output=-x.xml',
  )).toEqual({
    command: 'check',
    source: {
      app: undefined,
      alias: 'very_secret_key',
      vaultAccount: '111111111111',
      regions: ['eu-west-1', 'eu-central-1'],
      protectedAccounts: ['222222222222', '333333333333'],
      vaultRole: 'Backup',
      sourceKeys: ['arn:1', 'arn:2'],
    },
    region: undefined,
    profiles: new Map([['111111111111', 'vault'], ['222222222222', 'a=b']]),
    sourceRole: 'Source',
    format: 'junit',
    output: '-x.xml',
    strict: true,
  });
});

test('"policy" accepts one argument, the Region', () => {
  expect(argumentsOf('policy', 'eu-central-1', '--app', 'out')).toMatchObject({ command: 'policy', region: 'eu-central-1', source: { app: 'out' } });
});

test.each<[string[], object]>([
  [['--help'], { help: 'all' }],
  [['-h'], { help: 'all' }],
  [['check', '--help'], { help: 'check' }],
  [['policy', '-h'], { help: 'policy' }],
  [['check', '--bogus', '--format', 'xml', '--help'], { help: 'check' }],
  [['--version'], { version: true }],
  [['check', '--version', '--bogus'], { version: true }],
])('%j asks for a text, whatever else is wrong', (args, request) => {
  expect(parseArguments(args)).toEqual(request);
});

test('what follows an option is its value and no request for help', () => {
  expect(errorOf(() => parseArguments(['check', '--output', '--help']))).toBe('option "--output" lacks its value before "--help"; write "--output FILE"');
});

test.each<[string[], string]>([
  [[], 'the command is missing; the commands are check, matrix, policy, and permissions; run "cdk-vault-replica-keys --help"'],
  [['--strict'], 'the command is missing before "--strict"; the commands are check, matrix, policy, and permissions; run "cdk-vault-replica-keys --help"'],
  [[''], 'command "" is unknown; the commands are check, matrix, policy, and permissions'],
  [['chekc'], 'command "chekc" is unknown; did you mean "check"?'],
  [['CHECK'], 'command "CHECK" is unknown; did you mean "check"?'],
  [['perm'], 'command "perm" is unknown; did you mean "permissions"?'],
  [['deploy', '--help'], 'command "deploy" is unknown; the commands are check, matrix, policy, and permissions'],
  [['check', '--formt', 'json'], 'option "--formt" is unknown; did you mean "--format"?'],
  [['check', '--region=eu-west-1'], 'option "--region" is unknown; did you mean "--regions"?'],
  [['check', '-format', 'json'], 'option "-format" is unknown; did you mean "--format"?'],
  [['check', '-o', 'x'], 'option "-o" is unknown; run "cdk-vault-replica-keys check --help" for the options of "check"'],
  [['check', '--no-strict'], 'option "--no-strict" is unknown; run "cdk-vault-replica-keys check --help" for the options of "check"'],
  [['matrix', '--color'], 'option "--color" is unknown; run "cdk-vault-replica-keys matrix --help" for the options of "matrix"'],
  [['matrix', '--__proto__', 'x'], 'option "--__proto__" is unknown; run "cdk-vault-replica-keys matrix --help" for the options of "matrix"'],
  [['matrix', '--format', 'json'], 'option "--format" does not belong to "matrix" but to "check"; leave it out'],
  [['policy', 'eu-west-1', '--strict'], 'option "--strict" does not belong to "policy" but to "check"; leave it out'],
  [['check', '--strict=yes'], 'option "--strict" has the value "yes", but accepts none; write "--strict"'],
  [['check', '--output'], 'option "--output" lacks its value; write "--output FILE"'],
  [['check', '--output='], 'option "--output" has an empty value; write "--output FILE"'],
  [['check', '--profile', '--strict'], 'option "--profile" lacks its value before "--strict"; write "--profile ACCOUNT=NAME"'],
  [['check', '--alias', 'a', '--alias', 'b'], 'option "--alias" is specified twice; specify it once'],
  [['check', '--strict', '--strict'], 'option "--strict" is specified twice; specify it once'],
  [['check', '--regions', 'eu-west-1', '--regions', 'us-east-1'], 'option "--regions" is specified twice; specify it once, with commas between the Regions'],
  [['check', '--regions', 'eu-west-1,'], '"--regions eu-west-1," has an empty Region; write names with one comma between two, such as "eu-west-1,eu-central-1"'],
  [['check', '--regions', 'eu-west-1,us-east-1,eu-west-1'], 'Region "eu-west-1" is twice in "--regions"; specify it once'],
  [['check', '--profile', 'prod'], '"--profile prod" names no account; write "--profile ACCOUNT=prod", or set AWS_PROFILE for the default credentials'],
  [['check', '--profile', 'prod=111111111111'], 'account "prod" in "--profile prod=111111111111" is not an account id; an account id has 12 digits; write "--profile 111111111111=prod"'],
  [['check', '--profile', '22222222222=prod'], 'account "22222222222" in "--profile 22222222222=prod" is not an account id; an account id has 12 digits; write "--profile 111111111111=prod"'],
  [['check', '--profile', '22222222222='], 'account "22222222222" in "--profile 22222222222=" is not an account id; an account id has 12 digits; write "--profile 111111111111=NAME"'],
  [['check', '--profile', '111111111111='], '"--profile 111111111111=" names no profile; write "--profile 111111111111=NAME"'],
  [['check', '--profile', '111111111111=a', '--profile', '111111111111=b'], 'account "111111111111" has two profiles, "a" and "b"; specify one for each account'],
  [['check', '--format', 'xml'], 'format "xml" is unknown; choose table, json, junit, or html'],
  [['check', '--format', 'jsn'], 'format "jsn" is unknown; did you mean "json"?'],
  [['check', 'eu-west-1'], 'argument "eu-west-1" is unexpected; "check" accepts no argument; choose Regions by "--regions"'],
  [['check', '--', '--strict'], 'argument "--strict" is unexpected; "check" accepts no argument; choose Regions by "--regions"'],
  [['policy'], 'the Region is missing; write "cdk-vault-replica-keys policy REGION", such as "policy eu-central-1"'],
  [['policy', 'eu-west-1', 'eu-central-1'], 'argument "eu-central-1" is unexpected; "policy" accepts one argument, the Region; run it once for each Region'],
  [['check', '--app', 'out', '--protected-account', '222222222222'], 'options "--app" and "--protected-account" exclude each other; the app already defines what "--protected-account" says for keys created by hand; leave one of them out'],
  [['check', '--app', 'out', '--vault-role', 'Backup'], 'options "--app" and "--vault-role" exclude each other; the app already defines what "--vault-role" says for keys created by hand; leave one of them out'],
])('%j is refused in one sentence', (args, sentence) => {
  expect(errorOf(() => parseArguments(args))).toBe(sentence);
  expect(() => parseArguments(args)).toThrow(UsageError);
});

test('whatever is typed is understood, or refused as a usage error in one line', () => {
  const words = fc.oneof(
    fc.constantFrom(...COMMAND_NAMES, ...OPTIONS.flatMap(({ name }) => [`--${name}`, `--${name}=x`, `-${name}`]), '-h', '--', '-', '', '=', 'eu-west-1', '111111111111=x'),
    fc.string({ unit: 'binary' }),
  );
  fc.assert(fc.property(fc.array(words, { maxLength: 6 }), (args) => {
    try {
      expect(parseArguments(args)).toBeDefined();
    } catch (error) {
      expect(error).toBeInstanceOf(UsageError);
      expect((error as Error).message).toMatch(/^\S/);
    }
  }), { numRuns: 3000, seed: 15 });
});
