import type * as iam from 'aws-cdk-lib/aws-iam';
import { assertKeyStatement, nameOfStatement } from '../private/key-statement';
import { toLiteral, type Literal } from '../private/literal';

/**
 * A statement of the caller's as plain JSON, frozen.
 *
 * @throws when KMS would refuse the statement, it lets in anyone, or it names what is known at deployment only.
 */
export function extraStatement(statement: iam.PolicyStatement, takenSids: string[]): Literal {
  assertKeyStatement(statement, takenSids);
  statement.freeze();
  return toLiteral(statement.toStatementJson(), nameOfStatement(statement));
}
