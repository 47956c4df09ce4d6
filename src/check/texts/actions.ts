import { listed } from './listed';

/** Pairs of actions with the pattern that stands for both. */
const PAIRS: ReadonlyArray<readonly [pattern: string, ...actions: readonly string[]]> = [
  ['kms:ReEncrypt*', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ['kms:GenerateDataKey*', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
];

/** The actions as a list, each once. */
export function actionsText(actions: readonly string[]): string {
  const all = PAIRS.reduce((names, [pattern, ...pair]) =>
    pair.every((name) => names.includes(name)) ? names.map((name) => pair.includes(name) ? pattern : name) : names, actions);
  return listed([...new Set(all)]);
}
