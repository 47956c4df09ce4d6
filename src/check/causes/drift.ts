import { additionsTo } from './added-statements';
import { isOwnKey, keysOf, placeOf, type Evidence } from './evidence';
import { restoreCommand } from './policy-remedies';
import type { Finding } from '../finding';
import { isReplicaKey, type ObservedKey } from '../observations/observed-key';
import type { Scene } from '../observations/scene';
import { driftOf } from '../policies/drift-of';
import { listed } from '../texts/listed';
import { statementsText } from '../texts/statements';

/** Key policies that differ from the app's, although nothing fails because of it. */
export function driftFindings(evidence: Evidence): Finding[] {
  const blamed = new Set(evidence.blames.filter(({ reason }) => reason.startsWith('policy') || reason === 'dead principal').map(({ access }) => access.key));
  return keysOf(evidence.scene).filter((key) => !blamed.has(key)).flatMap((key): Finding[] => {
    const text = driftText(key, evidence.scene);
    const remedy = text !== undefined && isReplicaKey(key) ? restoreCommand(evidence, key) : undefined;
    return text === undefined ? [] : [{ ...placeOf(key), id: 'drift', level: 'note', text, remedy }];
  });
}

function driftText(key: ObservedKey, scene: Scene): string | undefined {
  const { policy } = key;
  const expected = isReplicaKey(key) ? key.expected.policy : key.source.policy;
  // The policy of an unrelated key is expected to differ.
  if (!policy || !expected || (isReplicaKey(key) && !isOwnKey(key))) { return undefined; }
  const { changed, missing, added } = driftOf(policy, expected, additionsTo(key, scene));
  const parts = [
    ...changed.length === 0 ? [] : [`${statementsText(changed)} ${changed.length === 1 ? 'differs' : 'differ'}`],
    ...missing.length === 0 ? [] : [`${statementsText(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`],
    ...added.length === 0 ? [] : [`${statementsText(added)} ${added.length === 1 ? 'is' : 'are'} added`],
  ];
  return parts.length === 0 ? undefined : `The key policy differs from that of the app: ${listed(parts)}.`;
}
