import type { Evidence } from './evidence';
import { grouped } from './grouped';
import { identityRemedy } from './identity-remedies';
import { levelOf, sidsText } from './key-policies';
import { kmsCall } from '../access/access';
import type { Blame } from '../access/blame';
import { decide } from '../evaluator/decide';
import type { Finding } from '../finding';
import type { ObservedKey } from '../observations/observed-key';
import type { ObservedRole } from '../observations/observed-role';
import { actionsText } from '../texts/actions';
import { listed, listedInShort } from '../texts/listed';
import { quoted } from '../texts/quoted';
import { roleText } from '../texts/role-names';

/** Calls that IAM policies and boundaries do not allow, one finding for each role and cause. */
export function identityFindings({ blames, shell }: Evidence): Finding[] {
  return [...grouped(blames, ({ access }) => access.role)].flatMap(([role, group]) => {
    const [lacking, denying, bounded] = (['identity lacks', 'identity denies', 'boundary'] as const)
      .map((reason) => group.filter((blame) => blame.reason === reason));
    const place = (of: readonly Blame[]) => ({ level: levelOf(of), account: role.account });
    return [
      ...lacking.length === 0 ? [] : [{
        ...place(lacking), id: 'identity-lacks', text: `IAM does not allow ${roleText(role)} ${callsText(lacking)}.`, remedy: identityRemedy(shell, role, lacking),
      }],
      ...denying.length === 0 ? [] : [{
        ...place(denying), id: 'identity-denies', text: `${policiesText(role, denying)} ${callsText(denying)} by ${sidsText(denying)}.`,
      }],
      ...bounded.length === 0 ? [] : [{
        ...place(bounded), id: 'boundary-denies', text: `The permissions boundary of ${roleText(role)} keeps it from ${callsText(bounded)}.`,
      }],
    ];
  });
}

/** The calls with their keys, where keys with the same calls are listed together. */
export function callsText(calls: ReadonlyArray<Pick<Blame, 'access' | 'action'>>): string {
  const byKey = [...grouped(calls, ({ access }) => access.key)]
    .map(([key, group]) => ({ key, actions: actionsText(group.map(({ action }) => action)) }));
  return listed([...grouped(byKey, ({ actions }) => actions)].map(([actions, group]) => `${actions} on ${keysText(group.map(({ key }) => key))}`));
}

function keysText(keys: readonly ObservedKey[]): string {
  return listedInShort([...grouped(keys, ({ name }) => name)].map(([name, group]) =>
    name.startsWith('arn:') ? name : `${quoted(name)} in ${listedInShort(group.map(({ region }) => region))}`));
}

/** The policies of the role that deny, each judged without the others. */
function policiesText(role: ObservedRole, blames: readonly Blame[]): string {
  const names = (role.policies ?? []).filter(({ document }) => blames.some(({ access: { key, keyArn, calls }, action }) => calls
    .filter((call) => call.action === action)
    .some((call) => decide(kmsCall({ ...role, caller: { ...role.caller, policies: [document] } }, key, keyArn, call)).denials
      .some(({ in: where }) => where === 'identity')))).map(({ name }) => quoted(name));
  const policies = names.length === 0 ? 'A policy' : `${names.length === 1 ? 'Policy' : 'Policies'} ${listed(names)}`;
  return `${policies} of ${roleText(role)} ${names.length > 1 ? 'deny' : 'denies'}`;
}
