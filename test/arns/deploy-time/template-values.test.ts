import { Token } from 'aws-cdk-lib';
import { collapseFunctions, isUnknown } from '../../../src/arns/deploy-time/template-values';

const join = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const ref = (name: string) => ({ Ref: name });
const TOKEN = Token.asAny({ Ref: 'X' });

describe('a function whose parts are known becomes text:', () => {
  test.each<[string, unknown, unknown]>([
    ['a pseudo parameter', ref('AWS::Region'), '${AWS::Region}'],
    ['a join', join('arn:', ref('AWS::Partition'), ':iam::', ref('AWS::AccountId'), ':root'), 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'],
    ['a join with a delimiter', { 'Fn::Join': [':', ['arn', ref('AWS::Partition')]] }, 'arn:${AWS::Partition}'],
    ['a join in a join', join('a', join('b', 'c')), 'abc'],
    ['a substitution', { 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/x' }, 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/x'],
    ['a substitution of nothing', { 'Fn::Sub': 'plain' }, 'plain'],
    ['a policy variable in a substitution', { 'Fn::Sub': '${!aws:username} of ${AWS::AccountId} as ${!aws:userid}' }, '${aws:username} of ${AWS::AccountId} as ${aws:userid}'],
    ['what is in lists and objects', { a: [ref('AWS::Region')], b: { c: join('x', 'y') } }, { a: ['${AWS::Region}'], b: { c: 'xy' } }],
  ])('%s', (_what, json, text) => {
    expect(collapseFunctions(json)).toEqual(text);
  });
});

describe('what is not known stays as it is:', () => {
  test.each<[string, any]>([
    ['a parameter', ref('Parameter')],
    ['another pseudo parameter', ref('AWS::StackId')],
    ['a join of a parameter', join('a', ref('Parameter'))],
    ['a join of a list that is known only during deployment', { 'Fn::Join': [',', ref('List')] }],
    ['a substitution of a parameter', { 'Fn::Sub': '${AWS::Region}-${Parameter}' }],
    ['a substitution of one letter', { 'Fn::Sub': '${P}' }],
    ['a substitution with variables of its own', { 'Fn::Sub': ['${x}', { x: 'y' }] }],
    ['another function', { 'Fn::GetAtt': ['Role', 'Arn'] }],
    ['a number', 7],
    ['null', null],
    ['text', 'x'],
  ])('%s', (_what, json) => {
    expect(collapseFunctions(json)).toEqual(json);
  });

  test('a token', () => {
    expect(collapseFunctions(TOKEN)).toBe(TOKEN);
  });
});

test.each<[string, unknown, boolean]>([
  ['a reference', ref('Parameter'), true],
  ['a function', { 'Fn::GetAtt': ['Role', 'Arn'] }, true],
  ['a token', TOKEN, true],
  ['the dummy value of a lookup', 'dummy-value-for-/parameter', true],
  ['an object', { StringEquals: {} }, false],
  ['text', 'Fn::Ref', false],
  ['null', null, false],
])('%s is called unknown, if it is', (_what, value, expected) => {
  expect(isUnknown(value)).toBe(expected);
});
