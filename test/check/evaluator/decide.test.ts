import { ALLOW_ALL, ALLOW_NOTHING_OF_KMS, decisionOn, DENY_ALL, grant, OTHER, OWNER, policy, refuse, role, root, session, user, verdictOf } from './calls';

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
describe('in the account of the key', () => {
  test.each([role(OWNER), session(OWNER), user(OWNER)])('a key policy that names %s allows it without IAM', (arn) => {
    expect(verdictOf([grant({ AWS: arn })], { arn })).toBe('yes');
  });

  test.each([root(OWNER), OWNER])('a key policy that names the account as %s lets its IAM policies decide', (account) => {
    expect(verdictOf([grant({ AWS: account })], { policies: [ALLOW_ALL] })).toBe('yes');
    expect(verdictOf([grant({ AWS: account })], { policies: [ALLOW_NOTHING_OF_KMS] })).toBe('no');
    expect(verdictOf([grant({ AWS: account })], { policies: [] })).toBe('no');
    expect(verdictOf([grant({ AWS: account })], { policies: undefined })).toBe('unknown');
  });

  test('a key policy that does not name the account makes its IAM policies worth nothing', () => {
    expect(verdictOf([grant({ AWS: role(OWNER, 'Other') })], { policies: [ALLOW_ALL] })).toBe('no');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
  test.each(['*', { AWS: '*' }, { AWS: [role(OWNER, 'Other'), '*'] }])('a key policy that names anyone as %j allows without IAM', (anyone) => {
    expect(verdictOf([grant(anyone)])).toBe('yes');
    expect(verdictOf([grant(anyone)], { arn: user(OWNER) })).toBe('yes');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  test('the root user needs the key policy only', () => {
    expect(verdictOf([grant({ AWS: root(OWNER) })], { arn: root(OWNER), policies: undefined, boundary: undefined })).toBe('yes');
    expect(verdictOf([grant('*')], { arn: root(OWNER) })).toBe('yes');
    expect(verdictOf([grant({ AWS: role(OWNER) })], { arn: root(OWNER), policies: [ALLOW_ALL] })).toBe('no');
  });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
describe('across accounts', () => {
  test.each([[role(OTHER)], [root(OTHER)], [OTHER], ['*']])('a key policy that names %s needs the IAM policies of the caller as well', (principal) => {
    const caller = { arn: role(OTHER) };
    expect(verdictOf([grant({ AWS: principal })], { ...caller, policies: [ALLOW_ALL] })).toBe('yes');
    expect(verdictOf([grant({ AWS: principal })], { ...caller, policies: [] })).toBe('no');
    expect(verdictOf([grant({ AWS: principal })], { ...caller, policies: undefined })).toBe('unknown');
    expect(verdictOf([grant({ AWS: principal })], { ...caller, policies: [ALLOW_ALL], boundary: ALLOW_NOTHING_OF_KMS })).toBe('no');
  });

  test('a key policy that names another account allows nothing', () => {
    expect(verdictOf([grant({ AWS: [OWNER, root(OWNER), '333333333333'] })], { arn: role(OTHER), policies: [ALLOW_ALL] })).toBe('no');
  });

  test('the root user of another account needs the key policy only', () => {
    expect(verdictOf([grant({ AWS: OTHER })], { arn: root(OTHER), policies: undefined, boundary: undefined })).toBe('yes');
    expect(verdictOf([grant({ AWS: OWNER })], { arn: root(OTHER) })).toBe('no');
  });
});

describe('a statement that denies', () => {
  test('wins in a key policy, with its Sid', () => {
    const decision = decisionOn({ caller: { policies: [ALLOW_ALL] }, keyPolicies: [policy(grant('*'), refuse({ AWS: role(OWNER) }, { Sid: 'Stop' }))] });
    expect(decision).toMatchObject({ verdict: 'no', keyPolicy: 'no', identity: 'yes', denials: [{ effect: 'Deny', in: 'key policy', sid: 'Stop' }] });
  });

  test('wins in an identity policy, even over a key policy that names the caller', () => {
    const decision = decisionOn({ caller: { policies: [ALLOW_ALL, DENY_ALL] }, keyPolicies: [policy(grant({ AWS: role(OWNER) }))] });
    expect(decision).toMatchObject({ verdict: 'no', keyPolicy: 'yes', identity: 'no', denials: [{ effect: 'Deny', in: 'identity', sid: 'Never' }] });
  });

  test('wins in a boundary, even over a key policy that names the user', () => {
    const caller = { arn: user(OWNER), policies: [ALLOW_ALL], boundary: DENY_ALL };
    const decision = decisionOn({ caller, keyPolicies: [policy(grant({ AWS: user(OWNER) }))] });
    expect(decision).toMatchObject({ verdict: 'no', keyPolicy: 'yes', identity: 'no', denials: [{ effect: 'Deny', in: 'boundary', sid: 'Never' }] });
  });

  test.each([root(OWNER), OWNER])('denies all of an account that it names as %s', (account) => {
    for (const arn of [role(OWNER), session(OWNER), user(OWNER), root(OWNER)]) {
      expect(verdictOf([grant('*'), refuse({ AWS: account })], { arn })).toBe('no');
    }
    expect(verdictOf([grant('*'), refuse({ AWS: account })], { arn: role(OTHER), policies: [ALLOW_ALL] })).toBe('yes');
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic
describe('a permissions boundary that does not allow the call', () => {
  const boundary = ALLOW_NOTHING_OF_KMS;

  test('limits what the IAM policies allow', () => {
    expect(verdictOf([grant({ AWS: OWNER })], { policies: [ALLOW_ALL], boundary })).toBe('no');
    expect(verdictOf([grant({ AWS: OWNER })], { policies: [ALLOW_ALL], boundary: ALLOW_ALL })).toBe('yes');
    expect(verdictOf([grant({ AWS: OWNER })], { policies: [ALLOW_ALL], boundary: undefined })).toBe('unknown');
  });

  test('limits what a key policy grants to the ARN of a role', () => {
    expect(verdictOf([grant({ AWS: role(OWNER) })], { boundary })).toBe('no');
    expect(verdictOf([grant({ AWS: role(OWNER) })], { arn: session(OWNER), boundary })).toBe('no');
    expect(verdictOf([grant({ AWS: role(OWNER) })], { boundary: ALLOW_ALL })).toBe('yes');
  });

  test('does not limit what a key policy grants to a user or a session', () => {
    expect(verdictOf([grant({ AWS: user(OWNER) })], { arn: user(OWNER), boundary })).toBe('yes');
    expect(verdictOf([grant({ AWS: session(OWNER) })], { arn: session(OWNER), boundary })).toBe('yes');
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles
  test('does not limit what a key policy grants to anyone with a certain aws:PrincipalArn', () => {
    const Condition = { ArnEquals: { 'aws:PrincipalArn': role(OWNER) } };
    expect(verdictOf([grant('*', { Condition })], { boundary })).toBe('yes');
    expect(verdictOf([grant('*', { Condition })], { arn: role(OWNER, 'Other'), boundary })).toBe('no');
  });

  test('may or may not limit what a key policy grants to anyone at all', () => {
    expect(verdictOf([grant('*')], { boundary })).toBe('unknown');
    expect(verdictOf([grant('*', { Condition: { ArnNotEquals: { 'aws:PrincipalArn': role(OTHER) } } })], { boundary })).toBe('unknown');
    expect(verdictOf([grant('*')], { boundary: ALLOW_ALL })).toBe('yes');
  });
});

describe('a service', () => {
  const arn = 'logs.eu-west-1.amazonaws.com';

  test('needs the key policy only', () => {
    expect(verdictOf([grant({ Service: arn })], { arn, policies: undefined, boundary: undefined })).toBe('yes');
    expect(verdictOf([grant({ AWS: OWNER, Service: ['s3.amazonaws.com'] })], { arn })).toBe('no');
    expect(verdictOf([grant('*'), refuse({ Service: arn })], { arn })).toBe('no');
  });

  test('is anyone where the principal is *, and may be where it is {"AWS": "*"}', () => {
    expect(verdictOf([grant('*')], { arn })).toBe('yes');
    expect(verdictOf([grant({ AWS: '*' })], { arn })).toBe('unknown');
  });

  test('may go by another name in China', () => {
    expect(verdictOf([grant({ Service: 'ec2.amazonaws.com' })], { arn: 'ec2.amazonaws.com.cn' })).toBe('unknown');
    expect(verdictOf([grant({ Service: 'ec2.amazonaws.com.cn' })], { arn: 'ec2.amazonaws.com.cn' })).toBe('yes');
  });

  test('allows nothing to a role', () => {
    expect(verdictOf([grant({ Service: arn })], { policies: [ALLOW_ALL] })).toBe('no');
  });
});

// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyPolicies.html
describe('a second key policy', () => {
  const nobody = policy(grant({ AWS: user(OWNER) }));
  const mine = policy(grant({ AWS: role(OWNER) }));

  test('allows what the first does not', () => {
    expect(decisionOn({ caller: {}, keyPolicies: [nobody, mine] }).verdict).toBe('yes');
    expect(decisionOn({ caller: {}, keyPolicies: [nobody] }).verdict).toBe('no');
  });

  test('denies what the first allows', () => {
    expect(decisionOn({ caller: {}, keyPolicies: [mine, policy(refuse('*'))] }).verdict).toBe('no');
  });
});

describe('the halves', () => {
  test('tell which one to blame', () => {
    const cases = { names: grant({ AWS: role(OTHER) }), delegates: grant({ AWS: OTHER }), neither: grant({ AWS: OWNER }) };
    const halves = (statement: unknown, policies: readonly unknown[] | undefined) => {
      const { keyPolicy, identity } = decisionOn({ caller: { arn: role(OTHER), policies }, keyPolicies: [policy(statement)] });
      return [keyPolicy, identity];
    };
    expect(halves(cases.names, [])).toEqual(['yes', 'no']);
    expect(halves(cases.delegates, [ALLOW_ALL])).toEqual(['yes', 'yes']);
    expect(halves(cases.neither, [ALLOW_ALL])).toEqual(['no', 'yes']);
    expect(halves(cases.neither, undefined)).toEqual(['no', 'unknown']);
  });

  test('are both unknown where no policy was seen', () => {
    expect(decisionOn({ caller: { policies: undefined }, keyPolicies: undefined })).toEqual({
      verdict: 'unknown', keyPolicy: 'unknown', identity: 'unknown', denials: [], dependsOn: [],
    });
  });
});

describe('what a decision depends on', () => {
  const Condition = { StringEquals: { 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' }, Bool: { 'kms:GrantIsForAWSResource': 'true' } };

  test('is each context key that is not known and could decide', () => {
    const of = (context: Record<string, string[]>) => decisionOn({ caller: {}, keyPolicies: [policy(grant('*', { Condition }))], context });
    expect(of({})).toMatchObject({ verdict: 'unknown', dependsOn: ['kms:ViaService', 'kms:GrantIsForAWSResource'] });
    expect(of({ 'KMS:viaservice': ['ec2.eu-west-1.amazonaws.com'] })).toMatchObject({ verdict: 'unknown', dependsOn: ['kms:GrantIsForAWSResource'] });
    expect(of({ 'kms:ViaService': [] })).toMatchObject({ verdict: 'no', dependsOn: [] });
  });

  test('is named once, in any spelling', () => {
    const spelled = (key: string) => refuse('*', { Condition: { StringEquals: { [key]: 'x' } } });
    const { dependsOn } = decisionOn({ caller: {}, keyPolicies: [policy(grant('*'), spelled('kms:ViaService'), spelled('KMS:VIASERVICE'))] });
    expect(dependsOn.map((key) => key.toLowerCase())).toEqual(['kms:viaservice']);
  });

  test('leaves out the keys of statements that decide nothing', () => {
    expect(decisionOn({ caller: {}, keyPolicies: [policy(grant('*'), grant('*', { Condition }))] })).toMatchObject({ verdict: 'yes', dependsOn: [] });
    expect(decisionOn({ caller: {}, keyPolicies: [policy(grant('*'), refuse({ AWS: OTHER }, { Condition }))] }).dependsOn).toEqual([]);
    expect(decisionOn({ caller: {}, keyPolicies: [policy(grant('*'), refuse('*', { Condition }))] })).toMatchObject({ verdict: 'unknown' });
  });
});
