import { keysOf, placeOf, type Evidence } from './evidence';
import { kindVerdict } from '../cases/key-verdicts';
import type { Finding } from '../finding';
import type { LiveKey } from '../live/live';
import { isReplicaKey } from '../observations/observed-key';
import { quoted } from '../texts/quoted';

/** Keys that services cannot use for snapshots of other accounts, and keys that differ from those that the library creates. */
export function keyKindFindings({ scene }: Evidence): Finding[] {
  return keysOf(scene).flatMap((key): Finding[] => {
    const { live } = key;
    if (!live) { return []; }
    const cause = isReplicaKey(key) ? replicaCause(live) : sourceCause(live);
    const level = cause?.level === 'fails' && key.found !== 'yes' ? 'unknown' : cause?.level;
    return cause && level ? [{ ...placeOf(key), ...cause, level }] : [];
  });
}

type Cause = Pick<Finding, 'id' | 'level' | 'text'>;

function replicaCause(live: LiveKey): Cause | undefined {
  if (live.manager === 'AWS') {
    return {
      id: 'aws-managed-key',
      level: 'fails',
      text: 'The key is an AWS managed key, which other accounts can never use: choose an alias of a customer managed key.',
    };
  }
  return wrongKind(live) ?? unusual(live);
}

function sourceCause(live: LiveKey): Cause | undefined {
  if (live.manager !== 'AWS') { return wrongKind(live); }
  return {
    id: 'source-aws-managed-key',
    level: 'fails',
    text: 'The key is an AWS managed key, so snapshots under it cannot be shared with the VAULT account: copy them under a customer managed key first.',
  };
}

function wrongKind(live: LiveKey): Cause | undefined {
  const verdict = kindVerdict(live);
  if (verdict === 'yes') { return undefined; }
  if (verdict === 'unknown') { return { id: 'key-wrong-kind', level: 'unknown', text: 'KMS did not say what kind of key it is.' }; }
  return {
    id: 'key-wrong-kind',
    level: 'fails',
    text: `The key has spec ${quoted(live.spec ?? 'unknown')} and usage ${quoted(live.usage ?? 'unknown')}, `
      + 'but services encrypt snapshots under symmetric keys for encryption only.',
  };
}

/** Valid but unusual properties of a key. */
function unusual({ origin = 'AWS_KMS', multiRegion }: LiveKey): Cause | undefined {
  const facts = [
    ...multiRegion ? ['a multi-Region key, which services treat as a single-Region key'] : [],
    ...origin === 'AWS_KMS' ? [] : [`a key with material from ${quoted(origin)}, which KMS does not rotate`],
  ];
  return facts.length === 0 ? undefined : { id: 'key-wrong-kind', level: 'note', text: `The key is ${facts.join(', and ')}.` };
}
