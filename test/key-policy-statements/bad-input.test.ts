import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { KeyPolicyStatements } from '../../src';
import { errorOf, synthesisErrorOf } from '../fixtures/error-of';
import { KEY_ARN, keyStatement, protectedStack } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';

const byArn = (arn: string) => (stack: Stack) => kms.Key.fromKeyArn(stack, 'Key', arn);

function refusal(key: (stack: Stack) => kms.IKey, statements = [keyStatement()]): string {
  const stack = protectedStack();
  return errorOf(() => new KeyPolicyStatements(stack, 'Statements', { key: key(stack), statements }));
}

describe('the key', () => {
  test.each<[string, (stack: Stack) => kms.IKey, string | RegExp]>([
    ['created in the app', (stack) => new kms.Key(stack, 'Key'),
      'key "Protected/Key" is created in this app, and its own template would undo the change; call addToResourcePolicy on "Protected/Key"'],
    ['created in the app, by its ARN', (stack) => kms.Key.fromKeyArn(stack, 'Imported', new kms.Key(stack, 'Key').keyArn),
      'key "Protected/Imported" is created in this app, and its own template would undo the change; call addToResourcePolicy on "Protected/Key"'],
    ['created in the app, by its alias', (stack) => new kms.Key(stack, 'Key').addAlias('x'), /^key "Protected\/Key" is created in this app/],
    ['created in the app by a resource only', (stack) => kms.Key.fromCfnKey(new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: [] } })),
      /^key "Protected\/Key\/@FromCfnKey" is created in this app, .*; call addToResourcePolicy on Key\.fromCfnKey\(…\) of the CfnKey "Protected\/Key"$/],
    ['created in the app as a replica of a multi-Region key', (stack) => kms.Key.fromKeyArn(stack, 'Imported', new kms.CfnReplicaKey(stack, 'Key', {
      primaryKeyArn: KEY_ARN.replace('key/', 'key/mrk-'), keyPolicy: { Statement: [] },
    }).attrArn), /^key "Protected\/Imported" is created in this app, .*; add the statements to the keyPolicy of the CfnReplicaKey "Protected\/Key"$/],
    ['of another account', byArn(KEY_ARN.replace(PROTECTED, '333333333333')),
      `key "${KEY_ARN.replace(PROTECTED, '333333333333')}" is in account "333333333333", but stack "Protected" is deployed to account "${PROTECTED}", and a key policy can be changed only from the key's own account; put this construct in a stack of account "333333333333"`],
    ['an AWS managed key', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'alias/aws/ebs'),
      'key "alias/aws/ebs" is an AWS managed key, whose policy nobody can change; encrypt with a customer managed key, and pass that key'],
    ['an alias without prefix', (stack) => kms.Alias.fromAliasName(stack, 'Key', 'backup'),
      'alias "backup" has no prefix, and Alias.fromAliasName adds none; write "alias/backup"'],
    ['an alias that is a parameter', (stack) => kms.Alias.fromAliasName(stack, 'Key', new CfnParameter(stack, 'Alias').valueAsString),
      'alias "Protected/Key" has a name that is known only during deployment, but the permission to change its key refers to the name; write the name as a literal, or import the key by its ARN'],
    ['of another service', byArn(`arn:aws:s3:eu-west-1:${PROTECTED}:key/x`), /^key "arn:aws:s3:.*" is not the ARN of a KMS key; write it as "arn:aws:kms:eu-west-1:111122223333:key\/1234abcd/],
    ['a wildcard', byArn(`arn:aws:kms:eu-west-1:${PROTECTED}:key/*`), /is not the ARN of a KMS key/],
    ['a wildcard at the end', byArn(`${KEY_ARN}*`), /is not the ARN of a KMS key/],
    ['with an account id that is none', byArn(KEY_ARN.replace(PROTECTED, '2222')), /is not the ARN of a KMS key/],
    ['of an unknown region', byArn(KEY_ARN.replace('eu-west-1', 'eu-wset-1')), /^region "eu-wset-1" is unknown to this version of aws-cdk-lib; write "eu-west-1"/],
    ['of another partition', byArn(KEY_ARN.replace('arn:aws:', 'arn:aws-cn:')),
      `key "${KEY_ARN.replace('arn:aws:', 'arn:aws-cn:')}" has the partition "aws-cn", but region "eu-west-1" is in partition "aws"; write "arn:aws:…"`],
  ])('%s is refused', (_what, key, sentence) => {
    const refused = refusal(key);
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });
});

describe('the statements', () => {
  test.each<[string, iam.PolicyStatement[], string | RegExp]>([
    ['none', [], 'statements of "Protected/Statements" is empty, so the key policy would not change; add at least one statement, or remove the construct'],
    ['without principal', [keyStatement({ principals: [] })], /^statement "Mine" has no principal/],
    ['without action', [keyStatement({ actions: [] })], /^statement "Mine" has no action/],
    ['with an ARN as resource', [keyStatement({ resources: [KEY_ARN] })], /^statement "Mine" has no resource "\*"/],
    ['that allow anyone', [keyStatement({ principals: [new iam.AnyPrincipal()] })], /^statement "Mine" allows anyone in any AWS account/],
    ['with one Sid twice', [keyStatement(), keyStatement({ actions: ['kms:Encrypt'] })], 'statement "Mine" has a Sid that another statement of the policy has, but Sids are unique; give it another Sid'],
  ])('%s are refused', (_what, statements, sentence) => {
    const refused = refusal(byArn(KEY_ARN), statements);
    if (sentence instanceof RegExp) { expect(refused).toMatch(sentence); } else { expect(refused).toBe(sentence); }
  });

  test('with a Sid that another construct of the stack uses are refused', () => {
    const stack = protectedStack();
    const key = byArn(KEY_ARN)(stack);
    new KeyPolicyStatements(stack, 'One', { key, statements: [keyStatement()] });
    expect(errorOf(() => new KeyPolicyStatements(stack, 'Two', { key, statements: [keyStatement({ actions: ['kms:Encrypt'] })] })))
      .toMatch(/^statement "Mine" has a Sid that another statement of the policy has/);
  });

  test.each<[string, iam.PolicyStatement[], RegExp]>([
    ['too large', [keyStatement({ principals: Array.from({ length: 1100 }, (_, index) => new iam.ArnPrincipal(`arn:aws:iam::${400000000000 + index}:root`)) })],
      /^statements for the policy of one key have \d{5} bytes, but the limit of a key policy is 32768; add fewer, or name whole accounts$/],
  ])('%s are refused at synthesis', (_what, statements, sentence) => {
    const app = new App();
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: byArn(KEY_ARN)(stack), statements });
    expect(synthesisErrorOf(app)).toMatch(sentence);
  });

  test('cannot be changed once they are added', () => {
    const stack = protectedStack();
    const mine = keyStatement();
    new KeyPolicyStatements(stack, 'Statements', { key: byArn(KEY_ARN)(stack), statements: [mine] });
    expect(() => mine.addActions('kms:Encrypt')).toThrow();
  });
});

test('more keys than the role of one function can have permissions for are refused at synthesis', () => {
  const add = (count: number) => {
    const app = new App();
    const stack = protectedStack(app);
    for (let index = 0; index < count; index++) {
      const key = kms.Key.fromKeyArn(stack, `Key${index}`, KEY_ARN.replace(/.{12}$/, `${100000000000 + index}`));
      new KeyPolicyStatements(stack, `Statements${index}`, { key, statements: [keyStatement()] });
    }
    return app;
  };
  expect(() => add(40).synth()).not.toThrow();
  expect(synthesisErrorOf(add(60)))
    .toMatch(/^stack "Protected" changes the policies of 60 keys, which needs \d{5} characters of inline policies, but the limit for a role is 10240; change some of the keys from another stack$/);
});

test('the permissions of one function may fill the limit of IAM to the last character', () => {
  const rightsOf = (characters: number) => {
    const app = new App();
    const stack = protectedStack(app);
    for (let index = 0; index < 30; index++) {
      const own = Math.floor(characters / 30) + (index < characters % 30 ? 1 : 0);
      const key = kms.Alias.fromAliasName(stack, `Key${index}`, `alias/${100 + index}${'x'.repeat(own)}`);
      new KeyPolicyStatements(stack, `Statements${index}`, { key, statements: [keyStatement()] });
    }
    return app;
  };
  const [, taken] = /needs (\d+) characters/.exec(synthesisErrorOf(rightsOf(3_000)))!;
  const filler = 10_240 - Number(taken) + 3_000;
  expect(() => rightsOf(filler).synth()).not.toThrow();
  expect(synthesisErrorOf(rightsOf(filler + 1))).toContain('needs 10241 characters');
});

test('statements may be as large as a key policy to the last byte', () => {
  const statementsOf = (characters: number) => {
    const app = new App();
    const stack = protectedStack(app);
    new KeyPolicyStatements(stack, 'Statements', { key: byArn(KEY_ARN)(stack), statements: [keyStatement({ sid: 'x'.repeat(characters) })] });
    return app;
  };
  const [, bytes] = /have (\d+) bytes/.exec(synthesisErrorOf(statementsOf(40_000)))!;
  const filler = 32_768 - Number(bytes) + 40_000;
  expect(() => statementsOf(filler).synth()).not.toThrow();
  expect(synthesisErrorOf(statementsOf(filler + 1))).toContain('have 32769 bytes');
});
