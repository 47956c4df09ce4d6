import type { Stack } from 'aws-cdk-lib';

/** The file in the cloud assembly that holds the template of a stack, where the stack is nested and so is no artifact of its own. */
export function nestedTemplateOf(stack: Stack): string | undefined {
  return stack.nestedStackParent && stack.templateFile;
}
