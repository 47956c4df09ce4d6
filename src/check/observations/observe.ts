import { observeAddition } from './observe-addition';
import { observeReplicaKey } from './observe-replica-key';
import { observeRole, type RoleReference } from './observe-role';
import { observeSourceKey } from './observe-source-key';
import type { ObservedSourceKey } from './observed-key';
import type { ObservedRole } from './observed-role';
import type { ObservedKeySet, Scene } from './scene';
import type { Unseen } from './unseen';
import type { Expectation, ReplicaKeySet, SourceKey } from '../expectation';
import type { LiveAccount } from '../live/live';
import { sourceRoleName } from '../source-role';

/** Reads everything that is expected, each part once. */
export async function observe(
  { replicaKeys, sourceKeys, addedStatements = [] }: Expectation, accounts: (id: string) => LiveAccount, unseen: Unseen, sourceRole?: string,
): Promise<Scene> {
  const roles = new Map<string, Promise<ObservedRole>>();
  const roleOf = (reference: RoleReference): Promise<ObservedRole> => {
    const id = [reference.account, reference.expectedArn ?? reference.name].join('/');
    const role = roles.get(id) ?? observeRole(accounts(reference.account), reference, unseen);
    roles.set(id, role);
    return role;
  };
  const sources = sourceKeys.map((source) => ({ source, observed: observeSourceKey(accounts(source.account), source, unseen) }));
  const observedOf = async (keys: readonly SourceKey[]): Promise<ObservedSourceKey[]> =>
    Promise.all(sources.filter(({ source }) => keys.includes(source)).map(({ observed }) => observed));
  const sets = await Promise.all(replicaKeys.map(async (set): Promise<ObservedKeySet> => {
    const ofSet = sourceKeysOf(set, replicaKeys, sourceKeys);
    const account = accounts(set.vaultAccount);
    const [vaultRole, sourceRoles, keys, observedSources] = await Promise.all([
      roleOf(vaultRoleOf(set.vaultRole.arn)),
      Promise.all(protectedAccountsOf(set, ofSet).map(async (id) => roleOf({
        account: id, partition: set.partition, name: sourceRoleName(set, sourceRole),
      }))),
      Promise.all(set.keys.map(async (expected) => observeReplicaKey(account, set, expected, unseen))),
      observedOf(ofSet),
    ]);
    return { set, vaultRole, sourceRoles, keys, sourceKeys: observedSources };
  }));
  await Promise.all(sourceKeys.map(async ({ vaultRole }) => roleOf(vaultRoleOf(vaultRole.arn))));
  const additions = await Promise.all(addedStatements.map(async (addition) => observeAddition(accounts(addition.account), addition, unseen)));
  return { sets, sourceKeys: await observedOf(sourceKeys), additions, roles: await Promise.all(roles.values()) };
}

function vaultRoleOf(arn: string): RoleReference {
  const [, partition, , , account] = arn.split(':');
  return { account, partition, name: arn.slice(arn.lastIndexOf('/') + 1), expectedArn: arn };
}

/**
 * The source keys of a set of replica keys: those for the same VAULT role, and those for a role that has no replica keys in the VAULT account,
 * which is most likely a mistake.
 */
function sourceKeysOf(set: ReplicaKeySet, sets: readonly ReplicaKeySet[], sourceKeys: readonly SourceKey[]): SourceKey[] {
  const roles = sets.map(({ vaultRole }) => vaultRole.arn);
  return sourceKeys.filter(({ vaultAccount, vaultRole }) =>
    vaultRole.arn === set.vaultRole.arn || (vaultAccount === set.vaultAccount && !roles.includes(vaultRole.arn)));
}

/** The PROTECTED accounts. Of an organization, only the accounts of source keys are known. */
function protectedAccountsOf({ protectedAccounts, organization }: ReplicaKeySet, sourceKeys: readonly SourceKey[]): string[] {
  return [...new Set([...protectedAccounts, ...organization ? sourceKeys.map(({ account }) => account) : []])];
}
