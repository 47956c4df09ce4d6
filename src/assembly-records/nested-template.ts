import type { Stack } from 'aws-cdk-lib';

/** The file in the cloud assembly with the template of a nested stack, which is not a separate artifact. */
export function nestedTemplateOf(stack: Stack): string | undefined {
  return stack.nestedStackParent && stack.templateFile;
}
