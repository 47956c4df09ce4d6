import type { Evidence } from './evidence';
import { grouped } from './grouped';
import { callsText } from './identities';
import type { Access } from '../access/access';
import type { Finding } from '../finding';
import type { SimulatedCall } from '../live/live';
import { roleText } from '../texts/role-names';

/** What only AWS's policy simulator knows: service control policies, and boundaries that could not be read. */
export function simulatedFindings({ accesses }: Evidence): Finding[] {
  return [...grouped(accesses, ({ role }) => role)].flatMap(([role, group]) => {
    const bySimulator = (denies: (call: SimulatedCall) => boolean) => group.flatMap((access) => access.calls
      .filter(({ simulated }) => simulated && denies(simulated))
      .map(({ action }) => ({ access, action })));
    const byScp = bySimulator(({ allowedByOrganization }) => allowedByOrganization === false);
    const byBoundary = role.caller.boundary === undefined ? bySimulator(({ allowedByBoundary }) => allowedByBoundary === false) : [];
    return [finding('scp-denies', 'a service control policy', byScp), finding('boundary-denies', 'its permissions boundary', byBoundary)].flat();

    function finding(id: string, what: string, calls: ReadonlyArray<{ readonly access: Access; readonly action: string }>): Finding[] {
      return calls.length === 0 ? [] : [{
        id,
        level: 'unknown',
        account: role.account,
        text: `AWS's policy simulator says that ${what} keeps ${roleText(role)} from ${callsText(calls)}, which can be wrong where that has conditions.`,
      }];
    }
  });
}
