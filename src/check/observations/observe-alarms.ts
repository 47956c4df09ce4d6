import type { Notice, ObservedAlarms, ObservedTrail } from './observed-alarms';
import { Unseen } from './unseen';
import { logsKeyChanges } from '../alarms/logs-key-changes';
import { reportedEvents, type AlarmKind, type KeyOfEvents, type ReportedEvent } from '../alarms/reported-events';
import { every } from '../cases/every';
import { answer, or, type Verdict } from '../evaluator/verdict';
import type { EventFields } from '../event-patterns/event-value';
import { matcherOf } from '../event-patterns/match-pattern';
import type { LiveAccount, LiveEventRule, LiveTrail, Seen } from '../live/live';

const UNSEEN_NOTICE: Notice = { verdict: 'unknown', reported: [], disabled: [], withoutTarget: [] };
const UNSEEN_TRAIL: ObservedTrail = { verdict: 'unknown', notLogging: [], withoutKeyChanges: [] };

/** Asks whether rules notify somebody of what happens to a key. Such rules are optional, so nothing else depends on the answers. */
export async function observeAlarms(
  account: LiveAccount, key: KeyOfEvents, kinds: readonly AlarmKind[], unseen: Unseen,
): Promise<ObservedAlarms> {
  const { region } = key;
  const [rules, trail] = await Promise.all([
    account.eventRules(region), seeing(account, region, unseen, async (see) => observeTrail(await account.trails(region), see)),
  ]);
  const notices = await Promise.all(kinds.map(async (kind) => [
    kind, await seeing(account, region, unseen, async (see) => observeNotice(rules, reportedEvents(kind, key), see)),
  ] as const));
  return { notices: Object.fromEntries(notices), trail };
}

/** What is known of the alarms of a key in a Region that is not asked. */
export function unseenAlarms(kinds: readonly AlarmKind[]): ObservedAlarms {
  return { notices: Object.fromEntries(kinds.map((kind) => [kind, UNSEEN_NOTICE])), trail: UNSEEN_TRAIL };
}

type See = <T>(seen: Seen<T>) => { readonly value: T } | undefined;

/** What is observed. What was refused counts only where it leaves the verdict open. */
async function seeing<T extends { readonly verdict: Verdict }>(
  { account }: LiveAccount, region: string, unseen: Unseen, observed: (see: See) => Promise<T>,
): Promise<T> {
  const unseenOfRegion = new Unseen();
  const result = await observed((seen) => unseenOfRegion.see(seen, 'aside', account, region));
  if (result.verdict === 'unknown') { unseenOfRegion.parts.forEach((part) => unseen.add(part)); }
  return result;
}

async function observeNotice(all: Seen<readonly LiveEventRule[]>, reported: readonly ReportedEvent[], see: See): Promise<Notice> {
  const rules = see(all)?.value;
  if (!rules) { return UNSEEN_NOTICE; }
  const events = reported.flatMap((one) => one.events);
  const verdicts = new Map<EventFields, Verdict>(events.map((event) => [event, 'no']));
  const [disabled, withoutTarget] = [new Array<string>(), new Array<string>()];
  for (const rule of rules) {
    const matches = events.map(matcherOf(rule.pattern));
    const isSure = matches.includes('yes');
    if (rule.state === 'DISABLED') {
      if (isSure) { disabled.push(rule.name); }
      continue;
    }
    // One rule is enough, and of one that may not match, targets would not say more.
    const isNeeded = matches.some((verdict, index) => verdict === 'yes' && verdicts.get(events[index]) !== 'yes');
    const works = isNeeded ? every([stateVerdict(rule), await hasTargets(rule, see)]) : 'unknown';
    if (works === 'no') {
      withoutTarget.push(rule.name);
      continue;
    }
    events.forEach((event, index) => {
      verdicts.set(event, or([verdicts.get(event)!, every([matches[index], works])].map(answer)).verdict);
    });
  }
  const verdictOf = (some: readonly EventFields[]) => every(some.map((event) => verdicts.get(event)!));
  return {
    verdict: verdictOf(events),
    reported: reported.filter((one) => verdictOf(one.events) === 'yes').map(({ name }) => name),
    disabled,
    withoutTarget,
  };
}

async function hasTargets(rule: LiveEventRule, see: See): Promise<Verdict> {
  const targets = see(await rule.hasTargets());
  return !targets ? 'unknown' : targets.value ? 'yes' : 'no';
}

function stateVerdict({ state }: LiveEventRule): Verdict {
  return state === 'ENABLED' || state === 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS' ? 'yes' : 'unknown';
}

async function observeTrail(all: Seen<readonly LiveTrail[]>, see: See): Promise<ObservedTrail> {
  const trails = see(all);
  if (!trails) { return UNSEEN_TRAIL; }
  const [notLogging, withoutKeyChanges] = [new Array<string>(), new Array<string>()];
  let verdict: Verdict = 'no';
  for (const trail of trails.value) {
    const logging = see(await trail.isLogging());
    if (logging?.value === false) {
      notLogging.push(trail.name);
      continue;
    }
    const selectors = see(await trail.selectors());
    const logs = selectors ? logsKeyChanges(selectors.value) : 'unknown';
    if (logging && logs === 'yes') { return { verdict: 'yes', notLogging: [], withoutKeyChanges: [] }; }
    if (logs === 'no') { withoutKeyChanges.push(trail.name); } else { verdict = 'unknown'; }
  }
  return { verdict, notLogging, withoutKeyChanges };
}
