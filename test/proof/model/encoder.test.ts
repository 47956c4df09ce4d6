import { isAllowedBy, type Key, type Policy, type Statement } from './decision';
import { WELL_FORMED } from './request';
import { Script } from '../solver/script';
import { Solver } from '../solver/solver';
import { and, not, type Term } from '../solver/term';
import { requestOf } from '../witness/request';
import { sentenceOf } from '../witness/sentence';

const solver = new Solver();
afterAll(() => solver.end());

const KEY: Key = { partition: 'aws', account: '111122223333', arn: 'arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' };

function policy(...statements: Array<Partial<Statement>>): Policy {
  const all = statements.map((one): Statement => ({
    Effect: 'Allow', Resource: '*', ...one.NotAction ? {} : { Action: 'kms:*' }, ...one.NotPrincipal ? {} : { Principal: '*' }, ...one,
  }));
  return { Version: '2012-10-17', Statement: all };
}

async function example(term: Term): Promise<string | undefined> {
  const script = new Script(WELL_FORMED, new Map([['question', term]]));
  await solver.load(script.text);
  return await solver.isSatisfiable('question') ? sentenceOf(requestOf(script.assignment(await solver.values(script.constants)))) : undefined;
}

/** What both say of every request. */
const differ = (one: Policy, other: Policy) => {
  const [first, second] = [isAllowedBy(one, KEY), isAllowedBy(other, KEY)];
  return example(and(first, not(second))).then((found) => found ?? example(and(second, not(first))));
};

const ROOT = { AWS: 'arn:aws:iam::111122223333:root' };
const ROLE = { AWS: 'arn:aws:iam::111122223333:role/path/Copier' };

describe('two policies that AWS documents as the same decide every request alike', () => {
  const SAME: Array<[string, Policy, Policy]> = [
    ['an account by its id and by the ARN of its root', policy({ Principal: ROOT }), policy({ Principal: { AWS: '111122223333' } })],
    ['anyone in two ways', policy({}), policy({ Principal: { AWS: '*' } })],
    ['ArnEquals and ArnLike', ...['ArnEquals', 'ArnLike'].map((operator) => policy({
      Condition: { [operator]: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*er' } },
    })) as [Policy, Policy]],
    ['names of actions in capitals and in small letters', policy({ Principal: ROOT, Action: 'kms:decrypt' }), policy({ Principal: ROOT, Action: 'KMS:Decrypt' })],
    ['two statements and one with both', policy({ Action: 'kms:Decrypt' }, { Action: 'kms:Encrypt' }), policy({ Action: ['kms:Encrypt', 'kms:Decrypt'] })],
    ['a key and its names in any case', policy({ Condition: { Bool: { 'KMS:grantisforawsresource': 'TRUE' } } }), policy({ Condition: { Bool: { 'kms:GrantIsForAWSResource': true } } })],
    ['a Deny of all and no statement', policy({}, { Effect: 'Deny' }), policy({ Effect: 'Deny' })],
    ['a principal of another partition and nobody', policy({ Principal: { AWS: 'arn:aws-cn:iam::111122223333:root' } }), policy({ Effect: 'Deny' })],
    ['the unique id of somebody who was deleted and nobody', policy({ Principal: { AWS: 'AROAEXAMPLEEXAMPLEEX' } }), policy({ Effect: 'Deny' })],
    ['ForAnyValue on a key that is missing and no statement for callers of no organization', policy({
      Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': '*' }, 'Null': { 'aws:PrincipalOrgID': 'true' } },
    }), policy({ Effect: 'Deny' })],
  ];

  test.each(SAME)('%s', async (_name, one, other) => {
    expect(await differ(one, other)).toBeUndefined();
  });
});

describe('a request shows the difference of two policies that AWS documents as different', () => {
  const DIFFERENT: Array<[string, RegExp, Policy, Policy]> = [
    ['NotAction leaves out what it names', /calls kms:/, policy({ NotAction: 'kms:Decrypt' }), policy({ Action: 'kms:Decrypt' })],
    ['a role and the account that it is of', /account 111122223333/, policy({ Principal: ROLE }), policy({ Principal: ROOT })],
    ['ForAllValues holds where the key is missing', /calls/, policy({ Condition: { 'ForAllValues:StringEquals': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/' } } }), policy({
      Condition: { 'ForAnyValue:StringEquals': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/' } },
    })],
    ['the capitals of a role name', /Copier/, policy({ Principal: ROLE }), policy({ Principal: { AWS: ROLE.AWS.replace('Copier', 'copier') } })],
    ['a Deny with NotPrincipal is for a role whose account is not listed', /role\/path\/Copier/, policy({ Principal: ROLE }), policy({ Principal: ROLE }, { Effect: 'Deny', NotPrincipal: ROLE })],
  ];

  test.each(DIFFERENT)('%s', async (_name, by, one, other) => {
    expect(await differ(one, other)).toMatch(by);
  });
});

describe('what the encoder does not know is an error', () => {
  const UNKNOWN: Array<[string, Partial<Statement>]> = [
    ['an operator', { Condition: { NumericLessThan: { 'kms:TrailingDaysWithoutKeyUsage': '90' } } }],
    ['a condition key', { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } }],
    ['an operator for a key of another type', { Condition: { StringLike: { 'aws:PrincipalArn': 'arn:*' } } }],
    ['a policy variable', { Condition: { StringEquals: { 'kms:CallerAccount': '${aws:ResourceAccount}' } } }],
    ['a set operator for a key with one value', { Condition: { 'ForAnyValue:StringEquals': { 'kms:CallerAccount': '111122223333' } } }],
    ['a principal', { Principal: { Federated: 'cognito-identity.amazonaws.com' } }],
    ['a principal with a wildcard', { Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }],
    ['an element', { NotResource: '*' } as Partial<Statement>],
    ['an effect', { Effect: 'allow' }],
    ['NotPrincipal in an Allow', { NotPrincipal: ROLE }],
    ['a wildcard of ArnLike instead of colons', { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam:*' } } }],
    ['a character', { Condition: { StringEquals: { 'kms:ViaService': 'ec2.é' } } }],
  ];

  test.each(UNKNOWN)('%s', (_name, statement) => {
    expect(() => isAllowedBy(policy(statement), KEY)).toThrow();
  });

  test('a version', () => {
    expect(() => isAllowedBy({ ...policy({}), Version: '2008-10-17' }, KEY)).toThrow();
  });
});

test('a script that Z3 cannot read is an error, and not an answer', async () => {
  await expect(solver.load('(assert (= a b))')).rejects.toThrow('Z3 does not understand');
  await expect(solver.isSatisfiable('nothing')).rejects.toThrow('Z3 does not understand');
});
