import { asciiJson } from './ascii-json';
import { awsCommand, outputOf, type Shell, type Written } from './commands';
import type { KeyPolicyJson } from '../../key-policy/key-policy-json';
import { MAX_POLICY_BYTES, POLICY_TEXT } from '../../key-policy/rules/key-policy-limits';

/** The key that a command changes. */
export interface KeyPlace {
  readonly account: string;
  readonly region: string;
  readonly arn: string;
}

/** Creates the alias for the key. */
export function createAlias(shell: Shell, { account, region, arn }: KeyPlace, alias: string): string {
  return awsCommand(shell, account, 'kms create-alias', [['--region', region], ['--alias-name', alias], ['--target-key-id', arn]]);
}

/** Moves the alias to the key. */
export function updateAlias(shell: Shell, { account, region, arn }: KeyPlace, alias: string): string {
  return awsCommand(shell, account, 'kms update-alias', [['--region', region], ['--alias-name', alias], ['--target-key-id', arn]]);
}

/** Enables the key. */
export function enableKey(shell: Shell, key: KeyPlace): string {
  return onKey(shell, 'enable-key', key);
}

/** Cancels the deletion of the key and enables it, because a canceled deletion leaves it disabled. */
export function keepKey(shell: Shell, key: KeyPlace): string {
  return `${onKey(shell, 'cancel-key-deletion', key)} && ${onKey(shell, 'enable-key', key)}`;
}

/** Turns on rotation of the key. */
export function enableRotation(shell: Shell, key: KeyPlace): string {
  return onKey(shell, 'enable-key-rotation', key);
}

/** Replaces the policy of the key with the output of another command. */
export function putPrintedPolicy(shell: Shell, key: KeyPlace, command: string): string {
  return putPolicy(shell, key, outputOf(command));
}

/** Replaces the policy of the key. Undefined for one that KMS would refuse. */
export function putThisPolicy(shell: Shell, key: KeyPlace, policy: KeyPolicyJson): string | undefined {
  const text = asciiJson(policy);
  if (text.length > MAX_POLICY_BYTES || !POLICY_TEXT.test(JSON.stringify(policy))) { return undefined; }
  return putPolicy(shell, key, text);
}

function putPolicy(shell: Shell, { account, region, arn }: KeyPlace, policy: string | Written): string {
  return awsCommand(shell, account, 'kms put-key-policy', [['--region', region], ['--key-id', arn], ['--policy-name', 'default'], ['--policy', policy]]);
}

function onKey(shell: Shell, command: string, { account, region, arn }: KeyPlace): string {
  return awsCommand(shell, account, `kms ${command}`, [['--region', region], ['--key-id', arn]]);
}
