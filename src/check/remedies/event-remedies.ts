import { awsCommand, type Shell } from './commands';

/** Enables a rule of the default event bus. */
export function enableRule(shell: Shell, account: string, region: string, name: string): string {
  return awsCommand(shell, account, 'events enable-rule', [['--region', region], ['--name', name]]);
}
