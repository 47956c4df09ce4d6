import { KEY_CHANGES } from './reported-events';
import { isObject } from '../evaluator/json-object';
import { agreed, and, NO, not, or, UNKNOWN, YES, type Answer, type Verdict } from '../evaluator/verdict';
import type { EventSelectors } from '../live/live';

/** What CloudTrail compares with the selectors of a trail. */
type Entry = Readonly<Record<string, string | undefined>>;

/** Whether the selectors of a trail have it log the calls that change a key. */
export function logsKeyChanges({ basic, advanced }: EventSelectors): Verdict {
  return and(KEY_CHANGES.map((eventName) => or([
    ...basic.map(isSelected),
    ...advanced.map((selector) => isSelectedBy(selector, {
      eventCategory: 'Management', readOnly: 'false', eventSource: 'kms.amazonaws.com', eventType: 'AwsApiCall', eventName,
    })),
  ]))).verdict;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
function isSelected(selector: unknown): Answer {
  if (!isObject(selector)) { return UNKNOWN; }
  const { ReadWriteType: type = 'All', IncludeManagementEvents: includes = true, ExcludeManagementEventSources: excluded = [] } = selector;
  if (includes === false || type === 'ReadOnly' || (Array.isArray(excluded) && excluded.includes('kms.amazonaws.com'))) { return NO; }
  return includes === true && (type === 'All' || type === 'WriteOnly') && Array.isArray(excluded) ? YES : UNKNOWN;
}

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html */
function isSelectedBy(selector: unknown, entry: Entry): Answer {
  const fields = isObject(selector) ? selector.FieldSelectors : undefined;
  return Array.isArray(fields) && fields.length > 0 ? and(fields.map((field) => fieldMatches(field, entry))) : UNKNOWN;
}

function fieldMatches(selector: unknown, entry: Entry): Answer {
  if (!isObject(selector)) { return UNKNOWN; }
  const { Field, ...operators } = selector;
  const value = entry[`${Field}`];
  const answers = Object.entries(operators).map(([operator, operands]) => compare(operator, operands, value));
  // How several operators of a field are combined is not documented.
  return answers.length === 0 ? UNKNOWN : agreed([and(answers), or(answers)]);
}

function compare(operator: string, operands: unknown, value: string | undefined): Answer {
  if (value === undefined || !Array.isArray(operands)) { return UNKNOWN; }
  const some = (test: (operand: string) => boolean): Answer => operands.some((operand) => test(`${operand}`)) ? YES : NO;
  switch (operator) {
    case 'Equals': return some((operand) => operand === value);
    case 'StartsWith': return some((operand) => value.startsWith(operand));
    case 'EndsWith': return some((operand) => value.endsWith(operand));
    case 'NotEquals': return not(some((operand) => operand === value));
    case 'NotStartsWith': return not(some((operand) => value.startsWith(operand)));
    case 'NotEndsWith': return not(some((operand) => value.endsWith(operand)));
    default: return UNKNOWN;
  }
}
