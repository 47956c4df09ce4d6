import { accepts, OPTIONS, type CommandName, type Option } from './options';
import { wrap } from './wrap';
import { ISSUES, PROGRAM } from '../program';

const WIDTH = 80;

interface CommandHelp {
  readonly usage: string;
  /** For the list of commands. */
  readonly summary: string;
  readonly text: string;
  readonly examples: readonly string[];
}

const COMMANDS: Readonly<Record<CommandName, CommandHelp>> = {
  check: {
    usage: 'check [options]',
    summary: 'check the live keys against the cloud assembly',
    text: 'Reads keys, aliases, key policies, roles, and Regions of the VAULT account and the PROTECTED accounts, and says for each Region whether replicas '
      + 'arrive, what is wrong if they do not, and what to type. Reads only. Uses the credentials that the AWS CLI would use.',
    examples: [
      'check --profile 222222222222=prod',
      'check --format html --output report.html',
      'check --alias very_secret_key \\\n'
      + '    --vault-account 111111111111 --protected-account 222222222222 \\\n'
      + '    --regions eu-west-1,eu-central-1',
    ],
  },
  matrix: {
    usage: 'matrix [options]',
    summary: 'show who may do what with the keys',
    text: 'Shows who may use, grant, administer, and delete the keys of the app, by the policies in the cloud assembly. Needs no credentials.',
    examples: ['matrix', 'matrix --app cdk.out/assembly-Prod'],
  },
  policy: {
    usage: 'policy REGION [options]',
    summary: 'print the key policy that should be live in a Region',
    text: 'Prints the key policy that the key of a Region should have, as JSON. Needs no credentials.',
    examples: ['policy eu-central-1', 'policy eu-central-1 --alias other_key'],
  },
  permissions: {
    usage: 'permissions [options]',
    summary: 'print the least IAM policy that "check" needs',
    text: 'Prints the IAM policy that whoever runs "check" needs in each account, as JSON by account. Needs no credentials.',
    examples: ['permissions'],
  },
};

const EXIT_CODES = [
  ['0', 'replication works in every Region that was checked'],
  ['1', 'something fails; with --strict, also if there are notes'],
  ['2', 'nothing is known to fail, but something could not be seen'],
  ['64', 'usage error: the message says what to do'],
  ['70', `a bug in this command: report it at ${ISSUES}`],
];

/** The help for the whole, or for one command. */
export function help(about: CommandName | 'all'): string {
  return about === 'all' ? overview() : helpFor(about);
}

function overview(): string {
  return [
    `Usage: ${PROGRAM} <command> [options]`,
    '',
    ...wrap('Tells whether AutoBackup can re-encrypt replicas with the live keys, and if not, why, and what to type. No command writes to AWS.', WIDTH),
    '',
    'Commands:',
    ...entries(Object.values(COMMANDS).map(({ usage, summary }) => [usage.replace(' [options]', ''), summary])),
    '',
    'Options:',
    ...entries([['-h, --help', 'show this help, or after a command the help of that command'], ['--version', 'show the version']]),
    '',
    'Exit codes:',
    ...entries(EXIT_CODES),
    '',
    ...examples([COMMANDS.check.examples[0], COMMANDS.policy.examples[0]]),
    '',
    `For the options of a command: ${PROGRAM} <command> --help`,
    '',
  ].join('\n');
}

function helpFor(command: CommandName): string {
  const { usage, text, examples: lines } = COMMANDS[command];
  const options = OPTIONS.filter((option) => accepts(command, option));
  return [
    `Usage: ${PROGRAM} ${usage}`,
    '',
    ...wrap(text, WIDTH),
    '',
    'Options:',
    ...entries([...options.filter(({ byHand }) => !byHand).map(entry), ['-h, --help', 'show this help']]),
    '',
    ...wrap(`For keys that were created by hand, without an app, together with ${
      command === 'policy' ? '--alias and --vault-account' : '--alias, --vault-account, and --regions'}:`, WIDTH),
    ...entries(options.filter(({ byHand }) => byHand).map(entry)),
    '',
    ...command === 'check' ? ['Exit codes:', ...entries(EXIT_CODES), ''] : [],
    ...examples(lines),
    '',
  ].join('\n');
}

function entry({ name, value, text }: Option): string[] {
  return [value === undefined ? `--${name}` : `--${name} ${value}`, text];
}

function examples(lines: readonly string[]): string[] {
  return ['Examples:', ...lines.map((line) => `  npx ${PROGRAM} ${line}`)];
}

/** Names on the left, texts on the right. */
function entries(rows: readonly (readonly string[])[]): string[] {
  const indent = Math.min(30, Math.max(...rows.map(([name]) => name.length)) + 4);
  return rows.flatMap(([name, text]) => {
    const [first, ...rest] = wrap(text, WIDTH - indent).map((line) => ' '.repeat(indent) + line);
    const left = `  ${name}`;
    return left.length < indent - 1 ? [left + first.slice(left.length), ...rest] : [left, first, ...rest];
  });
}
