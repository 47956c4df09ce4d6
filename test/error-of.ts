import type { App } from 'aws-cdk-lib';

/** The sentence that the action is refused with. */
export function errorOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

/** The one sentence that synthesis fails with, the CDK's frame taken off. */
export function synthesisErrorOf(app: App): string {
  return errorOf(() => app.synth()).replace(/^Validation failed with the following errors:\n\s*\[.*?\] /, '');
}
