import { ALLOW_ALL, grant, OTHER, OWNER, refuse, role, root, session, user, verdictOf } from './calls';

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html

const ID = 'AROAEXAMPLEEXAMPLE123';
const verdictFor = (AWS: unknown, caller: Parameters<typeof verdictOf>[1] = {}) => verdictOf([grant({ AWS })], caller);

describe('a role', () => {
  test('is named by its ARN, letter by letter', () => {
    expect(verdictFor(role(OWNER))).toBe('yes');
    expect(verdictFor(role(OWNER, 'backup'))).toBe('no');
    expect(verdictFor(role(OWNER, 'path/Backup'))).toBe('no');
    expect(verdictFor(role(OTHER))).toBe('no');
    expect(verdictFor(role(OWNER).replace('arn:aws:', 'arn:aws-cn:'))).toBe('no');
  });

  test('is not known to be the session that a policy names', () => {
    expect(verdictFor(session(OWNER))).toBe('unknown');
    expect(verdictFor(session(OWNER), { arn: role(OWNER, 'path/Backup') })).toBe('unknown');
    expect(verdictFor(session(OWNER, 'Other'))).toBe('no');
    expect(verdictFor(session(OWNER, 'BackupOther'))).toBe('no');
    expect(verdictFor(session(OTHER))).toBe('no');
  });

  test('is not named by the ARN of an account in another partition', () => {
    expect(verdictOf([grant({ AWS: root(OWNER).replace('arn:aws:', 'arn:aws-cn:') })], { policies: [ALLOW_ALL] })).toBe('no');
  });
});

describe('a session of a role', () => {
  const arn = session(OWNER);

  test('is named by its own ARN and by that of its role', () => {
    expect(verdictFor(arn, { arn })).toBe('yes');
    expect(verdictFor(role(OWNER), { arn })).toBe('yes');
    expect(verdictFor(role(OWNER, 'Other'), { arn })).toBe('no');
    expect(verdictFor(role(OWNER, 'NoBackup'), { arn })).toBe('no');
    expect(verdictFor(arn.replace('nightly', 'daily'), { arn })).toBe('no');
    expect(verdictFor(user(OWNER, 'Backup'), { arn })).toBe('no');
  });

  test('is not known to be of a role with a path, which its ARN does not tell', () => {
    expect(verdictFor(role(OWNER, 'path/Backup'), { arn })).toBe('unknown');
    expect(verdictFor(role(OTHER, 'path/Backup'), { arn })).toBe('no');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
describe('a unique id', () => {
  test.each([role(OWNER), session(OWNER)])('names %s only if that has this very id', (arn) => {
    expect(verdictFor(ID, { arn, id: ID })).toBe('yes');
    expect(verdictFor(ID, { arn, id: 'AROAANOTHERANOTHER123' })).toBe('no');
    expect(verdictFor(ID, { arn })).toBe('unknown');
  });

  test('of a role names no user, and the other way around', () => {
    expect(verdictFor(ID, { arn: user(OWNER) })).toBe('no');
    expect(verdictFor('AIDAEXAMPLEEXAMPLE123', { arn: user(OWNER), id: 'AIDAEXAMPLEEXAMPLE123' })).toBe('yes');
    expect(verdictFor('AIDAEXAMPLEEXAMPLE123', { arn: user(OWNER), id: 'AIDAANOTHERANOTHER123' })).toBe('no');
    expect(verdictFor('AIDAEXAMPLEEXAMPLE123')).toBe('no');
    expect(verdictFor(ID, { arn: root(OWNER) })).toBe('no');
  });

  test('is limited by a boundary as the ARN of the role is', () => {
    expect(verdictFor(ID, { id: ID, boundary: { Version: '2012-10-17', Statement: [] } })).toBe('no');
  });
});

test('a user is named by its ARN, with its path', () => {
  const arn = user(OWNER, 'path/alice');
  expect(verdictFor(arn, { arn })).toBe('yes');
  expect(verdictFor(user(OWNER), { arn })).toBe('no');
  expect(verdictFor([user(OWNER, 'bob'), arn], { arn })).toBe('yes');
});

test.each([
  `arn:aws:sts::${OWNER}:federated-user/bob`, `arn:aws:iam::${OWNER}:group/admins`, `arn:aws:iam::${OWNER}:role/`, `arn:aws:iam::${OWNER}:root/x`, 'bob', '',
  `arn:aws:sts::${OWNER}:assumed-role/Backup`, `arn:aws:sts::${OWNER}:assumed-role/a/b/c`, 'arn:aws:iam::1234:role/Backup',
])('of %j as a caller, nothing is known', (arn) => {
  for (const principal of ['*', { AWS: OWNER }, { AWS: arn || 'x' }, { Service: 'logs.amazonaws.com' }]) {
    expect(verdictOf([grant(principal)], { arn, policies: [ALLOW_ALL] })).toBe('unknown');
  }
  expect(verdictOf([refuse('*')], { arn })).toBe('no');
});

test.each<[unknown]>([
  [undefined], [null], [''], ['arn:aws:iam::111111111111:role/Backup'], [{}], [[]], [['*']], [{ AWS: [] }], [{ AWS: [7] }], [{ AWS: null }],
  [{ AWS: 'arn:aws:iam::111111111111:role/*' }], [{ AWS: 'arn:aws:iam::111111111111:role/${aws:username}' }], [{ AWS: 'Backup' }], [{ AWS: '1234' }],
  [{ Federated: 'cognito-identity.amazonaws.com' }], [{ CanonicalUser: '79a59df900b949e5' }], [{ aws: '*' }],
])('a principal that AWS does not document for a key policy is not known: %j', (Principal) => {
  expect(verdictOf([grant(Principal)])).toBe('unknown');
  expect(verdictOf([grant('*'), refuse(Principal)])).toBe('unknown');
});

test('what else a statement names does not matter to a caller it surely names', () => {
  expect(verdictOf([grant({ AWS: ['arn:aws:iam::111111111111:role/*', role(OWNER)], Federated: 'x' })])).toBe('yes');
});

test.each(['*', 'logs.*.amazonaws.com', 'Logs.amazonaws.com'])('the service %s is not known to be another', (Service) => {
  expect(verdictOf([grant({ Service })], { arn: 'logs.amazonaws.com' })).toBe('unknown');
});
