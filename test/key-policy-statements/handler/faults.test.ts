import type { InlinedHandler } from './inlined-handler';
import { asRead, expectSentence, FORMER, Scene, startHandler, STATEMENTS, withoutHash } from './scene';
import type { Fault } from '../../fakes/faults';
import { VAULT_ROLE } from '../../fixtures/protected-app';
import { PROTECTED } from '../../fixtures/vault-app';

let handler: InlinedHandler;
let scene: Scene;
beforeAll(async () => { handler = await startHandler(); });
afterAll(() => handler.stop());
const set = async (options = {}) => { scene = await Scene.set(handler, options); };
afterEach(() => scene.clear());

const success = expect.objectContaining({ Status: 'SUCCESS' });
const ALWAYS = 100_000;
/** So little time that a fault that lasts does not last long here. */
const TWO_MINUTES = 120_000;
const ofPolicy = (policy: any) => asRead(typeof policy === 'string' ? JSON.parse(policy) : policy);

/** Creates, expects one sentence, the policy as it was, and that CloudFormation's roll-back has nothing to complain about. */
async function expectRefusal(pattern: RegExp, properties = {}, remaining?: number): Promise<void> {
  const before = scene.policy();
  const key = `${(properties as any).Key ?? scene.key}`;
  const { created, rolledBack } = await scene.resource().create(scene.properties(properties), remaining);
  expectSentence(created, key, pattern);
  expect(rolledBack).toEqual(success);
  expect(ofPolicy(scene.policy())).toEqual(ofPolicy(before));
}

describe('a passing fault', () => {
  test.each<[string, Fault]>(['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy'].flatMap((operation: any) => [
    ['throttling', { operation, error: 'ThrottlingException' }],
    ['a dependency that is late', { operation, error: 'DependencyTimeoutException' }],
    ['an error of KMS\'s own', { operation, error: 'KMSInternalException' }],
    ['a connection that breaks', { operation, how: 'drop' }],
  ].map(([what, fault]: any): [string, Fault] => [`${what} in ${operation}`, { ...fault, times: 3 }])))('%s is overcome', async (_what, fault) => {
    await set();
    scene.kms.fail(fault);
    const resource = scene.resource();
    expect((await resource.create(scene.properties())).created).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
    expect(scene.statements().foreign).toEqual(asRead(FORMER).Statement);
    scene.kms.fail(fault);
    expect(await resource.delete()).toEqual(success);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test('a request without an answer does not wait forever', async () => {
    await set({ requestSpeed: 60 });
    for (const operation of ['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy'] as const) { scene.kms.fail({ operation, how: 'hang' }); }
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
  });

  test('a write that takes effect and fails in its answer is not made twice', async () => {
    await set();
    scene.kms.fail({ operation: 'PutKeyPolicy', afterEffect: true });
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(scene.calls().filter((operation) => operation === 'PutKeyPolicy')).toHaveLength(1);
  });

  test('a write is never repeated without reading the policy again', async () => {
    await set();
    const theirs = { ...FORMER, Id: 'changed in between' };
    scene.kms.fail({ operation: 'PutKeyPolicy', error: 'ThrottlingException' });
    const off = scene.kms.on('PutKeyPolicy', 'before', () => {
      off();
      scene.kms.putPolicyByHand(scene.key, theirs);
    });
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(scene.policy().Id).toBe('changed in between');
  });
});

describe('a fault that lasts is reported in time', () => {
  test.each<[string, Fault]>([
    ['throttling', { operation: 'GetKeyPolicy', error: 'ThrottlingException', message: 'Rate exceeded.' }],
    ['throttling of writes', { operation: 'PutKeyPolicy', error: 'ThrottlingException', message: 'Rate exceeded.' }],
    ['an error of KMS\'s own', { operation: 'DescribeKey', error: 'KMSInternalException' }],
    ['a connection that breaks', { operation: 'DescribeKey', how: 'drop' }],
  ])('%s', async (_what, fault) => {
    await set();
    scene.kms.fail({ ...fault, times: ALWAYS });
    await expectRefusal(/^policy of key \S+ could not be read or changed in time; deploy again later \(KMS says \w+: .*[^.]\)$/, {}, TWO_MINUTES);
  });

  test('even if there are never answers', async () => {
    await set({ requestSpeed: 60 });
    scene.kms.fail({ operation: 'GetKeyPolicy', how: 'hang', times: ALWAYS });
    await expectRefusal(/in time; deploy again later/, {}, TWO_MINUTES);
  });
});

describe('a principal', () => {
  const Statements = [{ ...STATEMENTS[0], Principal: { AWS: [VAULT_ROLE, `arn:aws:iam::${PROTECTED}:role/New`] } }];

  test('that is new and not seen at once is waited for', async () => {
    await set();
    let writes = 0;
    scene.kms.on('PutKeyPolicy', 'before', () => { if (++writes === 3) { scene.kms.addPrincipal(`arn:aws:iam::${PROTECTED}:role/New`); } });
    expect((await scene.resource().create(scene.properties({ Statements }))).created).toEqual(success);
    expect(writes).toBe(3);
  });

  test('that never appears is named', async () => {
    await set();
    await expectRefusal(new RegExp(`^policy of key \\S+ names a principal that does not exist, one of "${VAULT_ROLE}", "arn:aws:iam::${PROTECTED}:role/New"; create it first, or correct its ARN \\(KMS says MalformedPolicyDocumentException: .*\\)$`), { Statements }, TWO_MINUTES);
  });
});

describe('a principal of a foreign statement that KMS shows by its unique id', () => {
  const withPrincipal = (role: string) => ({ ...FORMER, Statement: [...FORMER.Statement, { Sid: 'New', Effect: 'Allow', Principal: { AWS: role }, Action: 'kms:Decrypt', Resource: '*' }] });

  test('for a moment only, as IAM catches up, is waited for', async () => {
    await set({ policy: withPrincipal('AROAIIAOMRWSPEXAMPLE') });
    let reads = 0;
    scene.kms.on('GetKeyPolicy', 'after', () => { if (++reads === 2) { scene.kms.putPolicyByHand(scene.key, withPrincipal(VAULT_ROLE)); } });
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
  });
});

describe('a key that is pending deletion', () => {
  test('loses the statements with their resource, as KMS lets its policy be changed', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    scene.kms.setState(scene.key, 'PendingDeletion');
    expect(await resource.delete()).toEqual(success);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test.each<[string, Fault]>([
    ['refused', { operation: 'PutKeyPolicy', error: 'KMSInvalidStateException', times: ALWAYS }],
    ['denied', { operation: 'GetKeyPolicy', error: 'AccessDeniedException', times: ALWAYS }],
    ['too late for the key', { operation: 'GetKeyPolicy', error: 'NotFoundException', times: ALWAYS }],
  ])('delays nothing when that is %s', async (_what, fault) => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    scene.kms.setState(scene.key, 'PendingDeletion');
    scene.kms.fail(fault);
    expect(await resource.delete(TWO_MINUTES)).toEqual(success);
  });

  test('is no reason to fail for an update, or its rollback, whose statements are there already', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    scene.kms.setState(scene.key, 'PendingDeletion');
    expect((await resource.update(scene.properties())).updated).toEqual(success);
    const { updated, rolledBack } = await resource.update(scene.properties({ Statements: STATEMENTS.slice(1) }));
    expectSentence(updated, scene.key, /^key \S+ is pending deletion, on /);
    expect(rolledBack).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
  });
});

test('a Region that does not know the account is named', async () => {
  await set();
  scene.kms.fail({ operation: 'DescribeKey', error: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.', times: ALWAYS });
  await expectRefusal(/^policy of key \S+ cannot be reached, as Region "eu-central-1" does not know this account; enable the Region, wait until it is enabled, then deploy again \(KMS says UnrecognizedClientException: .*\)$/, { Key: scene.otherKey }, TWO_MINUTES);
});

describe('a policy without the Version 2012-10-17', () => {
  const variable = [{ ...STATEMENTS[1], Condition: { StringEquals: { 'aws:username': '${aws:username}' } } }];

  test.each<[string, any]>([['of 2008', { ...FORMER, Version: '2008-10-17' }], ['of none', { Id: FORMER.Id, Statement: FORMER.Statement }]])('%s accepts no statement with a policy variable, which would be plain text there', async (_what, policy) => {
    await set({ policy });
    await expectRefusal(/^policy of key \S+ lacks the Version "2012-10-17", without which policy variables such as \$\{aws:username\} are plain text; set it first, or use no variables$/, { Statements: variable });
    expect(scene.calls()).not.toContain('PutKeyPolicy');
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
  });

  test('is needed for the own statements only', async () => {
    await set({ policy: { ...FORMER, Version: '2008-10-17', Statement: [...FORMER.Statement, ...variable] } });
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    await scene.clear();
    await set();
    expect((await scene.resource().create(scene.properties({ Statements: variable }))).created).toEqual(success);
  });
});

test('rights that IAM does not show yet are waited for', async () => {
  await set();
  for (const operation of ['DescribeKey', 'GetKeyPolicy', 'PutKeyPolicy'] as const) {
    scene.kms.fail({ operation, error: 'AccessDeniedException', times: 2 });
  }
  expect((await scene.resource().create(scene.properties())).created).toEqual(success);
  expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
});

describe('refused, with the key and the remedy, and the policy as it was', () => {
  const [root, ...rest] = FORMER.Statement;

  test('an AWS managed key', async () => {
    await set();
    const managed = scene.kms.createKey({ account: PROTECTED, region: 'eu-west-1', manager: 'AWS', aliases: ['alias/aws/ebs'] });
    scene.kms.moveAlias('alias/protected', managed);
    const alias = `arn:aws:kms:eu-west-1:${PROTECTED}:alias/protected`;
    await expectRefusal(/^key \S+ is an AWS managed key, whose policy nobody can change; encrypt with a customer managed key, and name that key$/, { Key: alias });
    expect(scene.calls()).toEqual(['DescribeKey']);
  });

  test('a key of another account', async () => {
    await set();
    const Key = scene.key.replace(PROTECTED, '333333333333');
    await expectRefusal(/is in account "333333333333", but a key policy can be changed only from the key's own account; deploy this to "333333333333" instead of "222222222222"$/, { Key });
    expect(scene.calls()).toEqual([]);
  });

  test('a key that does not exist', async () => {
    await set();
    scene.kms.deleteKey(scene.otherKey);
    await expectRefusal(/^key \S+ does not exist; name one that does, or create it first$/, { Key: scene.otherKey });
  });

  test.each<[string, unknown]>([['no ARN', 'alias/protected'], ['of another service', 'arn:aws:s3:::bucket'], ['no text', { Ref: 'Key' }]])('a key that is %s', async (_what, Key) => {
    await set();
    const { created, rolledBack } = await scene.resource().create(scene.properties({ Key }));
    expect(created.Reason).toMatch(/^key ".*" is not the ARN of a KMS key or alias; write it as|^key \{"Ref":"Key"\} is not the ARN/);
    expect(rolledBack).toEqual(success);
    expect(scene.calls()).toEqual([]);
  });

  test('a key that is pending deletion', async () => {
    await set();
    scene.kms.setState(scene.key, 'PendingDeletion');
    await expectRefusal(/^key \S+ is pending deletion, on \d{4}-\d\d-\d\d; cancel its deletion, or remove it from the stack$/);
  });

  test('a policy that would be too large', async () => {
    const filler = Array.from({ length: 600 }, (_, index) => `arn:aws:iam::${400000000000 + index}:root`);
    const { Sid, ...large } = { ...STATEMENTS[0], Principal: { AWS: filler } };
    await set({ policy: { ...FORMER, Statement: [root, large, { ...large, Principal: { AWS: filler.slice(0, 390) } }] } });
    await expectRefusal(/^policy of key \S+ would have 3\d{4} bytes, but the limit is 32768; remove statements from it first$/);
    expect(scene.calls()).not.toContain('PutKeyPolicy');
  });

  test('a character that KMS does not accept', async () => {
    await set();
    await expectRefusal(/^policy of key \S+ would contain the character "鍵", but KMS accepts U\+0020 to U\+00FF; remove it from the statement$/, {
      Statements: [{ ...STATEMENTS[0], Sid: '鍵' }],
    });
    expect(scene.calls()).not.toContain('PutKeyPolicy');
  });

  test.each<[string, any]>([
    ['Principal', { ...root, Sid: 'Old', Principal: { AWS: [`arn:aws:iam::${PROTECTED}:root`, 'AROAIIAOMRWSPEXAMPLE'] } }],
    ['NotPrincipal', { ...rest[0], Sid: 'Old', NotPrincipal: { AWS: 'AROAIIAOMRWSPEXAMPLE' } }],
  ])('a policy that names a deleted role already, as %s', async (_where, old) => {
    await set({ policy: { ...FORMER, Statement: [...FORMER.Statement, old] } });
    await expectRefusal(/^policy of key \S+ names "AROAIIAOMRWSPEXAMPLE" in its statement "Old", a deleted role or user, and KMS rejects such a policy; replace it with a principal that exists, then deploy again$/, {}, TWO_MINUTES);
    expect(scene.calls()).not.toContain('PutKeyPolicy');
  });

  test('a policy that the account may not change any more', async () => {
    await set({ policy: { ...FORMER, Statement: [{ ...root, Action: 'kms:*' }] } });
    // KMS looks at what the new policy allows the caller; this one removes the permission from everybody.
    await expectRefusal(/^policy of key \S+ would not allow the function to change it again; allow the account root in a separate statement, as in the default key policy \(KMS says MalformedPolicyDocumentException: The new key policy will not allow/, {
      Statements: [{ Effect: 'Deny', Principal: '*', Action: 'kms:PutKeyPolicy', Resource: '*' }],
    });
  });

  test('a key policy that gives the account no access', async () => {
    const owner = { ...root, Principal: { AWS: VAULT_ROLE } };
    await set({ policy: { ...FORMER, Statement: [owner] } });
    await expectRefusal(/^policy of key \S+ cannot be read or changed by this function; allow the account root in the key policy, and look for a service control policy .*\(KMS says AccessDeniedException: /, {}, TWO_MINUTES);
  });

  test('a policy that cannot be read is never treated as an empty one', async () => {
    await set();
    scene.kms.fail({ operation: 'GetKeyPolicy', error: 'KMSInvalidStateException', message: 'key is unavailable.', times: ALWAYS });
    await expectRefusal(/^key \S+ is in a state in which its policy cannot be changed; change the state, then deploy again \(KMS says KMSInvalidStateException: key is unavailable\)$/);
    expect(scene.calls()).not.toContain('PutKeyPolicy');
  });

  test.each<[string, unknown]>([
    ['none', []], ['no list', { Effect: 'Allow' }], ['text', 'Allow'], ['a list of text', ['Allow']], ['missing', undefined], ['a list of lists', [[]]],
  ])('statements that are %s', async (_what, Statements) => {
    await set();
    await expectRefusal(/^statements for the policy of key \S+ are not a list of objects, with at least one; write them as in a key policy$/, { Statements });
    expect(scene.calls()).toEqual([]);
  });

  test('a Sid twice', async () => {
    await set();
    await expectRefusal(/^two statements for the policy of key \S+ have the Sid "Use"; give each another Sid$/, { Statements: [STATEMENTS[0], STATEMENTS[0]] });
  });

  test('a statement that KMS refuses', async () => {
    await set();
    await expectRefusal(/^policy of key \S+ was rejected; fix what KMS names, then deploy again \(KMS says MalformedPolicyDocumentException: .*\)$/, {
      Statements: [{ Effect: 'Allow', Principal: '*', Resource: '*' }],
    });
  });
});

describe('a failure after the write', () => {
  // The fault passes the GetKeyPolicy before the write, and affects the one that reads back.
  const readBackFails = (times: number) => scene.kms.fail({ operation: 'GetKeyPolicy', error: 'ValidationException', message: 'broken', skip: 1, times });

  test('is rolled back by a creation itself', async () => {
    await set();
    readBackFails(1);
    const { created, rolledBack } = await scene.resource().create(scene.properties());
    expectSentence(created, scene.key, /^policy of key \S+ was rejected; .*\(KMS says ValidationException: broken\)$/);
    expect(scene.kms.calls.filter(({ operation }) => operation === 'PutKeyPolicy')).toHaveLength(2);
    expect(scene.policy()).toEqual(asRead(FORMER));
    expect(rolledBack).toEqual(success);
  });

  test('is rolled back by an update itself', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    const before = scene.policy();
    readBackFails(1);
    const { updated, rolledBack } = await resource.update(scene.properties({ Statements: STATEMENTS.slice(0, 1) }));
    expect(updated).toMatchObject({ Status: 'FAILED', PhysicalResourceId: resource.physicalId });
    expect(rolledBack).toEqual(success);
    expect(scene.policy()).toEqual(before);
    expect(scene.calls().slice(-3)).toEqual(['DescribeKey', 'GetKeyPolicy', 'GetKeyPolicy']);
  });

  test('that cannot be rolled back says what may be left, and the deletion that follows removes it', async () => {
    await set();
    readBackFails(2);
    const { created, rolledBack } = await scene.resource().create(scene.properties());
    expectSentence(created, scene.key, / \(statements with a Sid that begins with "KeyPolicyStatements-[0-9a-f]{16}-" may remain in the policy\)$/);
    expect(created.PhysicalResourceId).toMatch(new RegExp(`^${scene.key}#`));
    expect(rolledBack).toEqual(success);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test('of a deletion is said, and the next deletion is done', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    readBackFails(1);
    expectSentence(await resource.delete(), scene.key, /may remain in the policy\)$/);
    expect(await resource.delete()).toEqual(success);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test('to another key that cannot be rolled back there leaves the resource with the old key', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    scene.kms.fail({ operation: 'GetKeyPolicy', error: 'ValidationException', skip: 1, times: 2, key: scene.otherKey });
    const { updated } = await resource.update(scene.properties({ Key: scene.otherKey }));
    expect(updated).toMatchObject({ Status: 'FAILED', PhysicalResourceId: resource.physicalId });
    expectSentence(updated, scene.otherKey, /may remain in the policy\)$/);
  });

  test('to another key is rolled back there, and the old key stays as it is', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    const former = { id: resource.physicalId, policy: scene.policy() };
    scene.kms.fail({ operation: 'GetKeyPolicy', error: 'ValidationException', skip: 1, key: scene.otherKey });
    const { updated, rolledBack } = await resource.update(scene.properties({ Key: scene.otherKey }));
    expect(updated).toMatchObject({ Status: 'FAILED', PhysicalResourceId: former.id });
    expect(rolledBack).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: former.id });
    expect(scene.policy()).toEqual(former.policy);
    expect(scene.policy(scene.otherKey)).toEqual(asRead(FORMER));
  });
});

describe('another writer', () => {
  const theirs = { Sid: 'Theirs', Effect: 'Allow', Principal: { AWS: VAULT_ROLE }, Action: 'kms:Encrypt', Resource: '*' };
  const overwritten = (policy: any) => ({ ...policy, Statement: [...asRead(FORMER).Statement, theirs] });

  test('who overwrites the statements is noticed, and both have theirs in the end', async () => {
    await set();
    const off = scene.kms.on('PutKeyPolicy', 'after', () => {
      off();
      scene.kms.putPolicyByHand(scene.key, overwritten(scene.policy()));
    });
    expect((await scene.resource().create(scene.properties())).created).toEqual(success);
    expect(withoutHash(scene.statements().own)).toEqual(STATEMENTS);
    expect(scene.statements().foreign).toContainEqual(theirs);
  });

  test('who brings back what was removed is noticed too', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(scene.properties());
    const policy = scene.policy();
    const off = scene.kms.on('PutKeyPolicy', 'after', () => {
      off();
      scene.kms.putPolicyByHand(scene.key, policy);
    });
    expect(await resource.delete()).toEqual(success);
    expect(scene.policy()).toEqual(asRead(FORMER));
  });

  test('who does so for ever is said, and nothing is left', async () => {
    await set();
    scene.kms.on('PutKeyPolicy', 'after', () => scene.kms.putPolicyByHand(scene.key, FORMER));
    await expectRefusal(/^statements written to the policy of key \S+ did not stay, as something else writes it at the same time; deploy again when nothing else writes it$/, {}, TWO_MINUTES);
  });

  test('is not hidden by reads that are late', async () => {
    // Two seconds of the function's clock.
    await set({ staleness: () => 2_000 / 60 });
    const [mine, other] = [scene.resource(), scene.resource({ LogicalResourceId: 'Other' })];
    const outcomes = await Promise.all([mine, other].map((resource) => resource.create(scene.properties())));
    expect(outcomes.map(({ created }) => created)).toEqual([success, success]);
    expect(scene.statements().own).toHaveLength(4);
  });
});

describe('a key that is missing', () => {
  const alias = `arn:aws:kms:eu-west-1:${PROTECTED}:alias/protected`;
  const skipping = (overrides = {}) => ({ ...scene.properties(), Key: alias, MissingKey: 'SKIP', ...overrides });

  test('is skipped if the request says so, and nothing is to be removed later', async () => {
    await set();
    scene.kms.deleteKey(scene.key);
    const resource = scene.resource();
    const { created } = await resource.create(skipping());
    expect(created).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: expect.stringMatching(/^nothing-written#/) });
    scene.calls();
    expect(await resource.delete()).toEqual(success);
    expect(scene.calls()).toEqual([]);
  });

  test('that is there later gets the statements at the next change', async () => {
    await set();
    const resource = scene.resource();
    scene.kms.deleteKey(scene.key);
    await resource.create(skipping());
    const later = scene.kms.createKey({ account: PROTECTED, region: 'eu-west-1', aliases: ['alias/protected'] });
    const { updated } = await resource.update(skipping({ Statements: STATEMENTS.slice(0, 1) }));
    expect(updated.PhysicalResourceId).toMatch(new RegExp(`^${later}#`));
    expect(scene.statements(later).own).toHaveLength(1);
  });

  test('and is deleted later removes nothing, and delays nothing', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(skipping());
    scene.kms.deleteKey(scene.key);
    const { updated, cleanedUp } = await resource.update(skipping({ Statements: STATEMENTS.slice(0, 1) }));
    expect([updated, cleanedUp]).toEqual([success, success]);
  });

  test('when an update to another key is canceled leaves nothing in that key', async () => {
    await set();
    const resource = scene.resource();
    await resource.create(skipping({ Key: alias.replace('protected', 'missing') }));
    const { rolledBack } = await resource.updateAndCancel(skipping({ Key: scene.key }));
    expect(rolledBack).toMatchObject({ Status: 'SUCCESS', PhysicalResourceId: resource.physicalId });
    expect(scene.statements().own).toEqual([]);
  });

  test('and replaces another missing key changes neither', async () => {
    await set();
    const resource = scene.resource();
    scene.kms.deleteKey(scene.key);
    await resource.create(skipping());
    scene.kms.calls.splice(0);
    const { updated } = await resource.update(skipping({ Key: scene.key }));
    expect(updated.PhysicalResourceId).toBe(resource.physicalId);
    expect(scene.kms.calls.map(({ operation }) => operation)).not.toContain('PutKeyPolicy');
  });

  test('is no excuse for a key of which something else is wrong', async () => {
    await set();
    scene.kms.setState(scene.key, 'PendingDeletion');
    const { created } = await scene.resource().create(skipping());
    expect(created).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/is pending deletion/) });
  });
});
