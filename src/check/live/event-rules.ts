import type { Structure } from './aws/wire-format';
import type { Calls } from './calls';
import type { LiveEventRule, Seen } from './live';
import { Memo } from './memo';
import { listOf, RefusedError, seen } from './refused-error';

const LIST = 'events:ListRules';
const TARGETS = 'events:ListTargetsByRule';

/**
 * The rules of the default event bus of a Region. Left out are schedules, and rules that an AWS service made for itself, which notify
 * only that service.
 */
export async function readEventRules(calls: Calls, region: string): Promise<LiveEventRule[]> {
  const pages = await calls.pages(LIST, { Limit: 100 }, region);
  const rules = pages.flatMap(({ Rules }) => listOf(Rules, LIST, 'rules'));
  const isSchedule = ({ EventPattern, ScheduleExpression }: Structure) => EventPattern === undefined && ScheduleExpression !== undefined;
  return rules.filter((rule) => !isSchedule(rule) && rule.ManagedBy === undefined).map(({ Name, EventPattern, State }) => {
    if (typeof Name !== 'string' || typeof State !== 'string') { throw RefusedError.wrongAnswer(LIST, 'has a rule without its name or state'); }
    const targets = new Memo<Seen<boolean>>();
    return {
      name: Name,
      pattern: parse(EventPattern),
      state: State,
      hasTargets: () => targets.get(Name, () => seen(TARGETS, () => readWhetherTargets(calls, region, Name))),
    };
  });
}

async function readWhetherTargets(calls: Calls, region: string, Rule: string): Promise<boolean> {
  const pages = await calls.pages(TARGETS, { Rule }, region);
  return pages.flatMap(({ Targets }) => listOf(Targets, TARGETS, 'targets')).length > 0;
}

function parse(pattern: unknown): unknown {
  try {
    return JSON.parse(`${pattern}`);
  } catch {
    return undefined;
  }
}
