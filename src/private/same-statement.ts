import type { Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';

/** Whether two statements are the same in the templates of the stack. Their tokens may differ though what these stand for does not. */
export function isSameStatement(one: iam.PolicyStatement, other: iam.PolicyStatement, stack: Stack): boolean {
  const text = (statement: iam.PolicyStatement) => JSON.stringify(stack.resolve(statement.toStatementJson()));
  return text(one) === text(other);
}
