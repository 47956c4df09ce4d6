import * as fc from 'fast-check';
import type { KeyPolicy, Statement } from '../../src/key-policy-statements/handler/policy/policy';

const account = fc.stringMatching(/^\d{12}$/);
const roleArn = fc.tuple(account, fc.stringMatching(/^[\w+=,.@-]{1,20}$/)).map(([id, name]) => `arn:aws:iam::${id}:role/${name}`);
const awsPrincipal = fc.oneof(roleArn, account, account.map((id) => `arn:aws:iam::${id}:root`));
const oneOrMany = <T>(item: fc.Arbitrary<T>) => fc.oneof(item, fc.uniqueArray(item, { minLength: 1, maxLength: 4 }));
const principal = fc.oneof(
  fc.constant('*'),
  fc.record({ AWS: oneOrMany(awsPrincipal) }),
  fc.record({ Service: oneOrMany(fc.constantFrom('backup.amazonaws.com', 'ec2.amazonaws.com')) }),
  fc.record({ AWS: oneOrMany(awsPrincipal), Service: fc.constant('logs.amazonaws.com') }),
);
const action = fc.constantFrom('kms:Decrypt', 'kms:Encrypt', 'kms:*', 'kms:GenerateDataKey*', 'kms:CreateGrant', 'kms:DescribeKey');
const condition = fc.dictionary(
  fc.constantFrom('StringEquals', 'StringLike', 'Bool', 'ArnLike'),
  fc.dictionary(fc.constantFrom('aws:PrincipalArn', 'kms:ViaService', 'kms:GrantIsForAWSResource'), oneOrMany(fc.oneof(fc.string(), fc.constantFrom('true', 'false'))),
    { minKeys: 1, maxKeys: 2 }),
  { minKeys: 1, maxKeys: 2 },
);

/** A statement as KMS allows it in a key policy: any effect, `Principal` or `NotPrincipal`, `Action` or `NotAction`. */
export const statement: fc.Arbitrary<Statement> = fc.tuple(
  fc.option(fc.stringMatching(/^[A-Za-z0-9 ]{1,20}$/).map((Sid) => ({ Sid })), { nil: {} }),
  fc.constantFrom({ Effect: 'Allow' }, { Effect: 'Deny' }),
  fc.oneof(principal.map((Principal) => ({ Principal })), principal.map((NotPrincipal) => ({ NotPrincipal }))),
  fc.oneof(oneOrMany(action).map((Action) => ({ Action })), oneOrMany(action).map((NotAction) => ({ NotAction }))),
  fc.constantFrom({ Resource: '*' }, { Resource: ['*'] }),
  fc.option(condition.map((Condition) => ({ Condition })), { nil: {} }),
).map((parts) => Object.assign({}, ...parts));

/** Statements with Sids of their own, where they have any. */
export const statements = fc.uniqueArray(statement, { minLength: 1, maxLength: 5, selector: ({ Sid }) => Sid ?? {} });

/** A key policy without anything of this library: one statement, or a list of them. */
export const foreignPolicy: fc.Arbitrary<KeyPolicy> = fc.tuple(
  fc.constantFrom({ Version: '2012-10-17' }, { Version: '2008-10-17' }, {}),
  fc.option(fc.string().map((Id) => ({ Id })), { nil: {} }),
  fc.oneof(statement, statements).map((Statement) => ({ Statement })),
).map((parts) => Object.assign({}, ...parts));
