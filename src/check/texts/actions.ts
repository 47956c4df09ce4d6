import { listed } from './listed';

/** What policies call two actions at once. */
const PAIRS: ReadonlyArray<readonly [pattern: string, ...actions: readonly string[]]> = [
  ['kms:ReEncrypt*', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ['kms:GenerateDataKey*', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
];

/** Actions in the order in which they were judged, each once. */
export function actionsText(actions: readonly string[]): string {
  const all = PAIRS.reduce((names, [pattern, ...pair]) =>
    pair.every((name) => names.includes(name)) ? names.map((name) => pair.includes(name) ? pattern : name) : names, actions);
  return listed([...new Set(all)]);
}
