import { ALLOW_ALL, decisionOn, grant, OTHER, OWNER, policy, role, root, session, user } from './calls';
import type { KmsCall } from '../../../src/check/evaluator/decide';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html

type Values = Record<string, string | null | undefined>;

/** What a request of a caller has for a key: a value, `null` for none, and undefined for what is not known. */
function valueOf(key: string, expected: string | null | undefined, caller: Partial<KmsCall['caller']>, context: KmsCall['context'] = {}) {
  const ask = (Condition: object) => decisionOn({ caller, context, keyPolicies: [policy(grant('*', { Condition }))] }).keyPolicy;
  const isNull = ask({ Null: { [key]: 'true' } });
  if (isNull !== 'no') { return isNull === 'yes' ? null : undefined; }
  return ask({ StringEquals: { [key]: expected } }) === 'yes' ? expected : 'another';
}

const ID = 'AROAEXAMPLEEXAMPLE123';
const ofAny = { 'aws:RequestedRegion': 'eu-west-1', 'aws:ResourceAccount': OWNER, 'kms:ViaService': undefined, 'aws:PrincipalOrgID': undefined };
const ofOther = {
  ...ofAny,
  'aws:PrincipalAccount': OTHER,
  'kms:CallerAccount': OTHER,
  'aws:PrincipalIsAWSService': 'false',
  'aws:PrincipalServiceName': null,
  'aws:PrincipalServiceNamesList': null,
};

test.each<[string, Partial<KmsCall['caller']>, Values]>([
  ['a role', { arn: role(OTHER, 'path/Backup'), id: ID },
    { ...ofOther, 'aws:PrincipalArn': role(OTHER, 'path/Backup'), 'aws:PrincipalType': 'AssumedRole', 'aws:userid': undefined, 'aws:username': null }],
  ['a session', { arn: session(OTHER), id: ID },
    { ...ofOther, 'aws:PrincipalArn': undefined, 'aws:PrincipalType': 'AssumedRole', 'aws:userid': `${ID}:nightly`, 'aws:username': null }],
  ['a session of a role whose id is not known', { arn: session(OTHER) }, { ...ofOther, 'aws:userid': undefined }],
  ['a user', { arn: user(OTHER, 'path/alice'), id: 'AIDAEXAMPLEEXAMPLE123' },
    { ...ofOther, 'aws:PrincipalArn': user(OTHER, 'path/alice'), 'aws:PrincipalType': 'User', 'aws:userid': 'AIDAEXAMPLEEXAMPLE123', 'aws:username': 'alice' }],
  ['a user whose id is not known', { arn: user(OTHER) }, { ...ofOther, 'aws:userid': undefined, 'aws:username': 'alice' }],
  ['a root user', { arn: root(OTHER) },
    { ...ofOther, 'aws:PrincipalArn': root(OTHER), 'aws:PrincipalType': 'Account', 'aws:userid': OTHER, 'aws:username': null }],
  ['a service', { arn: 'logs.amazonaws.com' },
    { ...ofAny, 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': 'logs.amazonaws.com', 'aws:PrincipalArn': undefined, 'aws:PrincipalType': undefined }],
])('a request of %s has the keys that follow from it, and no others are known', (_, caller, values) => {
  const found = Object.fromEntries(Object.entries(values).map(([key, expected]) => [key, valueOf(key, expected, caller)]));
  expect(found).toEqual(values);
});

test('the ARN of a role is known for its session if the context says it', () => {
  expect(valueOf('aws:PrincipalArn', role(OWNER, 'path/Backup'), { arn: session(OWNER) }, { 'aws:principalarn': [role(OWNER, 'path/Backup')] }))
    .toBe(role(OWNER, 'path/Backup'));
});

test('what follows from the caller is certain, whatever the context says', () => {
  expect(valueOf('aws:PrincipalAccount', OWNER, { arn: role(OWNER) }, { 'AWS:principalaccount': [OTHER] })).toBe(OWNER);
});

test.each(['1234abcd-12ab-34cd-56ef-1234567890ab', 'arn:aws:kms:eu-west-1:111111111111:alias/x', 'arn:aws:s3:::bucket'])('%s has no Region and no account', (keyArn) => {
  const ask = (more: object, caller = {}) => decisionOn({ caller, keyArn, keyPolicies: [policy(grant('*', more))] });
  expect(ask({ Condition: { StringEquals: { 'aws:RequestedRegion': 'x' } } }).dependsOn).toEqual(['aws:RequestedRegion']);
  expect(ask({}).verdict).toBe('unknown');
  // Both halves do in any account.
  expect(ask({}, { policies: [ALLOW_ALL] }).verdict).toBe('yes');
});
