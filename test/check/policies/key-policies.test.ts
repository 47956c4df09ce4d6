import * as fc from 'fast-check';
import { deadPrincipals, withoutDeadPrincipals, withPrincipal } from '../../../src/check/policies/dead-principals';
import { differences } from '../../../src/check/policies/differences';
import { driftOf } from '../../../src/check/policies/drift-of';
import { isLiteral } from '../../../src/check/policies/literal';
import { meaning } from '../../../src/check/policies/meaning';
import { withStatements } from '../../../src/check/policies/with-statements';
import { asKmsReturnsIt, replicaPolicy } from '../fixtures/healthy';

const DEAD = 'AROAEXAMPLEDELETED1';
const ROLE = 'arn:aws:iam::111111111111:role/BackupIAMRole';
const policyOf = (...statements: any[]): any => ({ Version: '2012-10-17', Statement: statements });
const allow = (Sid: string, AWS: any, Action: any = 'kms:Decrypt'): any => ({ Sid, Effect: 'Allow', Principal: { AWS }, Action, Resource: '*' });

describe('two statements mean the same', () => {
  const base = { ...allow('A', [ROLE, 'arn:aws:iam::222222222222:root'], ['kms:Decrypt', 'kms:Encrypt']), Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
  test.each([
    ['in another order', { ...base, Action: ['kms:Encrypt', 'kms:Decrypt'], Principal: { AWS: ['arn:aws:iam::222222222222:root', ROLE] } }],
    ['with an account by its id', { ...base, Principal: { AWS: [ROLE, '222222222222'] } }],
    ['with actions in another case', { ...base, Action: ['KMS:decrypt', 'kms:Encrypt'] }],
    ['with what is listed twice', { ...base, Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:Decrypt'] }],
    ['with another Sid', { ...base, Sid: 'B' }],
    ['without a Sid', { ...base, Sid: undefined }],
    ['with a boolean', { ...base, Condition: { Bool: { 'aws:SecureTransport': true } } }],
    ['with a condition key in another case', { ...base, Condition: { Bool: { 'aws:securetransport': ['true'] } } }],
    ['with a list of one', { ...base, Resource: ['*'] }],
  ])('%s', (_, other: any) => {
    expect(meaning(other)).toBe(meaning(base));
  });

  test('whether anyone has a kind or not', () => {
    expect(meaning({ ...base, Principal: '*' })).toBe(meaning({ ...base, Principal: { AWS: ['*'] } }));
  });

  test.each([
    ['another effect', { ...base, Effect: 'Deny' }],
    ['another principal', { ...base, Principal: { AWS: [`${ROLE}s`, '222222222222'] } }],
    ['principals that it is not for', { ...base, Principal: undefined, NotPrincipal: base.Principal }],
    ['one action less', { ...base, Action: 'kms:Decrypt' }],
    ['actions that it is not about', { ...base, Action: undefined, NotAction: base.Action }],
    ['another operator', { ...base, Condition: { BoolIfExists: { 'aws:SecureTransport': 'true' } } }],
    ['another value', { ...base, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    ['no condition', { ...base, Condition: undefined }],
    ['another resource', { ...base, Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1' }],
  ])('but not with %s', (_, other: any) => {
    expect(meaning(other)).not.toBe(meaning(base));
  });
});

test('what KMS makes of a policy is no difference', () => {
  const policy = replicaPolicy();
  fc.assert(fc.property(fc.shuffledSubarray(policy.Statement as any[], { minLength: 4 }), (Statement) => {
    expect(differences(asKmsReturnsIt({ ...policy, Statement }), policy)).toEqual({ missing: [], added: [] });
  }), { seed: 15 });
});

test('a single statement without a list is a list of one', () => {
  const statement = allow('A', ROLE);
  expect(differences({ Statement: statement } as any, policyOf(statement))).toEqual({ missing: [], added: [] });
});

test('what is known at deployment only may be any statement, so none is added for sure', () => {
  const known = allow('A', ROLE);
  const open = allow('B', { 'Fn::GetAtt': ['Role', 'Arn'] });
  expect(differences(policyOf(allow('B', ROLE, 'kms:Sign')), policyOf(known, open))).toEqual({ missing: [known], added: [] });
  expect([isLiteral(open), isLiteral(known), isLiteral({ Ref: 'Role' }), isLiteral({ Reference: 'Role' })]).toEqual([false, true, false, true]);
});

test('a changed statement, a missing one and an added one are told apart, and what names a deleted role is none of them', () => {
  const [same, changed, missing, dead] = ['Same', 'Changed', 'Missing', 'Dead'].map((sid, index) => allow(sid, `arn:aws:iam::111111111111:role/R${index}`));
  const [sign, added, listed, extra] = [{ ...changed, Action: 'kms:Sign' }, allow('Added', ROLE), allow('Dead', DEAD), allow('Extra', ROLE, 'kms:Verify')];
  expect(driftOf(policyOf(same, sign, added, listed), policyOf(same, changed, missing, dead), [extra])).toEqual({
    changed: [sign], missing: [missing], added: [added],
  });
});

test('only unique ids of roles and users count as deleted', () => {
  const policy = policyOf(allow('A', [DEAD, ROLE, 'AIDAEXAMPLEDELETED1', '111111111111', '*']), { ...allow('B', DEAD), NotPrincipal: { AWS: 'AROAEXAMPLEDELETED2' } });
  expect(deadPrincipals(policy)).toEqual([DEAD, 'AIDAEXAMPLEDELETED1', 'AROAEXAMPLEDELETED2']);
  expect(deadPrincipals(policyOf({ ...allow('A', ROLE), Principal: '*' }, { ...allow('B', ROLE), Principal: { Service: 'AROAEXAMPLEDELETED1' } }))).toEqual([]);
});

test('a role takes the place of its id, and of no other', () => {
  const policy = policyOf(allow('A', [DEAD, 'AROAEXAMPLEDELETED2']), allow('B', DEAD), allow('C', ROLE));
  expect(withPrincipal(policy, DEAD, ROLE)).toEqual(policyOf(allow('A', [ROLE, 'AROAEXAMPLEDELETED2']), allow('B', ROLE), allow('C', ROLE)));
});

test('ids of deleted roles go, and with them the statements that are for nobody else', () => {
  const service = { ...allow('D', DEAD), Principal: { AWS: DEAD, Service: 'ec2.amazonaws.com' } };
  const policy = policyOf(allow('A', [DEAD, ROLE]), allow('B', [DEAD, 'AIDAEXAMPLEDELETED1']), allow('C', ROLE), service);
  expect(withoutDeadPrincipals(policy)).toEqual(policyOf(allow('A', ROLE), allow('C', ROLE), { ...service, Principal: { Service: 'ec2.amazonaws.com' } }));
});

test('a statement that is for all but a deleted role is not touched, so such a policy cannot be written', () => {
  const policy = policyOf({ Effect: 'Deny', NotPrincipal: { AWS: [DEAD, ROLE] }, Action: 'kms:*', Resource: '*' });
  expect(withoutDeadPrincipals(policy)).toBeUndefined();
  expect(withStatements(policy, [])).toBeUndefined();
});

test('further statements go to the end, and without a Sid that another one has', () => {
  const { Sid: _, ...unnamed } = allow('A', ROLE, 'kms:Sign');
  expect(withStatements(policyOf(allow('A', ROLE), allow('Gone', DEAD)), [allow('A', ROLE, 'kms:Sign'), allow('Gone', ROLE)]))
    .toEqual(policyOf(allow('A', ROLE), unnamed, allow('Gone', ROLE)));
});
