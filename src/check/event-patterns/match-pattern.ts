import { fieldOf, type EventFields, type EventValue } from './event-value';
import { matchesValue } from './match-value';
import { unclearFields } from './unclear-fields';
import { isObject } from '../evaluator/json-object';
import { and, or, UNKNOWN, type Answer, type Verdict } from '../evaluator/verdict';

type Pattern = Readonly<Record<string, unknown>>;

/** The names of comparisons. An alternative with one of them makes `$or` an ordinary field. */
const OPERATORS: ReadonlySet<string> = new Set([
  'anything-but', 'cidr', 'equals-ignore-case', 'exactly', 'exists', 'numeric', 'prefix', 'suffix', 'wildcard',
]);

/**
 * Whether EventBridge matches events with a pattern. The answer is `unknown` where it depends on a field that is not known, and where the
 * pattern has something that this function does not know.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html
 */
export function matcherOf(pattern: unknown): (event: EventFields) => Verdict {
  const matcher = new Matcher(unclearFields(pattern));
  return (event) => matcher.matches(pattern, event).verdict;
}

class Matcher {
  constructor(private readonly unclear: ReadonlySet<string>) {}

  public matches(pattern: unknown, value: EventValue): Answer {
    if (!isObject(pattern)) { return UNKNOWN; }
    const { $or: alternatives, ...fields } = pattern;
    const names = Object.keys(fields);
    const all = (some: readonly string[]) => some.map((name) => this.fieldMatches(name, fields[name], fieldOf(value, name)));
    // A pattern without fields is not valid.
    if (alternatives === undefined) { return names.length === 0 ? UNKNOWN : and(all(names)); }
    if (!isAlternatives(alternatives)) { return UNKNOWN; }
    // A field that is also within an alternative does not restrict as it would elsewhere, by the behavior of Event Ruler, which no page describes.
    const others = names.filter((name) => !alternatives.some((alternative) => hasField(alternative, name)));
    const one = others.length < names.length ? UNKNOWN : or(alternatives.map((alternative) => this.matches(alternative, value)));
    return and([one, ...all(others)]);
  }

  private fieldMatches(name: string, pattern: unknown, value: EventValue): Answer {
    if (!Array.isArray(pattern)) { return this.matches(pattern, value); }
    return pattern.length === 0 || this.unclear.has(name) ? UNKNOWN : matchesValue(pattern, value);
  }
}

function isAlternatives(value: unknown): value is readonly Pattern[] {
  return Array.isArray(value) && value.length > 1
    && value.every((one) => isObject(one) && Object.keys(one).length > 0 && !Object.keys(one).some((name) => OPERATORS.has(name)));
}

/** Whether a pattern restricts a field, within its own alternatives too. */
function hasField(pattern: Pattern, name: string): boolean {
  return Object.hasOwn(pattern, name) || [pattern.$or].flat().some((one) => isObject(one) && hasField(one, name));
}
