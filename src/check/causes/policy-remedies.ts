import { additionsTo } from './added-statements';
import { isOwnKey, type Evidence } from './evidence';
import { missingStatements } from './missing-statements';
import type { KeyPolicyJson, StatementJson } from '../../key-policy/key-policy-json';
import { kmsCall, type Access } from '../access/access';
import type { Blame } from '../access/blame';
import { decide } from '../evaluator/decide';
import type { ExpectedRole } from '../expectation';
import { isReplicaKey, type ObservedKey, type ObservedReplicaKey } from '../observations/observed-key';
import { withPrincipal } from '../policies/dead-principals';
import { differences } from '../policies/differences';
import { driftOf } from '../policies/drift-of';
import { isLiteral } from '../policies/literal';
import { meaning } from '../policies/meaning';
import { statementsOf } from '../policies/statements-of';
import { withStatements } from '../policies/with-statements';
import { appOption, policyCommand, type Option } from '../remedies/commands';
import { putPrintedPolicy, putThisPolicy, type KeyPlace } from '../remedies/key-remedies';

/** The commands for a key whose policy is to blame. */
export interface PolicyRemedies {
  /** Makes the policy allow everything that it lacks. Each command replaces the whole policy, so there is one for all causes. */
  readonly repair?: string;
  /** Removes the statements that deny. */
  readonly removeDenials?: string;
  /** Whether the policy of the app lacks the same and must be changed in the app. */
  readonly appLacksSame: boolean;
  /** Other statements that the commands remove, because the app does not have them. */
  readonly alsoRemoved: readonly StatementJson[];
}

/** What to do about the policy of a key. */
export function policyRemedies(evidence: Evidence, key: ObservedKey, blames: readonly Blame[]): PolicyRemedies {
  const gaps = blames.filter(({ reason }) => reason === 'policy lacks' || reason === 'dead principal');
  if (!isReplicaKey(key) || !key.expected.policy) {
    const repair = isWritable(key, gaps.map(({ access }) => access)) ? repairCommand(evidence, key, gaps) : undefined;
    return { repair, appLacksSame: false, alsoRemoved: [] };
  }
  const denials = blames.filter(({ reason }) => reason === 'policy denies');
  const command = isWritable(key, evidence.accesses.filter((access) => access.key === key)) ? restoreCommand(evidence, key) : undefined;
  const added = key.policy ? driftOf(key.policy, key.expected.policy, additionsTo(key, evidence.scene)).added : [];
  const isCure = isCured(gaps, key.expectedPolicy);
  return {
    repair: isCure ? command : undefined,
    removeDenials: isCured(denials, key.expectedPolicy) ? command : undefined,
    appLacksSame: !isCure,
    alsoRemoved: added.filter(({ Sid, Effect }) => Effect !== 'Deny' || !denials.some(({ sid }) => sid === Sid)),
  };
}

/** Whether KMS accepts a policy that names the roles: all of them must exist. */
function isWritable(key: ObservedKey, accesses: readonly Access[]): boolean {
  return vaultRoleOf(key).lateBound || accesses.every(({ role }) => !role.isVaultRole || role.exists !== 'no');
}

/** Restores the policy that the app gives a key. Undefined where the key may not be the app's. */
export function restoreCommand({ expectation, scene, shell }: Evidence, key: ObservedReplicaKey): string | undefined {
  const { account, region, name, live, expected, set } = key;
  if (!live || !isOwnKey(key) || !expected.policy || !isLiteral(expected.policy)) { return undefined; }
  const place: KeyPlace = { account, region, arn: live.arn };
  const additions = additionsTo(key, scene);
  if (additions.length > 0) {
    const whole = isLiteral(additions) ? withStatements(expected.policy, inLiveForm(additions, key)) : undefined;
    return whole && putThisPolicy(shell, place, whole);
  }
  const others = expectation.replicaKeys.filter((other) => other !== set);
  const options: Option[] = [
    ...others.some((other) => other.alias !== name) ? [['--alias', name] as const] : [],
    ...others.some(({ vaultAccount }) => vaultAccount !== account) ? [['--vault-account', account] as const] : [],
    ...appOption(expectation.assembly),
  ];
  return putPrintedPolicy(shell, place, policyCommand(region, options));
}

/** Statements with the Sids of the live policy, by which a custom resource recognizes them. */
function inLiveForm(statements: readonly StatementJson[], { policy }: ObservedKey): StatementJson[] {
  const inPolicy = policy ? statementsOf(policy) : [];
  return statements.map((statement) => inPolicy.find((one) => meaning(one) === meaning(statement)) ?? statement);
}

/** Adds to the live policy of a key only what it lacks. */
function repairCommand({ scene, shell }: Evidence, key: ObservedKey, gaps: readonly Blame[]): string | undefined {
  const { account, region, live, policy } = key;
  if (!live || !policy || gaps.length === 0) { return undefined; }
  const restored = gaps.reduce<KeyPolicyJson>((one, { deadId, access }) =>
    deadId === undefined ? one : withPrincipal(one, deadId, access.role.caller.arn), policy);
  const lacking = gaps.filter(({ reason }) => reason === 'policy lacks');
  const additions = [
    ...lacking.length === 0 ? [[]] : [],
    ...isReplicaKey(key) ? [] : [differences(restored, key.expectedPolicy).missing],
    missingStatements(lacking),
  ];
  const lost = differences(restored, { Statement: additionsTo(key, scene) }).missing;
  const repaired = additions.map((statements) => withStatements(restored, [...statements, ...lost])).find((one) => one && isCured(gaps, one));
  return repaired && putThisPolicy(shell, { account, region, arn: live.arn }, repaired);
}

/** Whether the policy would allow its part of all calls. */
function isCured(blames: readonly Blame[], policy: KeyPolicyJson): boolean {
  return blames.every(({ access, action }) => access.calls
    .filter((call) => call.action === action)
    .every((call) => decide({ ...kmsCall(access.role, access.key, access.keyArn, call), keyPolicies: [policy] }).keyPolicy !== 'no'));
}

function vaultRoleOf(key: ObservedKey): ExpectedRole {
  return isReplicaKey(key) ? key.set.vaultRole : key.source.vaultRole;
}
