import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

// Of StringParameter.valueFromLookup, and of Role.fromLookup. That of Key.fromLookup looks like any key.
const DUMMY = /dummy-value-for-[\w./-]*|[^"]*:123456789012:role\/DUMMY_ARN/;
const PREFIX = 'dummy-value-for-';

/**
 * Whether the text holds what the CDK returns for a value that it has not looked up yet.
 *
 * The CDK CLI looks up what is missing once the app has synthesized, and then runs the app again. So a dummy value is never judged: an
 * error would stop the first run, and nothing would be looked up.
 */
export function isDummy(text: unknown): boolean {
  return typeof text === 'string' && DUMMY.test(text);
}

/** The text, or for a dummy value one of lower-case letters, digits and hyphens, which the CDK allows in every name. */
export function nameOf(text: string): string {
  return isDummy(text) ? PREFIX + text.replace(PREFIX, '').toLowerCase().replace(/[^a-z0-9]/g, '-').slice(-40) : text;
}

/**
 * Has the CDK CLI refuse to deploy the stack of the construct while what it holds is a dummy value, as one that nobody looks up is.
 *
 * @param held everything in the template that options say, asked for at synthesis.
 */
export function refuseDummies(construct: IConstruct, held: () => unknown): void {
  construct.node.addValidation({
    validate: () => {
      const [dummy] = DUMMY.exec(JSON.stringify(held())) ?? [];
      if (dummy !== undefined) {
        // No validation error: that would stop the run that finds out what to look up.
        Annotations.of(construct).addError(`"${dummy}" is not looked up yet, and cannot be deployed: let the CDK CLI look it up, with credentials for the account and without --no-lookups`);
      }
      return [];
    },
  });
}
