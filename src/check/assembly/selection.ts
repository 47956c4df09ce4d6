import type { AssemblyOptions } from './assembly-options';
import type { Expectation, ReplicaKeySet } from '../expectation';
import { listed } from '../texts/listed';
import { UsageError } from '../usage-error';

/**
 * The keys that the command line chooses, all where it chooses none.
 *
 * @throws where the assembly has none of them.
 */
export function selected(expectation: Expectation, { alias, vaultAccount, regions = [] }: AssemblyOptions): Expectation {
  const { replicaKeys } = expectation;
  const sets = narrowed(narrowed(replicaKeys, 'alias', alias && `alias/${alias.replace(/^alias\//, '')}`), 'vaultAccount', vaultAccount);
  return {
    ...expectation,
    replicaKeys: regions.length === 0 ? sets : inRegions(sets, regions),
    sourceKeys: expectation.sourceKeys.filter((key) => vaultAccount === undefined || key.vaultAccount === vaultAccount),
  };
}

const WHAT = { alias: ['alias', '"--alias"'], vaultAccount: ['VAULT account', '"--vault-account"'] } as const;

function narrowed(sets: readonly ReplicaKeySet[], by: keyof typeof WHAT, value: string | undefined): readonly ReplicaKeySet[] {
  const chosen = value === undefined ? sets : sets.filter((set) => set[by] === value);
  if (chosen.length > 0 || sets.length === 0) { return chosen; }
  const [what, option] = WHAT[by];
  throw new UsageError(`${what} "${value}" has no replica keys in the cloud assembly; set ${option} to ${listed(quotedOnce(sets.map((set) => set[by])), 'or')}, or leave it out`);
}

function inRegions(sets: readonly ReplicaKeySet[], regions: readonly string[]): ReplicaKeySet[] {
  const all = sets.flatMap(({ keys }) => keys.map(({ region }) => region));
  for (const region of regions) {
    if (all.length > 0 && !all.includes(region)) {
      throw new UsageError(`region "${region}" has no replica key in the cloud assembly; set "--regions" to some of ${listed(quotedOnce(all))}, or leave it out`);
    }
  }
  return sets
    .map((set) => ({ ...set, keys: set.keys.filter(({ region }) => regions.includes(region)) }))
    .filter(({ keys }) => keys.length > 0);
}

function quotedOnce(values: readonly string[]): string[] {
  return [...new Set(values)].map((value) => `"${value}"`);
}
