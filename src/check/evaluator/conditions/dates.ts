const DATE = /^(\d{4}-\d{2}(?:-\d{2})?)(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** A year is left out: four digits may be seconds as well. */
const EPOCH_SECONDS = /^\d{5,11}$/;

/**
 * The time that a value of a policy or a request is, in milliseconds, or undefined if it is in no form that AWS documents.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 * @see https://www.w3.org/TR/NOTE-datetime
 */
export function timeOf(text: string): number | undefined {
  if (EPOCH_SECONDS.test(text)) { return Number(text) * 1000; }
  const [, day] = DATE.exec(text) ?? [];
  if (day === undefined) { return undefined; }
  // JavaScript takes February 30 for March 2.
  const midnight = Date.parse(`${day}T00:00:00Z`.replace(/^(\d{4}-\d{2})T/, '$1-01T'));
  const exists = Number.isFinite(midnight) && new Date(midnight).toISOString().startsWith(day);
  const time = Date.parse(text);
  return exists && Number.isFinite(time) ? time : undefined;
}
