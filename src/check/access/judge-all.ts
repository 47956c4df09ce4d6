import type { Access } from './access';
import { Judge, simulationId, type Simulation } from './judge';
import type { LiveAccount } from '../live/live';
import { isReplicaKey, type ObservedKey } from '../observations/observed-key';
import type { ObservedRole } from '../observations/observed-role';
import type { Scene } from '../observations/scene';
import type { Unseen } from '../observations/unseen';

/** A role and a key that it uses. */
interface Use {
  readonly role: ObservedRole;
  readonly key: ObservedKey;
  readonly keyArn: string;
}

/** Judges what each role may do with each key that it uses. AWS's policy simulator is asked once for each role. */
export async function judgeAll(scene: Scene, accounts: (id: string) => LiveAccount, unseen: Unseen): Promise<Access[]> {
  const uses = usesOf(scene);
  const simulated = new Map(await Promise.all(scene.roles.map(async (role) =>
    [role, await simulate(role, uses.filter((use) => use.role === role), accounts, unseen)] as const)));
  const judge = new Judge();
  return uses.map(({ role, key, keyArn }) => judge.judge(role, key, keyArn, simulated.get(role)!));
}

/** Missing keys and AWS managed keys have findings of their own. */
function usesOf({ sets, sourceKeys, roles }: Scene): Use[] {
  const ofSets = sets.flatMap(({ keys, vaultRole, sourceRoles, sourceKeys: ofSet }) => [
    ...keys.flatMap((key) => [vaultRole, ...sourceRoles].map((role) => ({ role, key }))),
    ...ofSet.map((key) => ({ role: vaultRole, key })),
  ]);
  const others = sourceKeys.filter((key) => !ofSets.some((use) => use.key === key)).flatMap((key) =>
    roles.filter(({ expectedArn }) => expectedArn === key.source.vaultRole.arn).map((role) => ({ role, key })));
  const uses = [...ofSets, ...others].flatMap(({ role, key }) => key.live?.manager === 'CUSTOMER' ? [{ role, key, keyArn: key.live.arn }] : []);
  // A key of a PROTECTED account can be the source for several aliases.
  return uses.filter((use, index) => isReplicaKey(use.key) || uses.findIndex(({ role, key }) => role === use.role && key === use.key) === index);
}

async function simulate(
  role: ObservedRole, uses: readonly Use[], accounts: (id: string) => LiveAccount, unseen: Unseen,
): Promise<Simulation> {
  if (role.exists !== 'yes' || uses.length === 0) { return new Map(); }
  const actions = [...new Set(uses.flatMap(({ key }) => key.calls.map(({ action }) => action)))];
  const calls = await accounts(role.account).simulate(role.caller.arn, actions, uses.map(({ keyArn }) => keyArn));
  const seen = unseen.see(calls, 'note', role.account);
  return new Map(seen?.value.map((call) => [simulationId(call.action, call.resource), call]));
}
