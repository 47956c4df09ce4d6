import type * as iam from 'aws-cdk-lib/aws-iam';
import { toLiteral, type Literal } from '../../arns/deploy-time/literal';
import { assertInstance } from '../../arns/options/option-type';
import type { KeyOwner } from '../../arns/principal-arn';
import type { StatementJson } from '../key-policy-json';
import { assertKeyStatement, nameOfStatement } from '../rules/key-policy-rules';

/**
 * A statement of the caller as plain JSON. The caller cannot change it afterward.
 *
 * @throws when it is not valid in a key policy, or contains a value that is known only during deployment.
 */
export function parseStatement(statement: iam.PolicyStatement, owner: KeyOwner, takenSids: readonly string[]): Literal<StatementJson> {
  assertPolicyStatement(statement);
  const json: StatementJson = statement.toStatementJson();
  const literal = toLiteral(json, nameOfStatement(json));
  assertKeyStatement(literal.value, owner, takenSids);
  statement.freeze();
  return literal;
}

/** @throws when the value is not a statement of the CDK's, but its JSON, for example. */
export function assertPolicyStatement(value: unknown): void {
  assertInstance(value, 'statement', 'toStatementJson', 'a PolicyStatement', () => 'iam.PolicyStatement.fromJson(json)');
}
