import { Aws, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TextSynthesizer } from './text-synthesizer';
import { MAX_TEMPLATE_BYTES } from '../synthesis/template-size';

interface StackTemplateOptions {
  readonly description: string;
  /** What to do when the template is too large. */
  readonly remedy: string;
}

/**
 * A stack of which only the template is wanted, as text in the template of another stack. It is part of the construct tree, so
 * that tags and aspects reach it, and is not deployed by itself.
 */
export class StackTemplate extends Stack {
  /** The template, on one line. Known once the app is synthesized. */
  public readonly body: string;

  /**
   * @param scope a construct of the stack that carries the template, which is synthesized after it.
   */
  constructor(scope: Construct, id: string, { description, remedy }: StackTemplateOptions) {
    const synthesizer = new TextSynthesizer(scope);
    super(scope, id, {
      synthesizer,
      description,
      // No stack has this name. The name that the CDK creates from the path can exceed the limit.
      stackName: id,
      analyticsReporting: false,
      // One template for all accounts and Regions, whatever the App or the Stage around it is deployed to.
      env: { account: Aws.ACCOUNT_ID, region: Aws.REGION },
    });
    // It is read before synthesis too, when the CDK searches for references, and must not be cached then.
    this.body = Lazy.uncachedString({ produce: () => this.checked(synthesizer.text, remedy) });
  }

  private checked(text: string, remedy: string): string {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_TEMPLATE_BYTES) {
      throw new Error(`template of "${this.node.scope!.node.path}" has ${bytes} bytes, but the limit without a bucket is ${MAX_TEMPLATE_BYTES}; ${remedy}`);
    }
    return text;
  }
}
