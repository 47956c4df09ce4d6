import { keysOf, placeOf, type Evidence } from './evidence';
import { grouped } from './grouped';
import { KEY_CHANGES, type AlarmKind } from '../alarms/reported-events';
import type { Finding } from '../finding';
import type { ObservedKey, ObservedReplicaKey } from '../observations/observed-key';
import type { ObservedKeySet } from '../observations/scene';
import type { Shell } from '../remedies/commands';
import { enableRule } from '../remedies/event-remedies';
import { listed, listedInShort } from '../texts/listed';
import { quoted } from '../texts/quoted';

const KINDS: Readonly<Record<AlarmKind, string>> = {
  keyChanges: 'changes of keys', failedCopies: 'failed copies', policyChanges: 'changes of key policies',
};

/** Alarms that are half there. That there are none is no finding. */
export function alarmFindings({ scene, shell }: Evidence): Finding[] {
  const keys = keysOf(scene);
  return [
    ...[...grouped(keys, ({ account, region }) => `${account} ${region}`).values()].flatMap((group) => [...ruleFindings(group, shell), ...trailFinding(group)]),
    ...keys.flatMap(incomplete),
    ...scene.sets.flatMap((keySet) => [...missingInRegions(keySet, 'keyChanges'), ...missingInRegions(keySet, 'failedCopies')]),
  ];
}

/** Rules of one account and Region that would match, but have no effect. */
function ruleFindings(keys: readonly ObservedKey[], shell: Shell): Finding[] {
  const [{ account, region }] = keys;
  const kindsOf = (reason: 'disabled' | 'withoutTarget') => grouped(keys.flatMap(({ alarms: { notices } }) => Object.entries(notices)
    .filter(([, { verdict }]) => verdict === 'no')
    .flatMap(([kind, notice]) => notice[reason].map((rule) => ({ rule, kind: KINDS[kind as AlarmKind] })))), ({ rule }) => rule);
  const finding = (cause: Pick<Finding, 'id' | 'text' | 'remedy'>): Finding => ({ level: 'note', account, region, ...cause });
  const textOf = (kinds: ReadonlyArray<{ readonly kind: string }>) => listed([...new Set(kinds.map(({ kind }) => kind))]);
  return [
    ...[...kindsOf('disabled')].map(([rule, group]) => finding({
      id: 'event-rule-disabled',
      text: `EventBridge rule ${quoted(rule)} for ${textOf(group)} is disabled, so it has no effect.`,
      remedy: enableRule(shell, account, region, rule),
    })),
    ...[...kindsOf('withoutTarget')].map(([rule, group]) => finding({
      id: 'event-rule-without-target', text: `EventBridge rule ${quoted(rule)} for ${textOf(group)} has no target, so it has no effect: add a target.`,
    })),
  ];
}

/** Rules for changes of keys, which match nothing without a trail. */
function trailFinding(keys: readonly ObservedKey[]): Finding[] {
  const [{ account, region, alarms: { trail } }] = keys;
  const hasRules = keys.some(({ alarms: { notices: { keyChanges, policyChanges } } }) => [keyChanges, policyChanges].some((one) => one?.verdict === 'yes'));
  if (trail.verdict !== 'no' || !hasRules) { return []; }
  const reasons = [
    ...trail.notLogging.map((name) => `trail ${quoted(name)} is not logging`),
    ...trail.withoutKeyChanges.map((name) => `trail ${quoted(name)} does not log management events of AWS KMS that write`),
  ];
  const why = reasons.length === 0 ? '' : ` (${listedInShort(reasons)})`;
  return [{
    id: 'events-without-trail',
    level: 'note',
    account,
    region,
    text: `EventBridge rules for changes of keys match nothing, because no trail logs them${why}.`,
  }];
}

/** Rules that match some of the changes of a key. */
function incomplete(key: ObservedKey): Finding[] {
  const { verdict, reported, disabled, withoutTarget } = key.alarms.notices.keyChanges!;
  if (verdict !== 'no' || reported.length === 0 || disabled.length + withoutTarget.length > 0) { return []; }
  const missing = KEY_CHANGES.filter((name) => !reported.includes(name));
  return [{
    ...placeOf(key), id: 'events-incomplete', level: 'note', text: `EventBridge rules match ${listed(reported)} of the key, but not ${listed(missing)}.`,
  }];
}

/** Replica keys without rules, where those of other Regions have some. */
function missingInRegions({ set: { alias, vaultAccount }, keys }: ObservedKeySet, kind: AlarmKind): Finding[] {
  const regionsOf = (test: (key: ObservedReplicaKey) => boolean) => keys.filter(test).map(({ region }) => region);
  const present = regionsOf(({ alarms: { notices } }) => notices[kind]?.verdict === 'yes');
  // Where a rule is there, what is wrong with it is said already.
  const missing = regionsOf(({ alarms: { notices: { [kind]: notice } } }) =>
    notice?.verdict === 'no' && notice.reported.length + notice.disabled.length + notice.withoutTarget.length === 0);
  return present.length === 0 || missing.length === 0 ? [] : [{
    id: 'events-not-everywhere',
    level: 'note',
    account: vaultAccount,
    key: alias,
    text: `EventBridge rules notify of ${KINDS[kind]} in ${listedInShort(present)}, but not in ${listedInShort(missing)}.`,
  }];
}
