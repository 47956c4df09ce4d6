import type * as iam from 'aws-cdk-lib/aws-iam';
import { assertKeyStatement, nameOfStatement } from './key-policy-rules';
import { assertStatement } from './policy-statement';
import { toLiteral, type Literal } from '../arns/literal';
import type { KeyOwner } from '../arns/principal-arn';

/**
 * A statement of the caller's as plain JSON. The caller cannot change it afterwards.
 *
 * @throws when it may not stand in a key policy, or names what is known at deployment only.
 */
export function extraStatement(statement: iam.PolicyStatement, owner: KeyOwner, takenSids: string[]): Literal {
  assertStatement(statement);
  const json = statement.toStatementJson();
  const literal = toLiteral(json, nameOfStatement(json));
  assertKeyStatement(literal.value, owner, takenSids);
  statement.freeze();
  return literal;
}
