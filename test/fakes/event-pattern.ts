/*
 * Event patterns, as EventBridge matches them, with the operators that this library uses. Modeled on "Comparison operators for use in event patterns"
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html) and on "Amazon EventBridge event patterns": every field
 * of the pattern must match, one of the values of a field is enough, and a list in the event matches if one of its items does. That `anything-but`
 * needs a value is said by localstack/localstack#13268, which follows what AWS does.
 */

/** Whether the rule gets the event. */
export function matches(pattern: any, event: any): boolean {
  return Object.entries<any>(pattern).every(([field, expected]) => {
    const found = [event].flat().flatMap((part) => Object(part) === part && field in part ? [part[field]] : []);
    if (Array.isArray(expected)) { return expected.some((test) => passes(test, found.flat())); }
    // Below a field that does not exist, no field exists.
    return found.length === 0 ? matches(expected, {}) : found.flat().some((part) => matches(expected, part));
  });
}

function passes(test: any, values: any[]): boolean {
  if (Object(test) !== test) { return values.includes(test); }
  const [[operator, operand], ...others] = Object.entries<any>(test);
  if (others.length > 0) { throw new Error(`${JSON.stringify(test)} has more than one operator`); }
  switch (operator) {
    case 'exists': return operand === values.length > 0;
    case 'anything-but': return values.some((value) => ![operand].flat().includes(value));
    default: throw new Error(`the operator ${operator} is not known here`);
  }
}
