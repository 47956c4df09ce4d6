import { shellQuote } from './shell-quote';
import type { Expectation } from '../expectation';

/** The settings of whoever pastes the commands. */
export interface Shell {
  /** The names of AWS profiles by account, where they are known. */
  readonly profiles: ReadonlyMap<string, string>;
}

/** An option of a command with its value. A `Written` value is not quoted. */
export type Option = readonly [name: string, value: string | Written];

/** A part of a command for the shell to interpret. */
export interface Written {
  readonly written: string;
}

/** A command of the AWS CLI, such as `kms enable-key`, for an account. */
export function awsCommand({ profiles }: Shell, account: string, command: string, options: readonly Option[]): string {
  return [`aws ${command}`, ...options.map(optionText), ...profileText(profiles, account)].join(' ');
}

/** Deploys the stack of an account. */
export function deployCommand({ profiles }: Shell, account: string, stack: string): string {
  return ['npx cdk deploy', shellQuote(stack), ...profileText(profiles, account)].join(' ');
}

/** Prints the policy that a replica key should have. */
export function policyCommand(region: string, options: readonly Option[]): string {
  return ['npx cdk-vault-replica-keys policy', shellQuote(region), ...options.map(optionText)].join(' ');
}

/** Prints the IAM policies that a check needs. */
export function permissionsCommand({ assembly, replicaKeys, sourceKeys }: Expectation): string {
  const byHand = replicaKeys.flatMap(({ alias, vaultAccount, vaultRole, protectedAccounts, keys }): Option[] => [
    ['--alias', alias],
    ['--vault-account', vaultAccount],
    ['--vault-role', vaultRole.arn],
    ...protectedAccounts.map((account): Option => ['--protected-account', account]),
    ['--regions', keys.map(({ region }) => region).join(',')],
    ...sourceKeys.flatMap(({ arn }): Option[] => arn === undefined ? [] : [['--source-key', arn]]),
  ]);
  return ['npx cdk-vault-replica-keys permissions', ...(assembly === undefined ? byHand : appOption(assembly)).map(optionText)].join(' ');
}

/** Where the command finds the app, unless it looks there anyway. */
export function appOption(assembly: string | undefined): Option[] {
  return assembly === undefined || assembly === 'cdk.out' ? [] : [['--app', assembly]];
}

/** The output of a command as one argument of another. */
export function outputOf(command: string): Written {
  return { written: `"$(${command})"` };
}

function profileText(profiles: ReadonlyMap<string, string>, account: string): string[] {
  const profile = profiles.get(account);
  return profile === undefined ? [] : [optionText(['--profile', profile])];
}

/** A separate value that begins with a hyphen would be read as an option. */
function optionText([name, value]: Option): string {
  if (typeof value !== 'string') { return `${name} ${value.written}`; }
  return value.startsWith('-') ? `${name}=${shellQuote(value)}` : `${name} ${shellQuote(value)}`;
}
