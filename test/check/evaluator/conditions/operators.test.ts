import { verdictOfCondition } from '../calls';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html

const of = (operator: string, expected: string, given: string) => verdictOfCondition({ [operator]: { key: expected } }, { key: [given] });

/** Each operator with what it negates: they never say the same, but where it is not known. */
const NEGATED: Array<[string, string]> = [
  ['StringEquals', 'StringNotEquals'], ['StringLike', 'StringNotLike'], ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'], ['ArnEquals', 'ArnNotEquals'],
  ['ArnLike', 'ArnNotLike'], ['NumericEquals', 'NumericNotEquals'], ['DateEquals', 'DateNotEquals'], ['IpAddress', 'NotIpAddress'],
];

type Case = [operator: string, expected: string, given: string, verdict: 'yes' | 'no' | 'unknown'];

const CASES: Case[] = [
  ['StringEquals', 'a', 'a', 'yes'], ['StringEquals', 'a', 'A', 'no'], ['StringEquals', 'a*', 'ab', 'no'], ['StringEquals', 'a*', 'a*', 'yes'],
  ['StringEqualsIgnoreCase', 'aB', 'Ab', 'yes'], ['StringEqualsIgnoreCase', 'a?', 'ab', 'no'], ['StringEqualsIgnoreCase', 'ä', 'Ä', 'unknown'],
  ['StringEqualsIgnoreCase', 'ä', 'ä', 'yes'],
  ['StringLike', 'm3.*', 'm3.large', 'yes'], ['StringLike', 'm3.*', 'm2.m3.x', 'no'], ['StringLike', '*', 'x', 'yes'], ['StringLike', 'a?c', 'abc', 'yes'],
  ['StringLike', 'a?c', 'ac', 'no'], ['StringLike', 'A*', 'abc', 'no'], ['StringLike', '*b*', 'abc', 'yes'], ['StringLike', 'a*c*e', 'abcde', 'yes'],
  ['StringLike', 'a*c*e', 'abcdef', 'no'], ['StringLike', 'a.c', 'abc', 'no'], ['StringLike', '*aab', 'aaab', 'yes'], ['StringLike', '?', '😀', 'yes'], ['StringLike', 'a*', 'a\nb', 'yes'],
  ...['ArnEquals', 'ArnLike'].flatMap((operator): Case[] => [
    [operator, 'arn:aws:iam::111111111111:role/*', 'arn:aws:iam::111111111111:role/a/b:c', 'yes'],
    [operator, 'arn:aws:iam::*:role/B?ckup', 'arn:aws:iam::111111111111:role/Backup', 'yes'],
    [operator, 'arn:aws:iam::*:role/B?ckup', 'arn:aws:iam::111111111111:role/backup', 'no'],
    [operator, 'arn:aws:iam::222222222222:role/Backup', 'arn:aws:iam::111111111111:role/Backup', 'no'],
    // Each part is checked separately: what only matches by going beyond a colon cannot be told.
    [operator, 'arn:aws:iam:*', 'arn:aws:iam::111111111111:role/Backup', 'unknown'],
    [operator, 'arn:aws:*:role/Backup', 'arn:aws:iam::111111111111:role/Backup', 'unknown'],
    [operator, '*', 'arn:aws:iam::111111111111:role/Backup', 'unknown'],
    [operator, 'arn:aws:sns:*', 'arn:aws:iam::111111111111:role/Backup', 'no'],
  ]),
  ['NumericEquals', '7', '7', 'yes'], ['NumericEquals', '7.0', '7', 'yes'], ['NumericEquals', '7', '8', 'no'], ['NumericEquals', 'x', '7', 'unknown'],
  ['NumericEquals', '7', '1e1', 'unknown'], ['NumericEquals', '12345678901234567', '12345678901234568', 'unknown'],
  ['NumericLessThan', '10', '9', 'yes'], ['NumericLessThan', '10', '10', 'no'], ['NumericLessThan', '-1', '-2', 'yes'],
  ['NumericLessThanEquals', '10', '10', 'yes'], ['NumericLessThanEquals', '10', '10.1', 'no'],
  ['NumericGreaterThan', '10', '11', 'yes'], ['NumericGreaterThan', '10', '10', 'no'],
  ['NumericGreaterThanEquals', '10', '10', 'yes'], ['NumericGreaterThanEquals', '10', '9', 'no'],
  ['DateEquals', '2020-01-01T00:00:01Z', '2020-01-01T01:00:01+01:00', 'yes'], ['DateEquals', '2020-01-01', '2020-01-01T00:00:00Z', 'yes'],
  ['DateEquals', '2020-01', '2020-01-01T00:00Z', 'yes'], ['DateEquals', '1577836800', '2020-01-01T00:00:00.0Z', 'yes'],
  ['DateEquals', '2020-01-01', '2020-01-02', 'no'], ['DateEquals', '2020', '2020-01-01', 'unknown'], ['DateEquals', '2023-02-30', '2023-03-02', 'unknown'],
  ['DateEquals', '2020-01-01T00:00:00', '2020-01-01T00:00:00Z', 'unknown'], ['DateEquals', 'January 1, 2020', '2020-01-01', 'unknown'],
  ['DateLessThan', '2020-01-02', '2020-01-01T23:59:59Z', 'yes'], ['DateLessThan', '2020-01-02', '2020-01-02', 'no'],
  ['DateLessThanEquals', '2020-01-02', '2020-01-02', 'yes'], ['DateLessThanEquals', '2020-01-02', '2020-01-03', 'no'],
  ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-01-01T00:00:02Z', 'yes'], ['DateGreaterThan', '2020-01-01', '2020-01-01', 'no'],
  ['DateGreaterThanEquals', '2020-01-01', '2020-01-01', 'yes'], ['DateGreaterThanEquals', '2020-01-02', '2020-01-01', 'no'],
  ['Bool', 'true', 'true', 'yes'], ['Bool', 'false', 'true', 'no'], ['Bool', 'TRUE', 'true', 'unknown'], ['Bool', 'true', '1', 'unknown'],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'yes'],
  ['BinaryEquals', 'QmluYXJ5VmFsdWVJbkJhc2U2NA==', 'ASIAIOSFODNN7EXAMPLE', 'no'], ['BinaryEquals', 'not base64', 'not base64', 'unknown'],
  ['IpAddress', '203.0.113.0/24', '203.0.113.1', 'yes'], ['IpAddress', '203.0.113.0/24', '198.51.100.1', 'no'],
  ['IpAddress', '203.0.113.1', '203.0.113.1', 'yes'], ['IpAddress', '203.0.113.1', '203.0.113.2', 'no'], ['IpAddress', '0.0.0.0/0', '203.0.113.1', 'yes'],
  ['IpAddress', '10.1.2.3/8', '10.9.9.9', 'yes'], ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5678::1', 'yes'],
  ['IpAddress', '2001:DB8:1234:5678::/64', '2001:db8:1234:5679::1', 'no'], ['IpAddress', '203.0.113.0/24', '2001:db8::1', 'no'],
  // AWS says that a lone address has the prefix /32, and does not say whether that goes for IPv6.
  ['IpAddress', '2001:db8::1', '2001:db8::1', 'yes'], ['IpAddress', '2001:db8::1', '2001:db8::2', 'unknown'], ['IpAddress', '2001:db8::1', '2001:db9::', 'no'],
  ['IpAddress', '203.0.113.0/24', '::ffff:203.0.113.1', 'unknown'], ['IpAddress', '203.0.113.0/24', '::ffff:cb00:7101', 'unknown'],
  ['IpAddress', '203.0.113.0/33', '203.0.113.1', 'unknown'], ['IpAddress', '203.0.113.0/', '203.0.113.1', 'unknown'],
  ['IpAddress', '203.0.113.0/24/1', '203.0.113.1', 'unknown'], ['IpAddress', '203.0.113.*', '203.0.113.1', 'unknown'],
];

test.each(CASES)('%s %j of the policy and %j of the request: %s', (operator, expected, given, verdict) => {
  expect(of(operator, expected, given)).toBe(verdict);
});

test.each(NEGATED)('what matches %s does not match %s, and the other way around', (operator, negated) => {
  const opposite = { yes: 'no', no: 'yes', unknown: 'unknown' };
  const cases = CASES.filter(([name]) => name === operator);
  expect(new Set(cases.map(([, , , verdict]) => verdict)).size).toBeGreaterThan(1);
  for (const [, expected, given, verdict] of cases) {
    expect([expected, given, of(negated, expected, given)]).toEqual([expected, given, opposite[verdict]]);
  }
});

test('a pattern that would take a backtracking matcher years is matched at once', () => {
  expect(of('StringLike', `${'a*'.repeat(200)}b`, 'a'.repeat(3000))).toBe('no');
  expect(of('StringLike', `${'*a'.repeat(200)}*`, 'a'.repeat(3000))).toBe('yes');
});
