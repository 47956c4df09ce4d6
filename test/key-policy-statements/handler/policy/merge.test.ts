import * as fc from 'fast-check';
import { isConverged, merge, type DesiredStatements } from '../../../../src/key-policy-statements/handler/policy/merge';
import { ownedStatements, ownerOf } from '../../../../src/key-policy-statements/handler/policy/owner';
import type { KeyPolicy, Statement } from '../../../../src/key-policy-statements/handler/policy/policy';
import { foreignPolicy, statements } from '../../../fuzz/arbitraries';

const owner = (resource: string) => ownerOf({
  StackId: 'arn:aws:cloudformation:eu-west-1:222222222222:stack/Protected/0a1b2c3d-1111-2222-3333-444455556666', LogicalResourceId: resource,
});
const MINE = owner('Mine');
const THEIRS = owner('Theirs');
const none = (whose: string): DesiredStatements => ({ owner: whose, statements: [] });
const desiredBy = (whose: string) => statements.map((list): DesiredStatements => ({ owner: whose, statements: ownedStatements(whose, list) }));
const listOf = ({ Statement }: KeyPolicy): Statement[] => Array.isArray(Statement) ? Statement : [Statement];
const foreign = (policy: KeyPolicy) => listOf(policy).filter(({ Sid }) => !Sid?.startsWith('KeyPolicyStatements-'));
const listed = (policy: KeyPolicy) => ({ ...policy, Statement: listOf(policy) });
const sorted = (policy: KeyPolicy) => listOf(policy).map((one) => JSON.stringify(one)).sort();

function deepFreeze<T>(value: T): T {
  for (const part of Object.values(value as any)) { if (part !== null && typeof part === 'object') { deepFreeze(part); } }
  return Object.freeze(value);
}

/** As KMS may give back what was put: a list of one as its item, principals in another order. */
function asKmsReturnsIt(policy: KeyPolicy): KeyPolicy {
  const rewritten = JSON.parse(JSON.stringify(policy), (name, value) => {
    if (!Array.isArray(value) || name === 'Statement') { return value; }
    return value.length === 1 ? value[0] : [...value].reverse();
  });
  return rewritten;
}

test('every other statement keeps its content and its place, whatever is desired', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), desiredBy(MINE), (policy, first, second) => {
    const twice = merge(merge(policy, first), second);
    expect(foreign(twice)).toStrictEqual(listOf(policy));
    expect({ ...twice, Statement: undefined }).toStrictEqual({ ...policy, Statement: undefined });
    expect(foreign(merge(twice, none(MINE)))).toStrictEqual(listOf(policy));
  }));
});

test('the owner has what is desired, and nothing else', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), desiredBy(MINE), (policy, first, second) => {
    const twice = merge(merge(policy, first), second);
    expect(listOf(twice).filter(({ Sid }) => Sid?.startsWith(MINE))).toStrictEqual(second.statements);
    expect(isConverged(twice, second)).toBe(true);
    expect(isConverged(twice, none(MINE))).toBe(false);
    expect(isConverged(policy, none(MINE))).toBe(true);
  }));
});

test('the input is never changed', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), (policy, desired) => {
    const before = JSON.stringify(policy);
    merge(merge(deepFreeze(policy), deepFreeze(desired)), none(MINE));
    expect(JSON.stringify(policy)).toBe(before);
  }));
});

test('twice is once', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), (policy, desired) => {
    const once = merge(policy, desired);
    expect(merge(once, desired)).toStrictEqual(once);
  }));
});

test('adding and then removing gives the former policy, a lone statement or a list', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), desiredBy(MINE), (policy, first, second) => {
    expect(merge(merge(merge(policy, first), second), none(MINE))).toStrictEqual(policy);
  }));
});

test('a change and its rollback give the former policy, wherever the statements stand', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), desiredBy(MINE), desiredBy(THEIRS), (policy, first, second, theirs) => {
    const before = merge(merge(policy, first), theirs);
    expect(merge(merge(before, second), first)).toStrictEqual(before);
  }));
});

test('owners do not touch each other, in whatever order they come and go', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), desiredBy(THEIRS), (policy, mine, theirs) => {
    const one = merge(merge(policy, mine), theirs);
    const other = merge(merge(policy, theirs), mine);
    expect(sorted(one)).toEqual(sorted(other));
    expect([isConverged(one, mine), isConverged(one, theirs)]).toEqual([true, true]);
    expect(sorted(merge(one, none(MINE)))).toEqual(sorted(merge(policy, theirs)));
    expect(listed(merge(merge(one, none(MINE)), none(THEIRS)))).toStrictEqual(listed(policy));
  }));
});

test('what others change in between survives', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), statements, (policy, desired, edited) => {
    const applied = merge(policy, desired);
    const own = listOf(applied).filter(({ Sid }) => Sid?.startsWith(MINE));
    const editedByHand = { ...applied, Statement: [...edited, ...own] };
    expect(listed(merge(editedByHand, none(MINE)))).toStrictEqual({ ...policy, Statement: edited });
  }));
});

test('what KMS writes in another way is still the same', () => {
  fc.assert(fc.property(foreignPolicy, desiredBy(MINE), (policy, desired) => {
    expect(isConverged(asKmsReturnsIt(merge(policy, desired)), desired)).toBe(true);
  }));
});

describe('drift in an owned statement is noticed', () => {
  const roles = ['arn:aws:iam::111111111111:role/BackupIAMRole', 'arn:aws:iam::111111111111:role/Other'];
  const full = {
    Effect: 'Allow',
    Principal: { AWS: roles },
    Action: ['kms:CreateGrant', 'kms:ListGrants'],
    Resource: '*',
    Condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  };
  const desired: DesiredStatements = { owner: MINE, statements: ownedStatements(MINE, [full]) };
  const live = (change: any) => ({ Statement: ownedStatements(MINE, [{ ...full, ...change }]) });

  test.each<[string, any]>([
    ['effect', { Effect: 'Deny' }],
    ['a principal less', { Principal: { AWS: roles[0] } }],
    ['a principal more', { Principal: { AWS: [...roles, '333333333333'] } }],
    ['anyone', { Principal: '*' }],
    ['the kind of principal', { Principal: { Service: roles } }],
    ['a deleted role', { Principal: { AWS: [roles[0], 'AROAIIAOMRWSPEXAMPLE'] } }],
    ['an action less', { Action: 'kms:CreateGrant' }],
    ['an action more', { Action: ['kms:CreateGrant', 'kms:ListGrants', 'kms:Decrypt'] }],
    ['the condition gone', { Condition: undefined }],
    ['the value of the condition', { Condition: { Bool: { 'kms:GrantIsForAWSResource': 'false' } } }],
    ['the operator of the condition', { Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'true' } } }],
    ['one more condition', { Condition: { ...full.Condition, StringEquals: { 'kms:CallerAccount': '1' } } }],
  ])('%s', (_what, change) => {
    expect(isConverged(live(change), desired)).toBe(false);
    expect(isConverged(merge(live(change), desired), desired)).toBe(true);
  });

  test.each<[string, any]>([
    ['nothing', {}],
    ['the order of principals', { Principal: { AWS: [...roles].reverse() } }],
    ['the order of actions', { Action: ['kms:ListGrants', 'kms:CreateGrant'] }],
    ['a resource as a list', { Resource: ['*'] }],
    ['a value that is no text', { Condition: { Bool: { 'kms:GrantIsForAWSResource': true } } }],
  ])('%s is no drift', (_what, change) => {
    expect(isConverged(live(change), desired)).toBe(true);
  });

  test('an account by its id is the account by its root, as a principal and nowhere else', () => {
    const named = (id: string, inCondition: string) => ({
      Principal: { AWS: id }, Condition: { StringEquals: { 'aws:PrincipalArn': inCondition } },
    });
    const root = 'arn:aws:iam::333333333333:root';
    const byRoot: DesiredStatements = { owner: MINE, statements: live(named(root, root)).Statement };
    expect(isConverged(live(named('333333333333', root)), byRoot)).toBe(true);
    expect(isConverged(live(named(root, '333333333333')), byRoot)).toBe(false);
  });

  test('an owned statement too many is gone', () => {
    const two = { Statement: [...live({}).Statement, ...ownedStatements(MINE, [{ ...full, Sid: 'left behind' }])] };
    expect(isConverged(two, desired)).toBe(false);
    expect(merge(two, desired)).toStrictEqual({ Statement: desired.statements });
  });
});

describe('the owner', () => {
  const [UUID, ANOTHER] = ['0a1b2c3d-1111-2222-3333-444455556666', '99999999-1111-2222-3333-444455556666'];
  const stack = (name: string, uuid = UUID, account = '222222222222', region = 'eu-west-1') =>
    `arn:aws:cloudformation:${region}:${account}:stack/${name}/${uuid}`;
  const of = (StackId: string, LogicalResourceId = 'Resource') => ownerOf({ StackId, LogicalResourceId });

  test('is the same for a stack re-created, which finds what was left behind', () => {
    expect(of(stack('Protected', ANOTHER))).toBe(of(stack('Protected')));
  });

  test('is the same in every version of the library, as its statements are known by it', () => {
    // printf arn:aws:cloudformation:eu-west-1:222222222222:stack/Protected/Resource | sha256sum
    expect(of(stack('Protected'))).toBe('KeyPolicyStatements-3f5aeeffa17e9b6e-');
  });

  test.each([
    ['resource', of(stack('Protected'), 'Other')],
    ['stack', of(stack('Other'))],
    ['account', of(stack('Protected', UUID, '333333333333'))],
    ['region', of(stack('Protected', UUID, '222222222222', 'eu-central-1'))],
  ])('is another one for another %s', (_what, other) => {
    expect(other).not.toBe(of(stack('Protected')));
  });

  test('begins every Sid, before the Sid of the caller\'s or the number of the statement', () => {
    expect(of(stack('Protected'))).toMatch(/^KeyPolicyStatements-[0-9a-f]{16}-$/);
    expect(ownedStatements('X-', [{ Effect: 'Allow', Sid: 'Mine' }, { Effect: 'Deny' }])).toEqual([{ Sid: 'X-Mine', Effect: 'Allow' }, { Sid: 'X-2', Effect: 'Deny' }]);
  });
});

test('statements that mean the same are the same, in whatever form and order of fields KMS gives them', () => {
  const desired = { owner: MINE, statements: [{ Sid: `${MINE}1`, Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }] };
  const given = { Resource: ['*'], Action: ['kms:Decrypt'], Principal: { AWS: '*' }, Effect: 'Allow', Sid: `${MINE}1`, Condition: undefined };
  const isConvergedWith = (change: object) => isConverged({ Statement: [{ ...given, ...change }] }, desired);
  expect(isConvergedWith({})).toBe(true);
  expect(isConvergedWith({ Principal: { AWS: '222222222222' } })).toBe(false);
  const rooted = (arn: string) => ({ owner: MINE, statements: [{ ...desired.statements[0], Principal: { AWS: arn } }] });
  const byId = { Statement: [{ ...given, Principal: { AWS: '222222222222' } }] };
  expect(isConverged(byId, rooted('arn:aws:iam::222222222222:root'))).toBe(true);
  for (const other of ['arn:aws:iam::222222222222:root/x', 'xarn:aws:iam::222222222222:root', 'arn:aws:iam::333333333333:root']) {
    const plain = other.replace(/arn:aws:iam::(\d{12}):root/, '$1');
    expect(isConverged({ Statement: [{ ...given, Principal: { AWS: plain } }] }, rooted(other))).toBe(other.startsWith('arn:aws:iam::333333333333'));
  }
});
