import { Annotations, BootstraplessSynthesizer, Stack, type CfnResource } from 'aws-cdk-lib';
import { attached } from './attached';

/**
 * The most bytes that CloudFormation accepts as a template in the request itself. A larger one must be in a bucket.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export const MAX_TEMPLATE_BYTES = 51_200;

/**
 * Warns at synthesis when the stack has no bucket and its template needs one.
 *
 * @param resource the resource that the warning is about.
 */
export function warnOfTemplateSize(resource: CfnResource): void {
  const stack = Stack.of(resource);
  // A stack has its synthesizer from the beginning.
  if (!(stack.synthesizer instanceof BootstraplessSynthesizer)) { return; }
  attached(stack, 'TemplateSize', () => stack.node.addValidation({
    validate: () => {
      // As the CDK writes it. The CLI sends YAML, which is a little shorter.
      const bytes = Buffer.byteLength(JSON.stringify(stack.resolve((stack as any)._toCloudFormation()), undefined, 1));
      if (bytes > MAX_TEMPLATE_BYTES) {
        Annotations.of(resource).addWarningV2(
          'cdk-vault-replica-keys:templateNeedsBucket',
          `template of stack "${stack.node.path}" has ${bytes} bytes, but the limit without a bucket is ${MAX_TEMPLATE_BYTES}, and the synthesizer of the stack has none; use a synthesizer with a bucket, such as DefaultStackSynthesizer, or split the stack`,
        );
      }
      return [];
    },
  }));
}
