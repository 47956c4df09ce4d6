import { placeOf, type Evidence } from './evidence';
import { grouped } from './grouped';
import { policyRemedies, type PolicyRemedies } from './policy-remedies';
import type { Blame, Reason } from '../access/blame';
import type { Finding, Level } from '../finding';
import { isReplicaKey, type ObservedKey } from '../observations/observed-key';
import { differences } from '../policies/differences';
import { actionsText } from '../texts/actions';
import { listed } from '../texts/listed';
import { quoted } from '../texts/quoted';
import { roleText, rolesText } from '../texts/role-names';
import { statementsText } from '../texts/statements';

/** Key policies that do not allow what key users need, one finding for each key and cause. */
export function keyPolicyFindings(evidence: Evidence): Finding[] {
  return [...grouped(evidence.blames, ({ access }) => access.key)].flatMap(([key, blames]) => {
    const of = (reason: Reason) => blames.filter((blame) => blame.reason === reason);
    const [lacking, denying, dead] = [of('policy lacks'), of('policy denies'), of('dead principal')];
    const remedies = policyRemedies(evidence, key, blames);
    const finding = (group: readonly Blame[], cause: Pick<Finding, 'id' | 'text'>, remedy: string | undefined): Finding =>
      ({ ...placeOf(key), level: levelOf(group), id: cause.id, text: `${cause.text}${remedy === undefined ? '' : removalText(remedies)}.`, remedy });
    return [
      ...lacking.length === 0 ? [] : [finding(lacking, causeOfLack(key, lacking, remedies), remedies.repair)],
      ...denying.length === 0 ? [] : [finding(denying, { id: 'policy-denies', text: denialText(denying) }, remedies.removeDenials)],
      // A missing role has a finding of its own.
      ...[...grouped(dead.filter(({ access }) => access.role.exists !== 'no'), ({ deadId }) => deadId!)].map(([id, group]) =>
        finding(group, { id: 'dead-principal', text: deadText(id, group) }, remedies.repair)),
    ];
  });
}

/** What the command removes when it restores the policy of the app. */
function removalText({ alsoRemoved }: PolicyRemedies): string {
  return alsoRemoved.length === 0 ? '' : `, and the command also removes ${statementsText(alsoRemoved)}, which the app does not have`;
}

/** Whether a blamed call fails for sure. */
export function levelOf(blames: readonly Blame[]): Level {
  return blames.some(({ sure }) => sure) ? 'fails' : 'unknown';
}

function causeOfLack(key: ObservedKey, blames: readonly Blame[], { appLacksSame }: PolicyRemedies): Pick<Finding, 'id' | 'text'> {
  const byRole = [...grouped(blames, ({ access }) => access.role)]
    .map(([role, group]) => ({ role, actions: actionsText(group.map(({ action }) => action)) }));
  const byActions = [...grouped(byRole, ({ actions }) => actions)];
  const allowed = listed(byActions.map(([actions, group]) => `${actions} for ${rolesText(group.map(({ role }) => role))}`));
  const tail = [
    ...appLacksSame ? ['nor does the policy of the app'] : [],
    ...levelOf(blames) === 'fails' ? [] : ['and the policy that AWS RAM may have added to the key was not seen'],
  ].map((one) => `, ${one}`).join('');
  const lostBy = lostStatements(key);
  return lostBy === undefined
    ? { id: 'policy-lacks', text: `The key policy does not allow ${allowed}${tail}` }
    : { id: 'statements-lost', text: `The key policy has lost statements of ${lostBy}, and does not allow ${allowed}${tail}` };
}

/** The custom resource whose statements are missing from the policy. Deploying it again does not help, because its template has not changed. */
function lostStatements(key: ObservedKey): string | undefined {
  if (isReplicaKey(key)) { return undefined; }
  const { policy, expectedPolicy, source: { by, stackName } } = key;
  if (by !== 'custom resource' || !policy || differences(policy, expectedPolicy).missing.length === 0) { return undefined; }
  return stackName === undefined ? 'a custom resource' : `the custom resource of stack ${quoted(stackName)}`;
}

function denialText(blames: readonly Blame[]): string {
  const actions = actionsText(blames.map(({ action }) => action));
  const roles = [...new Set(blames.map(({ access }) => access.role))];
  return `The key policy denies ${rolesText(roles)} ${actions} by ${sidsText(blames)}`;
}

/** The statements that deny. */
export function sidsText(blames: ReadonlyArray<Pick<Blame, 'sid'>>): string {
  return statementsText([...new Set(blames.map(({ sid }) => sid))].map((Sid) => ({ Sid })));
}

function deadText(id: string, blames: readonly Blame[]): string {
  const roles = [...new Set(blames.map(({ access }) => access.role))];
  const recreated = roles.every(({ exists }) => exists === 'yes') ? ', which was deleted and re-created since and so has no access' : '';
  return `The key policy names ${quoted(id)}, the id of a role that was deleted, in place of ${roles.map(roleText).join(' or ')}${recreated}`;
}
