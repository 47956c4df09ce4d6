import { TemplateValues, type Template } from '../../../src/check/assembly/template-values';

const DEPLOYMENT = { account: '111111111111', region: 'eu-west-1', partition: 'aws' };
const is = (region: string) => ({ 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] });
const unknown = { 'Fn::Equals': [{ Ref: 'Parameter' }, 'x'] };

const TEMPLATE: Template = {
  Conditions: {
    Here: is('eu-west-1'),
    There: is('us-east-1'),
    Unknown: unknown,
    Either: { 'Fn::Or': [{ Condition: 'There' }, is('eu-west-1')] },
    Both: { 'Fn::And': [{ Condition: 'Here' }, { Condition: 'There' }] },
    NotThere: { 'Fn::Not': [{ Condition: 'There' }] },
    HereOrUnknown: { 'Fn::Or': [unknown, { Condition: 'Here' }] },
    ThereOrUnknown: { 'Fn::Or': [unknown, { Condition: 'There' }] },
    ThereAndUnknown: { 'Fn::And': [unknown, { Condition: 'There' }] },
    HereAndUnknown: { 'Fn::And': [unknown, { Condition: 'Here' }] },
    NotUnknown: { 'Fn::Not': [unknown] },
    Nested: { 'Fn::Not': [{ 'Fn::Or': [{ 'Fn::And': [is('eu-west-1'), is('x')] }, is('y')] }] },
  },
  Resources: {
    Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: { 'Fn::Sub': 'Copier-${AWS::Region}' }, Path: '/x/' } },
    User: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice' } },
    Unnamed: { Type: 'AWS::IAM::Role', Properties: {} },
    Bare: { Type: 'AWS::IAM::Role' },
    Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'x', RoleName: 'x' } },
  },
};

const resolve = (json: unknown, parameters = {}) => new TemplateValues(TEMPLATE, DEPLOYMENT, parameters).resolve(json);

test.each<[unknown, unknown]>([
  ['${AWS::Region}', '${AWS::Region}'],
  [7, 7],
  [null, null],
  [{ Ref: 'AWS::AccountId' }, '111111111111'],
  [{ Ref: 'AWS::Partition' }, 'aws'],
  [{ a: [{ Ref: 'AWS::Region' }], b: { c: true } }, { a: ['eu-west-1'], b: { c: true } }],
  [{ 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] }, 'arn:aws:iam::111111111111:root'],
  [{ 'Fn::Join': ['-', ['a', { 'Fn::Join': ['', ['b', 'c']] }]] }, 'a-bc'],
  [{ 'Fn::Sub': 'ec2.${AWS::Region}.amazonaws.com' }, 'ec2.eu-west-1.amazonaws.com'],
  [{ 'Fn::Sub': 'user/${!aws:username} of ${AWS::AccountId}' }, 'user/${aws:username} of 111111111111'],
  [{ 'Fn::Sub': ['${One}-${AWS::Region}', { One: { Ref: 'AWS::Partition' } }] }, 'aws-eu-west-1'],
  [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111111111111:role/x/Copier-eu-west-1'],
  [{ 'Fn::GetAtt': 'User.Arn' }, 'arn:aws:iam::111111111111:user/alice'],
  [{ 'Fn::Sub': '${User.Arn}' }, 'arn:aws:iam::111111111111:user/alice'],
  [{ Ref: 'User' }, 'alice'],
  [{ Statement: [{ Ref: 'AWS::NoValue' }, 'x'], Id: { Ref: 'AWS::NoValue' } }, { Statement: ['x'] }],
  // Two keys make no function.
  [{ Ref: 'AWS::Region', other: 1 }, { Ref: 'AWS::Region', other: 1 }],
])('%j becomes %j', (json, expected) => expect(resolve(json)).toEqual(expected));

test.each<[unknown]>([
  [{ Ref: 'Parameter' }],
  [{ Ref: 'Unnamed' }],
  [{ 'Fn::GetAtt': ['Unnamed', 'Arn'] }],
  [{ 'Fn::GetAtt': ['Bare', 'Arn'] }],
  [{ 'Fn::GetAtt': ['Topic', 'Arn'] }],
  [{ 'Fn::GetAtt': ['Role', 'RoleId'] }],
  [{ 'Fn::GetAtt': ['Missing', 'Arn'] }],
  [{ 'Fn::Join': ['', ['a', { Ref: 'Parameter' }]] }],
  [{ 'Fn::Sub': 'a-${Parameter}' }],
  [{ 'Fn::ImportValue': 'x' }],
  [{ 'Fn::If': ['Unknown', 'a', 'b'] }],
  [{ 'Fn::If': ['Missing', 'a', 'b'] }],
])('%j is known at deployment only, and stays', (json) => expect(resolve(json)).toEqual(json));

test.each<[string, string]>([
  ['Here', 'yes'], ['There', 'no'], ['Either', 'yes'], ['Both', 'no'], ['NotThere', 'yes'], ['HereOrUnknown', 'yes'], ['ThereAndUnknown', 'no'], ['Nested', 'yes'],
])('the condition %s says %s', (name, expected) => expect(resolve({ 'Fn::If': [name, 'yes', 'no'] })).toBe(expected));

test.each(['ThereOrUnknown', 'HereAndUnknown', 'NotUnknown'])('the condition %s is known at deployment only', (name) => {
  expect(resolve({ 'Fn::If': [name, 'yes', 'no'] })).toEqual({ 'Fn::If': [name, 'yes', 'no'] });
});

test('a branch of a condition is resolved, and may say that there is no value', () => {
  expect(resolve({ a: { 'Fn::If': ['Here', { Ref: 'AWS::Region' }, 'x'] }, b: { 'Fn::If': ['There', 'x', { Ref: 'AWS::NoValue' }] } })).toEqual({ a: 'eu-west-1' });
});

test('parameters have the values that are given', () => {
  expect(resolve({ 'Fn::Sub': 'a-${Parameter}' }, { Parameter: 'b' })).toBe('a-b');
  expect(resolve({ 'Fn::If': ['Unknown', 'a', 'b'] }, { Parameter: 'x' })).toBe('a');
});

test('the text of a record has pseudo parameters filled in, and is none where it is known at deployment only', () => {
  const values = new TemplateValues(TEMPLATE, DEPLOYMENT);
  expect(values.text('arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/x')).toBe('arn:aws:kms:eu-west-1:111111111111:key/x');
  expect(values.text({ Ref: 'AWS::Region' })).toBe('eu-west-1');
  expect([values.text({ Ref: 'Parameter' }), values.text(undefined), values.text(7)]).toEqual([undefined, undefined, undefined]);
});
