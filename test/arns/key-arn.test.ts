import { App, CfnResource, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { KeyPolicyStatements } from '../../src';
import { errorOf } from '../fixtures/error-of';
import { changesOf, KEY_ARN, keyStatement, protectedStack } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';

const add = (stack: Stack, key: kms.IKey) => new KeyPolicyStatements(stack, 'Statements', { key, statements: [keyStatement()] });
const byAlias = (stack: Stack, name: string) => kms.Alias.fromAliasName(stack, 'Alias', name);

test('a key that a custom resource of the app finds is not created in the app', () => {
  const stack = protectedStack();
  const found = new CfnResource(stack, 'Finder', { type: 'Custom::KeyFinder' }).getAtt('KeyArn').toString();
  add(stack, kms.Key.fromKeyArn(stack, 'Key', found));
  expect(changesOf(stack)[0].Key).toEqual({ 'Fn::GetAtt': ['Finder', 'KeyArn'] });
});

describe('an alias', () => {
  test.each(['alias/backup', 'key/1234abcd-12ab-34cd-56ef-1234567890ab'])('whose name is the ARN of %s is refused, and can be imported as it says', (resource) => {
    const [refusing, stack] = [protectedStack(), protectedStack()];
    const arn = `arn:aws:kms:us-west-2:${PROTECTED}:${resource}`;
    expect(errorOf(() => add(refusing, byAlias(refusing, arn))))
      .toBe(`alias "${arn}" is an ARN, but Alias.fromAliasName accepts a name; import the key with Key.fromKeyArn`);
    add(stack, kms.Key.fromKeyArn(stack, 'Key', arn));
    expect(changesOf(stack)[0].Key).toBe(arn);
  });

  test('is reserved only by the beginning of its name', () => {
    const stack = protectedStack();
    add(stack, byAlias(stack, 'alias/team/alias/aws/backup'));
    expect(changesOf(stack)[0].Key).toBe(`arn:aws:kms:eu-west-1:${PROTECTED}:alias/team/alias/aws/backup`);
  });
});

describe('the account of a key is not compared with that of the stack', () => {
  const elsewhere = KEY_ARN.replace(PROTECTED, '333333333333');

  test('when that of the stack is known only during deployment', () => {
    const stack = new Stack(new App(), 'Anywhere');
    add(stack, kms.Key.fromKeyArn(stack, 'Key', elsewhere));
    expect(changesOf(stack)[0].Key).toBe(elsewhere);
  });

  test('when that of the key is', () => {
    const app = new App();
    const [anywhere, stack] = [new Stack(app, 'Anywhere'), protectedStack(app)];
    add(stack, byAlias(anywhere, 'alias/backup'));
    expect(changesOf(stack)[0].Key).toEqual({ 'Fn::Sub': 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:alias/backup' });
  });
});
