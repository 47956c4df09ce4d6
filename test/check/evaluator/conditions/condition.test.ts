import { grant, policy, verdictOf, verdictOfCondition } from '../calls';

const TAG = 'aws:PrincipalTag/job-category';
const OU = 'o-acorg/r-acroot/ou-acroot-mediaou/';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
describe('several parts of a condition', () => {
  test('all have to hold, operators and keys alike', () => {
    const Condition = { StringEquals: { [TAG]: 'admin', 'aws:PrincipalOrgID': 'o-1' }, Bool: { 'aws:SecureTransport': 'true' } };
    const context = { [TAG]: ['admin'], 'aws:PrincipalOrgID': ['o-1'], 'aws:SecureTransport': ['true'] };
    expect(verdictOfCondition(Condition, context)).toBe('yes');
    for (const key of Object.keys(context)) {
      expect(verdictOfCondition(Condition, { ...context, [key]: ['other'] })).not.toBe('yes');
      expect(verdictOfCondition(Condition, { ...context, [key]: [] })).toBe('no');
    }
  });

  test('need one of several values to match', () => {
    expect(verdictOfCondition({ StringEquals: { [TAG]: ['dev-ops', 'admin'] } }, { [TAG]: ['admin'] })).toBe('yes');
    expect(verdictOfCondition({ StringEquals: { [TAG]: ['dev-ops', 'admin'] } }, { [TAG]: ['sales'] })).toBe('no');
  });

  test('need none of several values to match where they are negated', () => {
    expect(verdictOfCondition({ StringNotEquals: { [TAG]: ['dev-ops', 'admin'] } }, { [TAG]: ['admin'] })).toBe('no');
    expect(verdictOfCondition({ StringNotEquals: { [TAG]: ['dev-ops', 'admin'] } }, { [TAG]: ['sales'] })).toBe('yes');
  });

  test('are not known if one is not known and the others hold', () => {
    const Condition = { StringEquals: { [TAG]: 'admin' }, Bool: { 'aws:SecureTransport': 'true' } };
    expect(verdictOfCondition(Condition, { [TAG]: ['admin'] })).toBe('unknown');
    expect(verdictOfCondition(Condition, { [TAG]: ['sales'] })).toBe('no');
  });

  test('hold where there are none', () => {
    expect(verdictOfCondition({})).toBe('yes');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('a key that the request lacks', () => {
  test.each([
    'StringEquals', 'StringLike', 'StringEqualsIgnoreCase', 'ArnEquals', 'ArnLike', 'NumericEquals', 'NumericLessThan', 'NumericGreaterThanEquals', 'DateEquals',
    'DateLessThan', 'DateGreaterThan', 'Bool', 'BinaryEquals', 'IpAddress',
  ])('does not match %s, and matches it with IfExists', (operator) => {
    expect(verdictOfCondition({ [operator]: { key: '*' } }, { key: [] })).toBe('no');
    expect(verdictOfCondition({ [`${operator}IfExists`]: { key: '*' } }, { key: [] })).toBe('yes');
  });

  test.each(['StringNotEquals', 'StringNotLike', 'StringNotEqualsIgnoreCase', 'ArnNotEquals', 'ArnNotLike', 'NumericNotEquals', 'DateNotEquals', 'NotIpAddress'])(
    'matches %s, with IfExists or without', (operator) => {
      expect(verdictOfCondition({ [operator]: { key: 'x' } }, { key: [] })).toBe('yes');
      expect(verdictOfCondition({ [`${operator}IfExists`]: { key: 'x' } }, { key: [] })).toBe('yes');
    },
  );

  test('is decided by IfExists only where it is missing', () => {
    expect(verdictOfCondition({ StringEqualsIfExists: { key: 'x' } }, { key: ['y'] })).toBe('no');
    expect(verdictOfCondition({ StringEqualsIfExists: { key: 'x' } }, { key: ['x'] })).toBe('yes');
    expect(verdictOfCondition({ StringEqualsIfExists: { key: 'x' } }, {})).toBe('unknown');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
describe('Null', () => {
  test.each<[unknown, string, string]>([['true', 'yes', 'no'], ['false', 'no', 'yes'], [true, 'yes', 'no'], [false, 'no', 'yes'], [['true', 'false'], 'yes', 'yes']])(
    '%j is %s for a key that the request lacks and %s for one it has', (expected, missing, present) => {
      expect(verdictOfCondition({ Null: { key: expected } }, { key: [] })).toBe(missing);
      expect(verdictOfCondition({ Null: { key: expected } }, { key: ['x'] })).toBe(present);
      expect(verdictOfCondition({ Null: { key: expected } }, {})).toBe('unknown');
    },
  );

  test.each(['NullIfExists', 'ForAnyValue:Null', 'ForAllValues:Null'])('does not exist as %s', (operator) => {
    expect(verdictOfCondition({ [operator]: { key: 'true' } }, { key: [] })).toBe('unknown');
  });

  test('is not known for a value that is neither true nor false, or an empty value of the request', () => {
    expect(verdictOfCondition({ Null: { key: 'TRUE' } }, { key: [] })).toBe('unknown');
    expect(verdictOfCondition({ Null: { key: 'true' } }, { key: [''] })).toBe('unknown');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
describe('a multivalued key', () => {
  const KEY = 'kms:EncryptionContextKeys';
  const of = (operator: string, ...values: string[]) => verdictOfCondition({ [operator]: { [KEY]: ['a', 'b'] } }, { [KEY]: values });

  test('matches ForAllValues if each of its values does, or if there is none', () => {
    expect(of('ForAllValues:StringEquals', 'a', 'b')).toBe('yes');
    expect(of('ForAllValues:StringEquals', 'a')).toBe('yes');
    expect(of('ForAllValues:StringEquals', 'a', 'c')).toBe('no');
    expect(of('ForAllValues:StringEquals')).toBe('yes');
  });

  test('matches ForAnyValue if one of its values does, and not if there is none', () => {
    expect(of('ForAnyValue:StringEquals', 'c', 'b')).toBe('yes');
    expect(of('ForAnyValue:StringEquals', 'c', 'd')).toBe('no');
    expect(of('ForAnyValue:StringEquals')).toBe('no');
  });

  test('matches ForAllValues of a negated operator if none of its values is in the policy', () => {
    expect(of('ForAllValues:StringNotEquals', 'c', 'd')).toBe('yes');
    expect(of('ForAllValues:StringNotEquals', 'c', 'a')).toBe('no');
    expect(of('ForAllValues:StringNotEquals')).toBe('yes');
  });

  test('matches ForAnyValue of a negated operator if one of its values is not in the policy', () => {
    expect(of('ForAnyValue:StringNotEquals', 'a', 'c')).toBe('yes');
    expect(of('ForAnyValue:StringNotEquals', 'a', 'b')).toBe('no');
    expect(of('ForAnyValue:StringNotEquals')).toBe('no');
  });

  test('matches ForAllValues with IfExists if the request lacks it, and may match ForAnyValue', () => {
    expect(of('ForAllValues:StringEqualsIfExists')).toBe('yes');
    expect(of('ForAnyValue:StringEqualsIfExists')).toBe('unknown');
    expect(of('ForAnyValue:StringEqualsIfExists', 'c')).toBe('no');
  });

  test('may have no value where its only value is empty', () => {
    expect(of('ForAllValues:StringEquals', '')).toBe('unknown');
    expect(of('ForAnyValue:StringEquals', '')).toBe('no');
    expect(of('ForAnyValue:StringEquals', '', 'a')).toBe('yes');
  });

  test('is not known to match an operator without ForAllValues or ForAnyValue', () => {
    expect(of('StringEquals', 'a')).toBe('unknown');
    expect(of('StringEquals', 'a', 'b')).toBe('unknown');
    expect(of('StringEquals', 'c', 'd')).toBe('no');
    expect(of('StringNotEquals', 'c', 'd')).toBe('unknown');
    expect(of('StringNotEquals', 'a', 'b')).toBe('unknown');
    expect(of('StringEquals')).toBe('no');
  });

  test('is any key that has several values', () => {
    expect(verdictOfCondition({ StringEquals: { [TAG]: 'a' } }, { [TAG]: ['a', 'b'] })).toBe('unknown');
    expect(verdictOfCondition({ StringEquals: { [TAG]: 'a' } }, { [TAG]: ['a'] })).toBe('yes');
  });

  test.each([
    [['o-acorg/r-acroot/ou-acroot-sportsou/costcenter/'], 'no'],
    [['o-acorg/r-acroot/ou-acroot-mediaou/costcenter/'], 'yes'],
    [[OU, 'o-other/'], 'no'],
  ])('of organization paths %j matches none of two patterns: %s', (paths, verdict) => {
    const Condition = { 'ForAllValues:StringNotLike': { 'aws:ResourceOrgPaths': [OU, 'o-acorg/r-acroot/ou-acroot-sportsou/*'] } };
    expect(verdictOfCondition(Condition, { 'aws:ResourceOrgPaths': paths })).toBe(verdict);
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html
test('keys are compared without regard to case, in policy and request', () => {
  expect(verdictOfCondition({ StringEquals: { 'KMS:viaservice': 'x' } }, { 'kms:ViaService': ['x'] })).toBe('yes');
  expect(verdictOfCondition({ StringEquals: { 'kms:ViaService': 'x' } }, { 'KMS:VIASERVICE': ['x'] })).toBe('yes');
  expect(verdictOfCondition({ StringEquals: { 'kms:ResourceALIASES': 'x' } }, { 'kms:ResourceAliases': ['x'] })).toBe('unknown');
});

test('a key that is there twice in other letters is not known, unless both say the same', () => {
  expect(verdictOfCondition({ StringEquals: { key: 'x', KEY: 'x' } }, { key: ['x'] })).toBe('unknown');
  expect(verdictOfCondition({ StringEquals: { key: 'x' } }, { key: ['x'], KEY: ['y'] })).toBe('unknown');
  expect(verdictOfCondition({ StringEquals: { key: 'x' } }, { key: ['x'], KEY: ['x'] })).toBe('yes');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
test('values may be numbers and booleans', () => {
  expect(verdictOfCondition({ NumericEquals: { key: 7 } }, { key: ['7'] })).toBe('yes');
  expect(verdictOfCondition({ Bool: { key: [true] } }, { key: ['true'] })).toBe('yes');
});

test.each<[unknown]>([
  [null], ['x'], [[]], [{ StringEquals: null }], [{ StringEquals: ['key'] }], [{ StringEquals: { key: [] } }], [{ StringEquals: { key: null } }],
  [{ StringEquals: { key: { a: 1 } } }], [{ StringEquals: { key: ['x', null] } }], [{ stringequals: { key: 'x' } }], [{ StringSame: { key: 'x' } }],
  [{ 'ForEveryValue:StringEquals': { key: 'x' } }], [{ 'ForAnyValue:': { key: 'x' } }], [{ '': { key: 'x' } }], [{ StringLikeIgnoreCase: { key: 'x' } }],
])('a condition that AWS does not document is not known: %j', (Condition) => {
  expect(verdictOfCondition(Condition, { key: ['x'] })).toBe('unknown');
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
describe('a policy variable', () => {
  const of = (Version: string | undefined, operator: string, expected: string, given: string) => {
    const statement = grant('*', { Condition: { [operator]: { key: expected } } });
    return verdictOf([], {}, { keyPolicies: [{ ...policy(statement), Version }], context: { key: [given] } });
  };

  test('has a value that is not known, which decides where the rest of the text matches', () => {
    expect(of('2012-10-17', 'StringLike', 'home/${aws:username}/*', 'home/bob/a')).toBe('unknown');
    expect(of('2012-10-17', 'StringLike', 'home/${aws:username}/*', 'house/bob/a')).toBe('no');
    expect(of('2012-10-17', 'StringNotEquals', 'team-${aws:PrincipalTag/team, \'blue\'}', 'blue')).toBe('yes');
    expect(of('2012-10-17', 'StringEquals', '${aws:username}', '')).toBe('unknown');
    expect(of('2012-10-17', 'ArnLike', 'arn:aws:iam::111111111111:user/${aws:username}', 'arn:aws:iam::111111111111:user/bob')).toBe('unknown');
    expect(of('2012-10-17', 'ArnLike', 'arn:aws:iam::111111111111:user/${aws:username}', 'arn:aws:iam::222222222222:user/bob')).toBe('no');
  });

  test.each(['StringEquals', 'StringLike', 'StringEqualsIgnoreCase'])('stands for a character itself in %s if it is *, ? or $', (operator) => {
    expect(of('2012-10-17', operator, 'a${*}${?}${$}b', 'a*?$b')).toBe('yes');
    expect(of('2012-10-17', operator, 'a${*}b', 'axb')).toBe('no');
  });

  test.each(['2008-10-17', undefined])('is text like any other in version %s', (Version) => {
    expect(of(Version, 'StringEquals', '${aws:username}', '${aws:username}')).toBe('yes');
    expect(of(Version, 'StringEquals', '${aws:username}', 'bob')).toBe('no');
    expect(of(Version, 'StringLike', '${*}', '${x}')).toBe('yes');
  });

  test('is not known where it has no end', () => {
    expect(of('2012-10-17', 'StringEquals', 'a${b', 'a${b')).toBe('unknown');
  });
});
