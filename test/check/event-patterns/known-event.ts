import { ABSENT, OPEN, type EventFields, type EventValue } from '../../../src/check/event-patterns/event-value';

/**
 * A whole event of JSON, in which each field that a pattern names and the event does not have is known to be missing. A list of one value is that
 * value, and what the matcher has no values for is open: numbers, and longer lists.
 */
export function knownEvent(event: any, pattern: unknown): EventFields {
  return fieldsOf(event, namesIn(pattern));
}

function fieldsOf(object: object, names: readonly string[]): EventFields {
  return {
    ...Object.fromEntries(names.map((name) => [name, ABSENT])),
    ...Object.fromEntries(Object.entries(object).map(([name, value]) => [name, valueOf(value, names)])),
  };
}

function valueOf(value: any, names: readonly string[]): EventValue {
  if (Array.isArray(value)) { return value.length === 1 ? valueOf(value[0], names) : OPEN; }
  if (typeof value === 'number') { return OPEN; }
  return typeof value === 'object' && value !== null ? fieldsOf(value, names) : value;
}

/** The names of all fields and operators in a pattern. */
function namesIn(pattern: any): string[] {
  if (typeof pattern !== 'object' || pattern === null) { return []; }
  const inner = Object.values(pattern).flatMap(namesIn);
  return [...new Set(Array.isArray(pattern) ? inner : [...Object.keys(pattern), ...inner])];
}
