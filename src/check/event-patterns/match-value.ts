import { ABSENT, OPEN, UNNAMED, type EventValue } from './event-value';
import { isObject } from '../evaluator/json-object';
import { NO, not, or, UNKNOWN, YES, type Answer } from '../evaluator/verdict';
import { ANY, canMatch, tokensOf } from '../evaluator/wildcard';

/**
 * Whether one of the comparisons of a field matches its value. A comparison that is not known here is `unknown`, and so is what the documentation
 * leaves open.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesValue(comparisons: readonly unknown[], value: EventValue): Answer {
  return or(comparisons.map((comparison) => isObject(comparison) ? byOperator(comparison, value) : isEqual(comparison, value)));
}

function isEqual(literal: unknown, value: EventValue): Answer {
  // Numbers are compared as they are written, which a parsed pattern no longer says.
  if (value === OPEN || !isLiteral(literal)) { return UNKNOWN; }
  return literal === value ? YES : NO;
}

function byOperator(comparison: Readonly<Record<string, unknown>>, value: EventValue): Answer {
  const [[operator, operand] = [], ...others] = Object.entries(comparison);
  if (operator === undefined || others.length > 0) { return UNKNOWN; }
  if (operator === 'exists') { return typeof operand === 'boolean' ? exists(operand, value) : UNKNOWN; }
  // Everything else needs a value, `anything-but` too.
  if (value === ABSENT) { return NO; }
  return operator === 'anything-but' ? anythingBut(operand, value) : ofText(operator, operand, value);
}

function exists(expected: boolean, value: EventValue): Answer {
  // Whether an object exists is not asked: the comparison is for leaves.
  if (value === OPEN || isFields(value)) { return UNKNOWN; }
  return (value !== ABSENT) === expected ? YES : NO;
}

function anythingBut(operand: unknown, value: EventValue): Answer {
  // What it says of other values is not documented.
  if (typeof value !== 'string' && value !== UNNAMED) { return UNKNOWN; }
  if (isObject(operand)) {
    const [[operator, inner] = [], ...others] = Object.entries(operand);
    if (operator === undefined || others.length > 0) { return UNKNOWN; }
    return not(or([inner].flat().map((one) => ofText(operator, one, value))));
  }
  const literals = [operand].flat();
  return literals.length > 0 && literals.every((literal) => typeof literal === 'string') ? not(or(literals.map((literal) => isEqual(literal, value)))) : UNKNOWN;
}

/** A comparison with a text. No other value matches, but what a text is that no pattern names is not known. */
function ofText(operator: string, operand: unknown, value: EventValue): Answer {
  const test = testOf(operator, operand);
  if (!test || value === OPEN || value === UNNAMED) { return UNKNOWN; }
  return typeof value === 'string' && test(value) ? YES : NO;
}

function testOf(operator: string, operand: unknown): ((text: string) => boolean) | undefined {
  if (typeof operand !== 'string') { return undefined; }
  switch (operator) {
    case 'prefix': return (text) => text.startsWith(operand);
    case 'suffix': return (text) => text.endsWith(operand);
    case 'equals-ignore-case': return isAscii(operand) ? (text) => text.toLowerCase() === operand.toLowerCase() : undefined;
    // A backslash escapes, and two asterisks in a row are not valid.
    case 'wildcard': return /\\|\*\*/.test(operand) ? undefined : (text) => canMatch(operand.split(/(\*)/).flatMap((part) => part === '*' ? [ANY] : literally(part)), text);
    default: return undefined;
  }
}

function literally(text: string) {
  return tokensOf(text, { wildcards: false, variables: false });
}

function isAscii(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

function isLiteral(value: unknown): value is string | boolean | null {
  return typeof value === 'string' || typeof value === 'boolean' || value === null;
}

function isFields(value: EventValue): boolean {
  return typeof value === 'object' && value !== null;
}
