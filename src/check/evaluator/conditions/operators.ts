import { timeOf } from './dates';
import { isInBlock } from './ip-addresses';
import { numberOf } from './numbers';
import { matchesArn, matchesText } from '../text-match';
import type { Verdict } from '../verdict';
import { tokensOf } from '../wildcard';

/** What an operator says of a value of a policy and one of a request. */
export type Test = (expected: string, given: string, variables: boolean) => Verdict;

/** An operator without its prefix and `IfExists`. */
export interface Operator {
  /** For a negated operator, the test of what it negates. */
  readonly test: Test;
  readonly negated: boolean;
}

const stringEquals: Test = (expected, given, variables) => matchesText(tokensOf(expected, { wildcards: false, variables }), given);

const stringLike: Test = (expected, given, variables) => matchesText(tokensOf(expected, { wildcards: true, variables }), given);

const stringEqualsIgnoreCase: Test = (expected, given, variables) => {
  // No page says what the case of other letters is.
  if (expected !== given && /[^\0-\x7f]/.test(expected + given)) { return 'unknown'; }
  return stringEquals(expected.toLowerCase(), given.toLowerCase(), variables);
};

const arnLike: Test = (expected, given, variables) => matchesArn(tokensOf(expected, { wildcards: true, variables }), given);

const bool: Test = (expected, given) => {
  if (![expected, given].every((text) => text === 'true' || text === 'false')) { return 'unknown'; }
  return expected === given ? 'yes' : 'no';
};

const binaryEquals: Test = (expected, given) => {
  if (![expected, given].every((text) => Buffer.from(text, 'base64').toString('base64') === text)) { return 'unknown'; }
  return expected === given ? 'yes' : 'no';
};

function compared(valueOf: (text: string) => number | undefined, compare: (given: number, expected: number) => boolean): Test {
  return (expected, given) => {
    const [right, left] = [valueOf(expected), valueOf(given)];
    if (left === undefined || right === undefined) { return 'unknown'; }
    return compare(left, right) ? 'yes' : 'no';
  };
}

const equal = (given: number, expected: number) => given === expected;

/** The operators that compare numbers or dates, by the name they begin with. */
function comparisons(name: string, valueOf: (text: string) => number | undefined): Array<[string, Operator]> {
  return [
    [`${name}Equals`, { test: compared(valueOf, equal), negated: false }],
    [`${name}NotEquals`, { test: compared(valueOf, equal), negated: true }],
    [`${name}LessThan`, { test: compared(valueOf, (given, expected) => given < expected), negated: false }],
    [`${name}LessThanEquals`, { test: compared(valueOf, (given, expected) => given <= expected), negated: false }],
    [`${name}GreaterThan`, { test: compared(valueOf, (given, expected) => given > expected), negated: false }],
    [`${name}GreaterThanEquals`, { test: compared(valueOf, (given, expected) => given >= expected), negated: false }],
  ];
}

/**
 * The operators that AWS documents, except `Null`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['StringEquals', { test: stringEquals, negated: false }],
  ['StringNotEquals', { test: stringEquals, negated: true }],
  ['StringEqualsIgnoreCase', { test: stringEqualsIgnoreCase, negated: false }],
  ['StringNotEqualsIgnoreCase', { test: stringEqualsIgnoreCase, negated: true }],
  ['StringLike', { test: stringLike, negated: false }],
  ['StringNotLike', { test: stringLike, negated: true }],
  ['ArnEquals', { test: arnLike, negated: false }],
  ['ArnLike', { test: arnLike, negated: false }],
  ['ArnNotEquals', { test: arnLike, negated: true }],
  ['ArnNotLike', { test: arnLike, negated: true }],
  ['Bool', { test: bool, negated: false }],
  ['BinaryEquals', { test: binaryEquals, negated: false }],
  ['IpAddress', { test: isInBlock, negated: false }],
  ['NotIpAddress', { test: isInBlock, negated: true }],
  ...comparisons('Numeric', numberOf),
  ...comparisons('Date', timeOf),
]);
