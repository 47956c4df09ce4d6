import { placeOf, type Evidence } from './evidence';
import { grouped } from './grouped';
import { dependsOnAliases, type Access, type JudgedCall } from '../access/access';
import type { Finding } from '../finding';
import { actionsText } from '../texts/actions';
import { listed } from '../texts/listed';
import { quoted } from '../texts/quoted';
import { rolesText } from '../texts/role-names';

/** Calls that may or may not work, although all policies were seen. */
export function uncertainFindings({ accesses }: Evidence): Finding[] {
  const open = accesses.filter(isSeen).flatMap((access) => access.calls
    .filter(({ decision }) => decision.verdict === 'unknown' && !(dependsOnAliases(decision) && access.key.aliases && 'refused' in access.key.aliases))
    .map((call) => ({ access, call })));
  return [...grouped(open, ({ access }) => access.key)].map(([key, group]): Finding => {
    const reasons = [...grouped(group, ({ call }) => reasonText(call))].map(([reason, calls]) =>
      `${rolesText([...new Set(calls.map(({ access }) => access.role))])} may call ${actionsText(calls.map(({ call }) => call.action))} depends on ${reason}`);
    return { ...placeOf(key), id: 'cannot-tell', level: 'unknown', text: `Whether ${listed(reasons)}.` };
  });
}

function isSeen({ role, key }: Access): boolean {
  return role.exists !== 'unknown' && role.policies !== undefined && role.caller.boundary !== undefined && key.policy !== undefined;
}

function reasonText({ decision: { dependsOn } }: JudgedCall): string {
  return dependsOn.length === 0
    ? 'a part of the policies that this check does not know'
    : `${dependsOn.length === 1 ? 'the condition key' : 'the condition keys'} ${listed(dependsOn.map(quoted))}, which no call shows`;
}
