import * as fc from 'fast-check';
import { statement as anyStatement, statements as anyStatements } from './arbitraries';
import { ownedStatements, ownerOf } from '../../src/key-policy-statements/handler/policy/owner';
import type { Statement } from '../../src/key-policy-statements/handler/policy/policy';
import { KEY_ARN, VAULT_ROLE } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';

export const ALIAS = 'alias/protected';
export const ALIAS_ARN = KEY_ARN.replace(/key\/.*/, ALIAS);
export const RESOURCE = {
  StackId: `arn:aws:cloudformation:eu-west-1:${PROTECTED}:stack/Protected/0a1b2c3d-1111-2222-3333-444455556666`,
  LogicalResourceId: 'KeyPolicyStatements',
};
export const OWNER = ownerOf(RESOURCE);
export const NOTHING_WRITTEN = `nothing-written#${OWNER}`;

/** An event that is in order, for a key that is. */
export interface Base {
  readonly request: 'Create' | 'Update' | 'Delete';
  /** Whose making the physical id is, where the request has one. */
  readonly id: 'own' | 'nothing written' | 'CloudFormation\'s';
  readonly by: 'key' | 'alias';
  readonly MissingKey?: 'SKIP' | 'FAIL';
  readonly foreign: Statement[];
  /** Which statements of the resource's are in the policy already. */
  readonly present: 'none' | 'desired' | 'others';
  readonly desired: Statement[];
}

/** A copy, in which nothing but JSON is left. */
export function asJson<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** What denies unconditionally could deny the function itself. */
const harmless = (statement: Statement): Statement =>
  statement.Condition ? statement : { ...statement, Effect: 'Allow' };

export const base: fc.Arbitrary<Base> = fc.record({
  request: fc.constantFrom('Create', 'Update', 'Delete'),
  id: fc.constantFrom('own', 'own', 'nothing written', 'CloudFormation\'s'),
  by: fc.constantFrom('key', 'alias'),
  MissingKey: fc.constantFrom(undefined, undefined, 'SKIP', 'FAIL'),
  foreign: fc.array(anyStatement.map(({ Sid, ...rest }) => harmless(rest)), { maxLength: 3 }),
  present: fc.constantFrom('none', 'desired', 'others'),
  // A number for a Sid could be what a statement without one gets.
  desired: anyStatements.map((list) => list.map(harmless)).filter((list) => !list.some(({ Sid }) => /^\d+$/.test(Sid ?? ''))),
});

export function eventOf({ request, id, by, MissingKey, desired }: Base): any {
  const ids = {
    'own': `${KEY_ARN}#${OWNER}`,
    'nothing written': NOTHING_WRITTEN,
    'CloudFormation\'s': 'Protected-KeyPolicyStatements-1ABCDEFGHIJK',
  };
  return asJson({
    RequestType: request,
    RequestId: 'c0ffee00-1111-2222-3333-444455556666',
    ...RESOURCE,
    ResourceType: 'Custom::KeyPolicyStatements',
    ResponseURL: 'https://cloudformation.example/answer?signature=secret',
    ...request !== 'Create' && { PhysicalResourceId: ids[id] },
    ...request === 'Update' && { OldResourceProperties: { Key: KEY_ARN } },
    ResourceProperties: {
      ServiceToken: `arn:aws:lambda:eu-west-1:${PROTECTED}:function:Handler`,
      Key: by === 'key' ? KEY_ARN : ALIAS_ARN,
      Statements: desired,
      ...MissingKey && { MissingKey },
    },
  });
}

/** The statements of others: the first grants the account access, so the function has it, too. */
export function foreignOf({ foreign }: Base): Statement[] {
  return [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${PROTECTED}:root` }, Action: 'kms:*', Resource: '*' }, ...foreign];
}

export function policyOf(given: Base): any {
  const before = { Sid: 'as it was', Effect: 'Allow', Principal: { AWS: VAULT_ROLE }, Action: 'kms:Decrypt', Resource: '*' };
  const own = { none: [], desired: given.desired, others: [before] }[given.present];
  return asJson({ Version: '2012-10-17', Id: 'by-hand', Statement: [...foreignOf(given), ...ownedStatements(OWNER, own)] });
}
