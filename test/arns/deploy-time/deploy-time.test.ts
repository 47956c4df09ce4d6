import { CfnParameter, Stack } from 'aws-cdk-lib';
import { ACCOUNT, mapStrings, PARTITION, REGION, substitute } from '../../../src/arns/deploy-time/deploy-time';

test('what is no string stays as it is', () => {
  const json = { Bool: { 'aws:SecureTransport': true }, NumericLessThan: { 'aws:MultiFactorAuthAge': [3600, '3600'] }, Null: null };
  expect(mapStrings(json, (text) => text.length)).toEqual({ ...json, NumericLessThan: { 'aws:MultiFactorAuthAge': [3600, 4] } });
});

describe('the values that are known only during deployment', () => {
  test('are put next to a parameter as pseudo parameters', () => {
    const stack = new Stack();
    const keyId = new CfnParameter(stack, 'KeyId').valueAsString;
    const [partition, region, account] = ['AWS::Partition', 'AWS::Region', 'AWS::AccountId'].map((name) => ({ Ref: name }));
    expect(stack.resolve(substitute(`arn:${PARTITION}:kms:${REGION}:${ACCOUNT}:key/${keyId}`)))
      .toEqual({ 'Fn::Join': ['', ['arn:', partition, ':kms:', region, ':', account, ':key/', { Ref: 'KeyId' }]] });
  });

  test('are told from policy variables, which are for IAM', () => {
    expect(substitute(['${aws:username}', `${ACCOUNT}/\${aws:username}`])).toEqual(['${aws:username}', { 'Fn::Sub': '${AWS::AccountId}/${!aws:username}' }]);
  });

  test('are not looked for in a parameter', () => {
    const stack = new Stack();
    expect(stack.resolve(substitute(new CfnParameter(stack, 'Organization').valueAsString))).toEqual({ Ref: 'Organization' });
  });
});
