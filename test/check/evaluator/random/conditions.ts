import type { Random } from './random';
import { KEYS, type KeyType } from './request';

type Values = Readonly<Record<string, readonly string[]>>;

const OPERATORS: Readonly<Record<KeyType, readonly string[]>> = {
  string: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  strings: ['StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike'],
  arn: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'StringLike', 'StringEquals', 'StringNotEquals'],
  number: ['NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals'],
  date: ['DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals'],
  bool: ['Bool'],
  ip: ['IpAddress', 'NotIpAddress'],
};

/** Values of policies that no request has, by type. */
const OTHERS: Readonly<Record<KeyType, readonly string[]>> = {
  string: ['nothing', '*', 'alias/*', 'ec2.*.amazonaws.com', '??2.eu-west-1.amazonaws.com', 'b*', 'o-*'],
  strings: ['alias/very_*', '*', 'alias/???????', 'o-a1b2c3d4e5/*', 'app', 'Decrypt', 'aws:*'],
  arn: ['arn:aws:iam::*:role/*', 'arn:aws:*:*:*:*', 'arn:aws:iam::111111111111:*', 'arn:aws:iam::111111111111:role/Back??', 'arn:*:sts::*:*'],
  number: ['0', '299', '300.0', '3601', '-5'],
  date: ['2026-12-02', '2026-12-02T10:00:00Z', '2024-03', '2026-12-02T11:00:00+01:00'],
  bool: ['true', 'false'],
  ip: ['203.0.113.0/24', '203.0.113.7/32', '128.0.0.0/1', '2001:DB8::/32', '2001:db8:1234:5678::/64', '198.51.100.8/31', '10.1.2.3/8'],
};

/** Values with escapes and variables, which only some operators and policies of the newer version have. */
const VARIABLES = ['a${*}b', 'a${*}*', '${$}', '${$}{x}', '${aws:username}', '${aws:PrincipalTag/team}', 'x${aws:username}', "${aws:PrincipalTag/team, 'blue'}"];

/** The types of the keys that follow from caller and key. */
const FOLLOWING: Readonly<Record<string, KeyType>> = {
  'aws:PrincipalArn': 'arn',
  'aws:PrincipalAccount': 'string',
  'kms:CallerAccount': 'string',
  'aws:PrincipalType': 'string',
  'aws:username': 'string',
  'aws:userid': 'string',
  'aws:PrincipalIsAWSService': 'bool',
  'aws:RequestedRegion': 'string',
  'aws:ResourceAccount': 'string',
};

/**
 * A condition that the request fulfills more often than not.
 *
 * @param variables whether the policy is of the version that has them
 */
export function randomCondition(random: Random, actual: Values, variables: boolean): object {
  const condition: Record<string, Record<string, unknown>> = {};
  for (let i = random.between(1, 2); i > 0; i -= 1) {
    const [operator, key, values] = randomLine(random, actual, variables);
    condition[operator] = { ...condition[operator], [key]: values };
  }
  return condition;
}

function randomLine(random: Random, actual: Values, variables: boolean): [string, string, unknown] {
  const names = random.chance(0.35) ? Object.keys(FOLLOWING) : Object.keys(KEYS);
  const key = random.pick(names);
  const spelled = random.chance(0.1) ? key.toUpperCase() : key;
  if (random.chance(0.1)) { return ['Null', spelled, random.pick(['true', 'false', true, false])]; }
  const type = FOLLOWING[key] ?? KEYS[key].type;
  const quantified = random.chance(type === 'strings' ? 0.85 : 0.08);
  const prefix = quantified ? random.pick(['ForAllValues:', 'ForAnyValue:']) : '';
  const suffix = random.chance(0.2) ? 'IfExists' : '';
  const operator = random.pick(OPERATORS[type]);
  const others = variables && operator === 'StringLike' ? [...OTHERS[type], ...VARIABLES] : OTHERS[type];
  const values = random.list(1, 3, () => random.chance(0.6) ? likeActual(random, type, actual[key] ?? []) : random.pick(others));
  return [`${prefix}${operator}${suffix}`, spelled, random.oneOrMany([...new Set(values)])];
}

/** A value of the request, as it is or with wildcards, or in another case. */
function likeActual(random: Random, type: KeyType, actual: readonly string[]): string {
  if (actual.length === 0) { return random.pick(OTHERS[type]); }
  const value = random.pick(actual);
  if (type === 'ip') { return `${value}/${value.includes(':') ? 128 : 32}`; }
  if (value === '' || !['string', 'strings', 'arn'].includes(type)) { return value; }
  const at = random.between(0, value.length - 1);
  return random.weighted(
    [60, value],
    [15, `${value.slice(0, at)}*`],
    [10, `${value.slice(0, at)}?${value.slice(at + 1)}`],
    [10, type === 'arn' ? value : value.toUpperCase()],
    [5, `${value}x`],
  );
}
