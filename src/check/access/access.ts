import type { KeyUserCall } from '../calls/key-user-calls';
import { every } from '../cases/every';
import type { Context, Decision, KmsCall } from '../evaluator/decide';
import type { Verdict } from '../evaluator/verdict';
import type { SimulatedCall } from '../live/live';
import { isReplicaKey, type ObservedKey } from '../observations/observed-key';
import type { ObservedRole } from '../observations/observed-role';

/** A call of a role on a key, and whether AWS allows it. */
export interface JudgedCall extends KeyUserCall {
  readonly decision: Decision;
  /** The decision, with what else is known of the role and the key. */
  readonly verdict: Verdict;
  /** Undefined where AWS's policy simulator was not asked. */
  readonly simulated?: SimulatedCall;
}

/** What a role may do with a key. */
export interface Access {
  readonly role: ObservedRole;
  readonly key: ObservedKey;
  readonly keyArn: string;
  readonly calls: readonly JudgedCall[];
}

/** A call of a role as the evaluator knows it. */
export function kmsCall({ caller }: ObservedRole, key: ObservedKey, keyArn: string, { action, context }: KeyUserCall): KmsCall {
  return { caller, action, keyArn, keyPolicies: key.policy && [key.policy], context: { ...context, ...aliasContext(key) } };
}

/** An alias that is missing is a cause of its own: IAM policies are judged as they will work when it is back. */
function aliasContext(key: ObservedKey): Context {
  const { aliases } = key;
  if (!aliases || 'refused' in aliases) { return {}; }
  const isAway = isReplicaKey(key) && (key.alias.is === 'missing' || key.alias.is === 'moved');
  return { 'kms:ResourceAliases': [...aliases.value, ...isAway ? [key.name] : []] };
}

/** Whether a decision would be sure if the aliases of the key were known. */
export function dependsOnAliases({ dependsOn }: Decision): boolean {
  return dependsOn.some((key) => key.toLowerCase() === 'kms:resourcealiases');
}

/** Whether both are of different accounts, so that the policies of both must allow a call. */
export function isAcrossAccounts(role: ObservedRole, key: ObservedKey): boolean {
  return role.account !== key.account;
}

/** Whether the role can make all of its calls on the key, if the key itself is usable. */
export function accessVerdict({ role, key, calls }: Access): Verdict {
  const enabled = isAcrossAccounts(role, key) ? role.enabled(key.region) : key.regionEnabled;
  return every([role.exists, enabled, ...calls.map(({ verdict }) => verdict)]);
}
