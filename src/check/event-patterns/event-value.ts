/** A field that may be missing or have any value. */
export const OPEN = Symbol('open');
/** A field that is missing. */
export const ABSENT = Symbol('absent');
/** A text that no pattern names, such as the ARN of a role that nobody thought of. */
export const UNNAMED = Symbol('unnamed');

/** The value of a field of an event, as far as it is known. */
export type EventValue = string | boolean | null | typeof OPEN | typeof ABSENT | typeof UNNAMED | EventFields;

/** The fields of an event or of an object in it. All other fields are `OPEN`. A list of one object is that object. */
export interface EventFields {
  readonly [name: string]: EventValue;
}

/** The value of a field. Neither a text nor a missing field has fields. */
export function fieldOf(value: EventValue, name: string): EventValue {
  if (value === OPEN) { return OPEN; }
  if (typeof value !== 'object' || value === null) { return ABSENT; }
  return Object.hasOwn(value, name) ? value[name] : OPEN;
}
