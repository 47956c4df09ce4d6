import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Lazy, Stack, StackSynthesizer, type DockerImageAssetLocation, type FileAssetLocation, type ISynthesisSession } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The most bytes that CloudFormation takes as a template that stands in a request, without a bucket. */
const MAX_TEMPLATE_BYTES = 51_200;

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
  /** The template, on one line. Known once the app is synthesised. */
  public readonly body: string;

  /**
   * @param scope a construct of the stack that carries the template, which is synthesised after it.
   */
  constructor(scope: Construct, id: string, { description, remedy }: StackTemplateOptions) {
    const synthesizer = new TextSynthesizer();
    super(scope, id, { synthesizer, description, analyticsReporting: false });
    // Asked for before synthesis too, when references are looked for: not to be kept from then.
    this.body = Lazy.uncachedString({ produce: () => this.checked(synthesizer.text, remedy) });
  }

  private checked(text: string, remedy: string): string {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_TEMPLATE_BYTES) {
      throw new Error(`template of "${this.node.scope!.node.path}" has ${bytes} bytes, but CloudFormation takes at most ${MAX_TEMPLATE_BYTES} without a bucket: ${remedy}`);
    }
    return text;
  }
}

class TextSynthesizer extends StackSynthesizer {
  public text = '{}';

  public addFileAsset(): FileAssetLocation {
    throw new Error('the template of a StackSet carries no assets, which would need a bucket in every region');
  }

  public addDockerImageAsset(): DockerImageAssetLocation {
    throw new Error('the template of a StackSet carries no assets, which would need a repository in every region');
  }

  public synthesize(session: ISynthesisSession): void {
    const { fileName } = this.synthesizeTemplate(session);
    this.text = JSON.stringify(JSON.parse(readFileSync(join(session.outdir, fileName!)).toString()));
  }
}
