import { ALLOW_ALL, decisionOn, grant, OTHER, OWNER, policy, refuse, role, root, session, user, verdictOf } from './calls';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html

const anyone = grant('*');
const refuseAllBut = (NotPrincipal: unknown) => ({ Effect: 'Deny', NotPrincipal, Action: 'kms:*', Resource: '*' });
const verdictBut = (AWS: unknown, caller: Parameters<typeof verdictOf>[1] = {}) => verdictOf([anyone, refuseAllBut({ AWS })], caller);

test('denies a caller of which it names nothing', () => {
  for (const arn of [role(OWNER), session(OWNER), user(OWNER), root(OWNER)]) {
    expect(verdictBut([OTHER, role(OTHER), user(OWNER, 'bob'), role(OWNER, 'Other')], { arn })).toBe('no');
    expect(verdictOf([anyone, refuseAllBut({ Service: 'logs.amazonaws.com' })], { arn })).toBe('no');
  }
  expect(verdictBut([OWNER], { arn: 'logs.amazonaws.com' })).toBe('no');
});

test('exempts a user that it names with its account', () => {
  expect(verdictBut([user(OWNER), root(OWNER)], { arn: user(OWNER) })).toBe('yes');
  expect(verdictBut([user(OWNER), OWNER], { arn: user(OWNER) })).toBe('yes');
});

test('exempts a session that it names with its role and its account', () => {
  expect(verdictBut([session(OWNER), role(OWNER), OWNER], { arn: session(OWNER) })).toBe('yes');
});

test('exempts a root user whose account it names, and a service', () => {
  expect(verdictBut([OWNER], { arn: root(OWNER) })).toBe('yes');
  expect(verdictOf([anyone, refuseAllBut({ Service: 'logs.amazonaws.com' })], { arn: 'logs.amazonaws.com' })).toBe('yes');
});

test.each<[string, string[], string]>([
  ['a user without its account', [user(OWNER)], user(OWNER)],
  ['the account of a user', [OWNER], user(OWNER)],
  ['a role and its account without the session', [role(OWNER), OWNER], role(OWNER)],
  ['a session without its account', [session(OWNER), role(OWNER)], session(OWNER)],
  ['a session that may be one of the role', [session(OWNER)], role(OWNER)],
])('may deny where it names %s', (_, names, arn) => {
  expect(verdictBut(names, { arn })).toBe('unknown');
});

describe('with a permissions boundary', () => {
  test('denies whomever it names', () => {
    expect(verdictBut([user(OWNER), OWNER], { arn: user(OWNER), boundary: ALLOW_ALL })).toBe('no');
    expect(verdictBut([session(OWNER), role(OWNER), OWNER], { arn: session(OWNER), boundary: ALLOW_ALL })).toBe('no');
  });

  test('may deny whom it names where the boundary was not seen', () => {
    const keyPolicies = [policy(anyone, refuseAllBut({ AWS: [user(OWNER), OWNER] }))];
    expect(decisionOn({ caller: { arn: user(OWNER), boundary: undefined }, keyPolicies }).keyPolicy).toBe('unknown');
    expect(decisionOn({ caller: { arn: user(OWNER), boundary: null }, keyPolicies }).keyPolicy).toBe('yes');
  });

  test('does not matter to a root user', () => {
    expect(verdictBut([OWNER], { arn: root(OWNER), boundary: undefined })).toBe('yes');
  });
});

test.each<[unknown]>([['*'], [{ AWS: '*' }], [{}], [null], [{ AWS: 'arn:aws:iam::111111111111:role/*' }]])('is not known for %j', (NotPrincipal) => {
  expect(verdictOf([anyone, refuseAllBut(NotPrincipal)])).toBe('unknown');
});

test.each<[unknown]>([['*'], [{}], [null]])('is not known for %j, which is not documented, even with a boundary', (NotPrincipal) => {
  expect(verdictOf([anyone, refuseAllBut(NotPrincipal)], { boundary: ALLOW_ALL, policies: [ALLOW_ALL] })).toBe('unknown');
});

test('is not known in a statement that allows, which AWS does not support', () => {
  expect(verdictOf([{ Effect: 'Allow', NotPrincipal: { AWS: OTHER }, Action: 'kms:*', Resource: '*' }])).toBe('unknown');
  expect(verdictOf([{ Effect: 'Allow', NotPrincipal: { AWS: OTHER }, Action: 's3:*', Resource: '*' }])).toBe('no');
});

test('is not known next to a Principal', () => {
  expect(verdictOf([anyone, refuse('*', { NotPrincipal: { AWS: OTHER } })])).toBe('unknown');
  expect(verdictOf([grant('*', { NotPrincipal: { AWS: OTHER } })])).toBe('unknown');
});
