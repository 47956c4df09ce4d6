import { ALLOW_ALL, decisionOn, grant, KEY, OWNER, policy, refuse, verdictOf } from './calls';

const withAction = (more: object) => verdictOf([{ Effect: 'Allow', Principal: '*', Resource: '*', ...more }]);
const withResource = (more: object, Version = '2012-10-17') => verdictOf([], {}, {
  keyPolicies: [{ Version, Statement: { Effect: 'Allow', Principal: '*', Action: '*', ...more } }],
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
describe('an action', () => {
  test.each(['kms:Decrypt', 'KMS:decrypt', '*', 'kms:*', 'kms:De*', 'kms:?ecrypt', 'kms:*crypt', 'kms:D*y*t'])('is matched by %s', (Action) => {
    expect(withAction({ Action })).toBe('yes');
    expect(withAction({ NotAction: Action })).toBe('no');
  });

  test.each(['kms:Decrypt2', 'kms:Encrypt', 's3:*', 'kms:Decryp', 'kms:Decrypt?', 'kms2:Decrypt', 'kms:?Decrypt'])('is not matched by %s', (Action) => {
    expect(withAction({ Action })).toBe('no');
    expect(withAction({ NotAction: Action })).toBe('yes');
  });

  test('is one of several', () => {
    expect(withAction({ Action: ['s3:*', 'kms:Decrypt'] })).toBe('yes');
    expect(withAction({ NotAction: ['s3:*', 'kms:Decrypt'] })).toBe('no');
    expect(withAction({ NotAction: ['s3:*', 'kms:Encrypt'] })).toBe('yes');
  });

  test.each<[unknown]>([['Decrypt'], ['*:*'], ['k*:Decrypt'], ['kms:'], ['kms:${aws:username}'], [''], [[]], [null], [7], [['kms:Encrypt', 7]]])(
    'is not known to be matched by %j', (Action) => {
      expect(withAction({ Action })).toBe('unknown');
      expect(withAction({ NotAction: Action })).toBe('unknown');
    },
  );
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
describe('a key', () => {
  test.each(['*', KEY, `arn:aws:kms:*:${OWNER}:key/*`, 'arn:aws:kms:*:*:*', `arn:aws:kms:eu-west-?:${OWNER}:key/1234*`, `arn:*:kms:eu*1:${OWNER}:key/????abcd-*`])(
    'is matched by %s', (Resource) => {
      expect(withResource({ Resource })).toBe('yes');
      expect(withResource({ NotResource: Resource })).toBe('no');
    },
  );

  test.each([
    KEY.toUpperCase(), KEY.replace('eu-west-1', 'us-east-1'), KEY.replace(OWNER, '222222222222'), `${KEY}0`, `arn:aws:kms:*:${OWNER}:alias/*`, 'arn:aws:s3:*',
    `arn:aws:kms:eu-west-1:${OWNER}:alias/very_secret_key`, KEY.split('/')[1], '',
  ])('is not matched by %s', (Resource) => {
    expect(withResource({ Resource })).toBe('no');
    expect(withResource({ NotResource: Resource })).toBe('yes');
  });

  test.each<[unknown]>([['arn:aws:kms:*'], ['arn:*'], ['arn:aws:*:key/*'], ['arn:aws:kms:*:*:key/${aws:username}*'], ['**'], [[]], [null], [7]])(
    'is not known to be matched by %j', (Resource) => {
      expect(withResource({ Resource })).toBe('unknown');
      expect(withResource({ NotResource: Resource })).toBe('unknown');
    },
  );

  test('is not matched by a policy variable in a place where it cannot be, nor by one of the older version', () => {
    expect(withResource({ Resource: 'arn:aws:kms:us-east-1:*:key/${aws:username}' })).toBe('no');
    expect(withResource({ Resource: 'arn:aws:kms:*:*:key/${aws:username}*' }, '2008-10-17')).toBe('no');
  });
});

// https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html#key-policy-elements
test.each(['Action', 'Resource'])('a statement of a key policy without its %s has no effect', (name) => {
  const { [name as 'Action']: _, ...statement } = grant('*');
  expect(verdictOf([statement])).toBe('no');
  expect(verdictOf([grant('*'), { ...statement, Effect: 'Deny' }])).toBe('yes');
});

describe('a statement that AWS does not document', () => {
  const odd = [
    grant('*', { Effect: 'allow' }), grant('*', { Effect: undefined }), grant('*', { NotAction: 'kms:*' }), grant('*', { NotResource: '*' }), grant('*', { Except: 'x' }),
    grant('*', { principal: '*' }), { Effect: 'Allow', Action: '*', Resource: '*' },
  ];

  test.each(odd)('neither allows nor denies for sure: %j', (statement) => {
    expect(verdictOf([statement])).toBe('unknown');
    expect(verdictOf([grant('*'), { ...statement, Effect: statement.Effect === 'Allow' ? 'Deny' : statement.Effect }])).toBe('unknown');
  });

  test('changes nothing about a call that it does not match', () => {
    expect(verdictOf([grant('*'), grant({ AWS: '222222222222' }, { Effect: 'Forbid' })])).toBe('yes');
    expect(verdictOf([grant('*', { Action: 's3:*', Effect: 'Forbid' })])).toBe('no');
    expect(verdictOf([grant('*'), grant({ AWS: '222222222222' }, { Effect: 'Deny', Except: 'x' })])).toBe('unknown');
  });

  test('does not weaken one that denies', () => {
    expect(verdictOf([...odd, refuse('*')])).toBe('no');
  });
});

describe('a policy that AWS does not document', () => {
  test.each<[unknown]>([
    [null], [undefined], [''], ['{}'], [[]], [{}], [7], [{ Version: '2012-10-17', Statement: 'x' }], [{ Version: '2012-10-17', Statement: [null] }],
    [{ Version: '2030-01-01', Statement: [grant('*')] }], [{ Version: 1, Statement: [grant('*')] }], [{ Version: '2012-10-17', Statement: [grant('*')], Other: 1 }],
  ])('neither allows nor denies for sure: %j', (document) => {
    expect(decisionOn({ caller: {}, keyPolicies: [document] }).verdict).toBe('unknown');
    expect(decisionOn({ caller: {}, keyPolicies: [document, policy(grant('*'))] }).verdict).toBe('unknown');
    expect(decisionOn({ caller: {}, keyPolicies: [document, policy(refuse('*'))] }).verdict).toBe('no');
    const delegating = { keyPolicies: [policy(grant({ AWS: OWNER }))] };
    expect(decisionOn({ caller: { policies: [document] }, ...delegating }).verdict).toBe('unknown');
    expect(decisionOn({ caller: { policies: [ALLOW_ALL, document] }, ...delegating }).verdict).toBe('unknown');
    if (document !== null) { expect(decisionOn({ caller: { policies: [ALLOW_ALL], boundary: document }, ...delegating }).verdict).toBe('unknown'); }
  });

  test('of a caller has a principal, or lacks an element', () => {
    const verdictWith = (statement: object) => verdictOf([grant({ AWS: OWNER })], { policies: [policy(statement)] });
    expect(verdictWith({ Effect: 'Allow', Action: 'kms:*', Resource: '*' })).toBe('yes');
    expect(verdictWith({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Principal: '*' })).toBe('unknown');
    expect(verdictWith({ Effect: 'Allow', Action: 'kms:*', Resource: '*', NotPrincipal: '*' })).toBe('unknown');
    expect(verdictWith({ Effect: 'Allow', Action: 'kms:*' })).toBe('unknown');
    expect(verdictWith({ Effect: 'Allow', Resource: '*' })).toBe('unknown');
    expect(verdictWith({ Effect: 'Perhaps', Action: 'kms:*', Resource: '*' })).toBe('unknown');
  });
});

test('a policy may have one statement without a list, an Id and no version', () => {
  expect(decisionOn({ caller: {}, keyPolicies: [{ Id: 'x', Statement: grant('*', { Sid: 'y' }) }] }).verdict).toBe('yes');
});
