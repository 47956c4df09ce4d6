import type { AlarmKind } from '../alarms/reported-events';
import type { Verdict } from '../evaluator/verdict';

/** Whether somebody is notified of what happens to a key, as far as it could be seen. */
export interface ObservedAlarms {
  /** By what rules notify of. What does not apply to a key is missing. */
  readonly notices: Readonly<Partial<Record<AlarmKind, Notice>>>;
  readonly trail: ObservedTrail;
}

/** Whether enabled rules with targets match all events of a kind. */
export interface Notice {
  readonly verdict: Verdict;
  /** The names of the events that they match for sure. */
  readonly reported: readonly string[];
  /** The names of rules that would match if they were enabled. */
  readonly disabled: readonly string[];
  /** The names of enabled rules that match but have no target. */
  readonly withoutTarget: readonly string[];
}

/** Whether a trail logs changes of keys, without which no rule is asked. */
export interface ObservedTrail {
  readonly verdict: Verdict;
  /** The trails that are there and do not. */
  readonly notLogging: readonly string[];
  readonly withoutKeyChanges: readonly string[];
}
