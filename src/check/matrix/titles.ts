import type { ExpectedReplicaKey, ReplicaKeySet, SourceKey } from '../expectation';
import { listed } from '../texts/listed';

/** More than these are counted and not named. */
const FEW = 3;

/**
 * Which replica keys a table is about.
 *
 * @param keys those of the set that are alike.
 */
export function subjectOfReplicaKeys(set: ReplicaKeySet, keys: readonly ExpectedReplicaKey[], all: readonly ReplicaKeySet[]): string {
  const accounts = new Set(all.map(({ vaultAccount }) => vaultAccount));
  const retired = keys.every((key) => key.retired) ? 'retired ' : '';
  const where = keys.length > 1 && keys.length === set.keys.length
    ? `in each ${retired}region alike`
    : `in ${retired && 'the retired '}${named(keys.map(({ region }) => region), 'regions')}`;
  return `${set.alias}${accounts.size > 1 ? ` of account ${set.vaultAccount}` : ''}, ${where}`;
}

/** What the two tables of source keys that are alike are about. */
export function titleOfSourceKeys(keys: readonly SourceKey[], all: readonly SourceKey[]): { before: string; after: string } {
  const accounts = unique(keys.map(({ account }) => account));
  const where = `${named(accounts, 'accounts')} in ${named(unique(keys.map(({ region }) => region)), 'regions')}`;
  const which = `${keys.length === 1 ? 'A key' : 'Keys'} of ${accounts.length > FEW ? '' : accounts.length === 1 ? 'account ' : 'the accounts '}${where}`;
  const roles = unique(all.map(({ vaultRole }) => vaultRole.arn));
  const [{ by, vaultRole }] = keys;
  const cause = by === 'hand' ? 'with the manual\'s statements' : 'after ProtectedKeyAccess';
  return {
    before: `${which}, as KMS makes ${keys.length === 1 ? 'it' : 'them'}`,
    after: `The same, ${cause}${roles.length > 1 ? ` for ${vaultRole.arn.split(':').at(-1)}` : ''}`,
  };
}

function named(values: readonly string[], what: string): string {
  return values.length > FEW ? `${values.length} ${what}` : listed(values);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
