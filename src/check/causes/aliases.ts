import { placeOf, replicaKeysOf, type Evidence } from './evidence';
import type { Finding, Level } from '../finding';
import { isKey } from '../observations/observe-stack';
import type { AliasPlace, NearAlias, ObservedReplicaKey } from '../observations/observed-key';
import { deployCommand, type Shell } from '../remedies/commands';
import { createAlias, updateAlias } from '../remedies/key-remedies';
import { quoted } from '../texts/quoted';

type Cause = Pick<Finding, 'id' | 'text' | 'remedy'> & { readonly level?: Level };

/** Replica keys that cannot be found by their alias. */
export function aliasFindings({ scene, shell }: Evidence): Finding[] {
  return replicaKeysOf(scene).filter(({ regionEnabled }) => regionEnabled !== 'no').flatMap((key) => {
    const cause = causeOf(key, shell);
    // Old replicas name a retired key by its ARN.
    return cause ? [{ ...placeOf(key), level: key.expected.retired && key.live ? 'note' : 'fails', ...cause }] : [];
  });
}

function causeOf(key: ObservedReplicaKey, shell: Shell): Cause | undefined {
  switch (key.alias.is) {
    case 'unseen': return undefined;
    case 'in place': return unmanaged(key);
    case 'moved': return moved(key, key.alias, shell);
    case 'missing': return missing(key, key.alias.near, shell);
  }
}

/** The alias exists, but not the stack that should have created it. */
function unmanaged({ name, stack, account, region }: ObservedReplicaKey): Cause | undefined {
  if (stack.is !== 'missing' && (stack.is !== 'deployed' || stack.keyId !== undefined)) { return undefined; }
  return {
    id: 'stack-missing',
    level: 'note',
    text: `Stack ${quoted(stack.resource.stackName)} in ${region} of account ${account} ${stack.is === 'missing' ? 'does not exist' : 'has no key'}, `
      + `and its deployment would fail, because alias ${quoted(name)} is taken.`,
  };
}

function moved(key: ObservedReplicaKey, { to }: Extract<AliasPlace, { is: 'moved' }>, shell: Shell): Cause {
  const { name, stack, live, account, region } = key;
  const own = stack.is === 'deployed' ? `the key of stack ${quoted(stack.resource.stackName)}, ${stack.keyId}` : '';
  return {
    id: 'alias-moved',
    text: `Alias ${quoted(name)} leads to ${to}, and not to ${own}${key.found === 'no' ? ', which no longer exists' : ''}.`,
    remedy: live && updateAlias(shell, { account, region, arn: live.arn }, name),
  };
}

function missing(key: ObservedReplicaKey, near: NearAlias | undefined, shell: Shell): Cause {
  const { name, stack, live, account, region, partition } = key;
  const sentence = `Alias ${quoted(name)} does not exist`;
  if (stack.is === 'missing' || (stack.is === 'deployed' && stack.keyId === undefined)) { return undeployed(key, shell); }
  if (stack.is === 'deployed' && key.found === 'no') {
    return { id: 'key-missing', text: `Neither alias ${quoted(name)} nor the key of stack ${quoted(stack.resource.stackName)}, ${stack.keyId}, exists: replace the key in the app.` };
  }
  if (live) {
    const remedy = createAlias(shell, { account, region, arn: live.arn }, name);
    return near && isKey(live, near.keyId)
      ? { id: 'alias-misspelt', text: `${sentence}, and the key has the alias ${quoted(near.name)}.`, remedy }
      : { id: 'alias-missing', text: `${sentence}, but its key does: ${live.arn}.`, remedy };
  }
  if (!near) { return { id: 'alias-missing', text: `${sentence}: create a key for this Region, and the alias for it.` }; }
  const arn = near.keyId.startsWith('arn:') ? near.keyId : `arn:${partition}:kms:${region}:${account}:key/${near.keyId}`;
  return {
    id: 'alias-misspelt',
    text: `${sentence}, and ${quoted(near.name)} may be the one meant, which leads to ${arn}.`,
    // Any other alias may belong to an unrelated key.
    remedy: isSameName(name, near.name) ? createAlias(shell, { account, region, arn }, name) : undefined,
  };
}

function undeployed({ name, stack, account, region }: ObservedReplicaKey, shell: Shell): Cause {
  const { stackName = '', path = stackName } = stack.is === 'none' ? {} : stack.resource;
  const what = stack.is === 'missing' ? 'does not exist' : 'has no key';
  return {
    id: 'stack-missing',
    text: `Stack ${quoted(stackName)} in ${region} of account ${account} ${what}, so there is no alias ${quoted(name)}.`,
    remedy: deployCommand(shell, account, path),
  };
}

/** Whether two names differ only in case. */
function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
