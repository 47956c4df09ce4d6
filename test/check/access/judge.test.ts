import * as fc from 'fast-check';
import { kmsCall } from '../../../src/check/access/access';
import { Judge } from '../../../src/check/access/judge';
import { keyUserCalls } from '../../../src/check/calls/key-user-calls';
import { decide } from '../../../src/check/evaluator/decide';

const ARN = 'arn:aws:kms:eu-west-1:111111111111:key/1';
const ROLE = 'arn:aws:iam::222222222222:role/SourceIAMRole';

const oneOrMore = (values: readonly unknown[]) => fc.oneof(
  fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { minLength: 1, maxLength: 4 }),
);
const actions = oneOrMore([
  'kms:*', '*', 'kms:Decrypt', 'KMS:decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey', 'kms:GenerateDataKey*', 'kms:?ncrypt', 'kms:Describe*', 'kms:*Grant*', 's3:*',
  'kms', 'kms:$', '',
]);
const principals = oneOrMore([
  '*', ROLE, '222222222222', 'arn:aws:iam::222222222222:root', 'arn:aws:iam::333333333333:root', '333333333333', 'arn:aws:iam::333333333333:role/a/b',
  'arn:aws:iam::333333333333:user/x', 'arn:aws:sts::222222222222:assumed-role/SourceIAMRole/s', 'arn:aws:sts::333333333333:assumed-role/SourceIAMRole/s',
  'AROAEXAMPLE1', 'AROAEXAMPLE2', 'arn:aws:iam::*:root', 'arn:aws:iam::333333333333:role/*', 'rubbish', 7,
]);
const resources = oneOrMore([
  '*', ARN, 'arn:aws:kms:eu-west-1:111111111111:key/*', 'arn:aws:kms:us-east-1:111111111111:key/*', 'arn:aws:kms:*:111111111111:key/1', 'arn:aws:kms:eu-*:*',
  'arn:*:us-east-1:111111111111:key/1', 'arn:aws:kms:us-east-1', 'arn:aws:kms:${aws:x}:1:key/1', 'rubbish', 7,
]);
const conditions = fc.constantFrom(
  undefined, { Bool: { 'kms:GrantIsForAWSResource': 'true' } }, { StringEquals: { 'kms:CallerAccount': '222222222222' } },
  { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' } }, { StringNotLike: { 'aws:PrincipalArn': '*Source*' } },
  { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/a' } },
);
const effect = fc.constantFrom('Allow', 'Allow', 'Allow', 'Deny');

const keyStatement = fc.record({
  Effect: effect,
  Principal: fc.oneof({ arbitrary: fc.record({ AWS: principals }), weight: 6 }, fc.constantFrom('*', { Service: 'ec2.amazonaws.com' })),
  Action: actions,
  Resource: resources,
  Condition: conditions,
});
const others = fc.constantFrom(
  { Effect: 'Deny', NotPrincipal: { AWS: [ROLE, '333333333333'] }, Action: 'kms:Encrypt', Resource: '*' },
  { Effect: 'Allow', Principal: { AWS: ['333333333333', '222222222222'] }, NotAction: ['kms:Decrypt', 'kms:Create*'], Resource: '*' },
  { Effect: 'Allow', Principal: { AWS: ['333333333333'] }, Else: 1, Action: 'kms:*', Resource: '*' },
  { Effect: 'Maybe', Principal: { AWS: ['333333333333'] }, Action: 'kms:*', Resource: '*' },
);
/** What allows for sure, next to what does not matter to the call. */
const OF_KEY = {
  Effect: 'Allow', Principal: { AWS: ['arn:aws:iam::333333333333:root', ROLE] }, Action: ['kms:*Grant*', 'kms:Decrypt'], Resource: '*',
};
const OF_IDENTITY = { Effect: 'Allow', Action: ['kms:*'], Resource: ['arn:aws:kms:us-east-1:1:key/*', 'arn:aws:kms:eu-west-1:*:key/*'] };
const identityStatement = fc.record({ Effect: effect, Action: actions, Resource: resources, Condition: conditions });
const policyOf = (statements: fc.Arbitrary<any>) => fc.oneof(
  { arbitrary: fc.array(statements, { maxLength: 5 }).map((Statement): any => ({ Version: '2012-10-17', Statement })), weight: 8 },
  statements.map((Statement): any => ({ Version: '2012-10-17', Statement })),
  fc.constant({ Version: '2012-10-17' } as any),
);
/** As JSON has it: what is undefined is not there. */
const plain = <T>(value: T): T => value === undefined ? value : JSON.parse(JSON.stringify(value));

test('calls are decided as if each were decided by itself, by all of the policies', () => {
  const seen = { yes: 0, no: 0, unknown: 0 };
  const judge = new Judge();
  fc.assert(fc.property(
    fc.option(policyOf(fc.oneof({ arbitrary: keyStatement, weight: 6 }, others, { arbitrary: fc.constant(OF_KEY), weight: 3 })), { nil: undefined }),
    fc.option(fc.array(policyOf(fc.oneof(identityStatement, fc.constant(OF_IDENTITY))), { maxLength: 3 }), { nil: undefined }),
    fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, fc.constant(undefined), policyOf(fc.oneof(identityStatement, fc.constant(OF_IDENTITY)))),
    fc.constantFrom('111111111111', '222222222222'),
    fc.constantFrom([], ['ec2', 'rds']),
    (policy, policies, boundary, account, services) => {
      const keyArn = ARN.replace('111111111111', account);
      const key: any = {
        account,
        region: 'eu-west-1',
        name: 'alias/a',
        policy: plain(policy),
        sharedByRam: 'no',
        aliases: { value: ['alias/a'] },
        calls: keyUserCalls({ region: 'eu-west-1', services, retired: false }),
      };
      const caller = { arn: ROLE, id: 'AROAEXAMPLE1', policies: plain(policies), boundary: plain(boundary) };
      const role: any = { account: '222222222222', name: 'SourceIAMRole', exists: 'yes', caller };
      for (const call of judge.judge(role, key, keyArn, new Map()).calls) {
        expect(call.decision).toEqual(decide(kmsCall(role, key, keyArn, call)));
        seen[call.decision.verdict] += 1;
      }
    },
  ), { numRuns: 300, seed: 15 });
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
});
