import type { Stack } from 'aws-cdk-lib';
import type { StatementJson } from '../key-policy-json';

/** Whether two statements, as plain JSON, are the same in the templates of the stack. Their tokens can differ even if their values do not. */
export function isSameStatement(one: StatementJson, other: StatementJson, stack: Stack): boolean {
  const text = (statement: StatementJson) => JSON.stringify(stack.resolve(statement));
  return text(one) === text(other);
}
