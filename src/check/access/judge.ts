import { isAcrossAccounts, kmsCall, type Access, type JudgedCall } from './access';
import { actionClass } from './action-class';
import { Narrowing } from './narrowing';
import { decide, type Context, type Decision } from '../evaluator/decide';
import type { Verdict } from '../evaluator/verdict';
import type { SimulatedCall } from '../live/live';
import type { ObservedKey } from '../observations/observed-key';
import type { ObservedRole } from '../observations/observed-role';

/** The results of AWS's policy simulator, by `simulationId`. */
export type Simulation = ReadonlyMap<string, SimulatedCall>;

/** The name of a call in a `Simulation`. */
export function simulationId(action: string, keyArn: string): string {
  return `${action.toLowerCase()} ${keyArn}`;
}

/** Judges calls, and remembers what it judged: many accounts and Regions have policies that differ in little. */
export class Judge {
  private readonly narrowing = new Narrowing();
  private readonly classes = new Map<string, string>();

  /** Judges all calls of a role on a key that was found. */
  public judge(role: ObservedRole, key: ObservedKey, keyArn: string, simulation: Simulation): Access {
    const { policies, boundary } = role.caller;
    const keyPolicies = key.policy && [this.narrowing.ofAccount(key.policy, role.account)];
    const caller = { ...role.caller, policies: policies?.map((document) => this.narrowing.ofRegion(document, key.region)) };
    const decisions = new Map<Context, Map<string, Decision>>();
    const calls = key.calls.map((call): JudgedCall => {
      // Policies that treat two actions alike decide them alike, if all else is the same.
      const alike = [key.policy, ...policies ?? [], boundary].map((policy) => this.classOf(policy, call.action)).join(' ');
      const inContext = decisions.get(call.context) ?? new Map<string, Decision>();
      const decision = inContext.get(alike) ?? decide({ ...kmsCall(role, key, keyArn, call), caller, keyPolicies });
      decisions.set(call.context, inContext.set(alike, decision));
      const simulated = simulation.get(simulationId(call.action, keyArn));
      return { ...call, decision, verdict: verdictOf(decision, role, key, simulated), simulated };
    });
    return { role, key, keyArn, calls };
  }

  private classOf(policy: unknown, action: string): string {
    const id = `${action} ${this.narrowing.idOf(policy)}`;
    const known = this.classes.get(id) ?? actionClass(policy, action);
    this.classes.set(id, known);
    return known;
  }
}

function verdictOf(decision: Decision, role: ObservedRole, key: ObservedKey, simulated?: SimulatedCall): Verdict {
  const { verdict, denials, identity } = decision;
  // The alias may lead to another key than the one that the app made.
  if (verdict === 'no' && key.found === 'unknown') { return 'unknown'; }
  if (verdict === 'no') {
    const lacksOnlyInPolicy = denials.length === 0 && !(isAcrossAccounts(role, key) && identity === 'no');
    return lacksOnlyInPolicy && key.sharedByRam !== 'no' ? 'unknown' : 'no';
  }
  // The simulator does not know the conditions of SCPs, so it can be wrong about a Deny with one.
  return simulated?.allowedByOrganization === false ? 'unknown' : verdict;
}
