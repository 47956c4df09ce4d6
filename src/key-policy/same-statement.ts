import type { Stack } from 'aws-cdk-lib';

/** Whether two statements, as plain JSON, are the same in the templates of the stack. Their tokens may differ though what these stand for does not. */
export function isSameStatement(one: any, other: any, stack: Stack): boolean {
  const text = (statement: any) => JSON.stringify(stack.resolve(statement));
  return text(one) === text(other);
}
