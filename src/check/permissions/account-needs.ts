import type { Expectation, ReplicaKeySet, SourceKey, StackResource } from '../expectation';
import { sourceRoleName } from '../source-role';

/** What a check reads in one account. */
export interface AccountNeeds {
  readonly account: string;
  readonly partition: string;
  readonly roleNames: ReadonlySet<string>;
  /** The stacks by their Regions, as `region stack`. */
  readonly stacks: ReadonlySet<string>;
  /** The Regions of replica keys, and which of those are retired. */
  readonly replicaRegions: ReadonlySet<string>;
  readonly retiredRegions: ReadonlySet<string>;
  /** The Regions of source keys. */
  readonly sourceRegions: ReadonlySet<string>;
  /** The ARNs of source keys, where an id is not known with a `*` in its place. */
  readonly sourceKeys: ReadonlySet<string>;
}

class Needs implements AccountNeeds {
  public readonly roleNames = new Set<string>();
  public readonly stacks = new Set<string>();
  public readonly replicaRegions = new Set<string>();
  public readonly retiredRegions = new Set<string>();
  public readonly sourceRegions = new Set<string>();
  public readonly sourceKeys = new Set<string>();

  constructor(public readonly account: string, public readonly partition: string) {}
}

/** What a check reads in each account, VAULT accounts first. */
export function needsOf({ replicaKeys, sourceKeys }: Expectation, sourceRole?: string): AccountNeeds[] {
  const accounts = new Map<string, Needs>();
  const needs = (account: string, partition: string): Needs => {
    const known = accounts.get(account) ?? new Needs(account, partition);
    accounts.set(account, known);
    return known;
  };
  const addRole = (arn: string) => {
    const [, partition, , , account] = arn.split(':');
    needs(account, partition).roleNames.add(arn.slice(arn.lastIndexOf('/') + 1));
  };

  for (const set of replicaKeys) { addReplicaKeys(needs(set.vaultAccount, set.partition), set); }
  for (const { vaultRole } of [...replicaKeys, ...sourceKeys]) { addRole(vaultRole.arn); }
  for (const set of replicaKeys) {
    // An organization names no account, so that those count whose keys are known.
    const known = set.organization ? sourceKeys.map(({ account }) => account) : [];
    for (const account of [...set.protectedAccounts, ...known]) {
      needs(account, set.partition).roleNames.add(sourceRoleName(set, sourceRole));
    }
  }
  for (const source of sourceKeys) { addSourceKey(needs(source.account, source.vaultRole.arn.split(':')[1]), source); }
  return [...accounts.values()];
}

function addReplicaKeys(needs: Needs, { keys }: ReplicaKeySet): void {
  for (const { region, retired, resource } of keys) {
    needs.replicaRegions.add(region);
    if (retired) { needs.retiredRegions.add(region); }
    addStack(needs, region, resource);
  }
}

function addSourceKey(needs: Needs, { account, region, arn, resource }: SourceKey): void {
  needs.sourceRegions.add(region);
  // Rights are judged by the key, also where it is asked for by its alias.
  needs.sourceKeys.add(arn?.includes(':key/') ? arn : `arn:${needs.partition}:kms:${region}:${account}:key/*`);
  if (arn === undefined) { addStack(needs, region, resource); }
}

function addStack(needs: Needs, region: string, resource: StackResource | undefined): void {
  if (resource) { needs.stacks.add(`${region} ${resource.stackName}`); }
}
