import { KeysState, RoleState } from './account-state';
import type { Workplace } from './workplace';
import { PROTECTED, VAULT } from '../../fixtures/vault-app';
import { LiveRegion, type LiveKey } from '../live';

/** What the manual calls the roles. */
export const VAULT_ROLE = 'BackupIAMRole';
export const SOURCE_ROLE = 'SourceIAMRole';
export const VAULT_ROLE_ARN = `arn:aws:iam::${VAULT}:role/${VAULT_ROLE}`;

/** Accounts in which replication works, to be broken and restored. */
export interface Scene {
  readonly workplace: Workplace;
  /** What the command must be told. */
  readonly args: readonly string[];
  /** Every case, by names such as `eu-west-1 A` and `eu-west-1 B eu-central-1`. */
  readonly cases: readonly string[];
  /** The keys that replicas are encrypted with, by Region. */
  readonly replicaKeys: Readonly<Record<string, SceneKey>>;
  /** The keys that snapshots are encrypted with, by Region. */
  readonly sourceKeys: Readonly<Record<string, SceneKey>>;
  readonly roles: { readonly vault: RoleState; readonly source: RoleState };
  /** All that is restored. */
  readonly states: readonly { restore(): Promise<void> }[];
}

/** A key with the account and Region that it is in. */
export interface SceneKey extends LiveKey {
  readonly account: string;
  readonly region: string;
}

/** Takes in what is there now as what works. */
export async function sceneOf(
  given: Pick<Scene, 'workplace' | 'args'>, replicaKeys: readonly SceneKey[], sourceKeys: readonly SceneKey[], retired: readonly string[] = [],
): Promise<Scene> {
  const { accounts } = given.workplace;
  const roles = {
    vault: await RoleState.read(accounts.iam(VAULT), VAULT_ROLE),
    source: await RoleState.read(accounts.iam(PROTECTED), SOURCE_ROLE),
  };
  const states = await Promise.all([...replicaKeys, ...sourceKeys].map(async ({ account, region }) => KeysState.read(accounts.kms(account, region))));
  const byRegion = (keys: readonly SceneKey[]) => Object.fromEntries(keys.map((key) => [key.region, key]));
  return {
    ...given,
    cases: replicaKeys.filter(({ region }) => !retired.includes(region)).flatMap(({ region }) => [
      `${region} A`, ...sourceKeys.map((source) => `${region} B ${source.region}`), `${region} C`,
    ]),
    replicaKeys: byRegion(replicaKeys),
    sourceKeys: byRegion(sourceKeys),
    roles,
    states: [...states, ...Object.values(roles)],
  };
}

/** The key that an alias leads to. */
export async function keyByAlias({ emulator }: Workplace, account: string, region: string, alias: string): Promise<SceneKey> {
  return { account, region, ...await new LiveRegion(emulator, account, region).keyByAlias(alias) };
}

/** Changes the policy of a key, as somebody would by hand. */
export async function editPolicy({ workplace }: Scene, { account, region, id }: SceneKey, edit: (policy: any) => void): Promise<void> {
  const live = new LiveRegion(workplace.emulator, account, region);
  const policy = await live.keyPolicy(id);
  edit(policy);
  await live.putKeyPolicy(id, policy);
}

/** Makes everything as it was. */
export async function restore({ workplace, states }: Scene): Promise<void> {
  workplace.reset();
  for (const state of states) { await state.restore(); }
}
