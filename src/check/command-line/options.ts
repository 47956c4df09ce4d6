/** The commands, in the order that the help lists them. */
export const COMMAND_NAMES = ['check', 'matrix', 'policy', 'permissions'] as const;

/** What the first argument may be. */
export type CommandName = (typeof COMMAND_NAMES)[number];

/** The formats of a report. */
export const FORMATS = ['table', 'json', 'junit', 'html'] as const;

/** How a report is written. */
export type Format = (typeof FORMATS)[number];

/** An option of the command line. */
export interface Option {
  /** Without its dashes. */
  readonly name: string;
  /** What the help calls its value. Undefined for an option without a value. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly repeatable?: true;
  /** The commands that accept it. Undefined for all. */
  readonly commands?: readonly CommandName[];
  /** Whether it describes keys that were created by hand, which excludes an app. */
  readonly byHand?: true;
  /** What the help says. */
  readonly text: string;
}

const CHECK: readonly CommandName[] = ['check'];

/** Every option but `--help` and `--version`, which each command accepts. */
export const OPTIONS: readonly Option[] = [
  { name: 'profile', value: 'ACCOUNT=NAME', repeatable: true, commands: CHECK, text: 'AWS profile with the credentials for an account; repeat it for each' },
  { name: 'source-role', value: 'NAME', commands: ['check', 'permissions'], text: "AutoBackup's role in the PROTECTED accounts (default: SourceIAMRole)" },
  { name: 'format', value: FORMATS.join('|'), commands: CHECK, text: 'format of the report (default: table)' },
  { name: 'output', value: 'FILE', commands: CHECK, text: 'file for the report (default: standard output)' },
  { name: 'strict', commands: CHECK, text: 'exit with 1 for notes too, such as rotation that is off' },
  { name: 'app', value: 'DIRECTORY', text: 'cloud assembly (default: where cdk.json puts it, or cdk.out)' },
  { name: 'alias', value: 'ALIAS', text: 'alias of the keys, if the app has several' },
  { name: 'vault-account', value: 'ACCOUNT', text: 'VAULT account, if the app does not say' },
  { name: 'regions', value: 'REGION,REGION', text: 'Regions of the keys (default: all of the app)' },
  { name: 'protected-account', value: 'ACCOUNT', repeatable: true, byHand: true, text: 'PROTECTED account; repeat it for each' },
  { name: 'vault-role', value: 'ROLE', byHand: true, text: 'name or ARN of the VAULT role (default: BackupIAMRole)' },
  { name: 'source-key', value: 'ARN', repeatable: true, byHand: true, text: 'key that snapshots of a PROTECTED account are encrypted with; repeat it for each' },
];

/** Whether a command accepts an option. */
export function accepts(command: CommandName, { commands = COMMAND_NAMES }: Option): boolean {
  return commands.includes(command);
}
