import { Annotations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { dummyIn } from '../arns/deploy-time/dummy-value';

/**
 * Makes the CDK CLI refuse to deploy the stack of the construct while the stack contains a dummy value.
 *
 * @param values all values from options in the template, read at synthesis.
 */
export function refuseDummies(construct: IConstruct, values: () => unknown): void {
  construct.node.addValidation({
    validate: () => {
      const dummy = dummyIn(JSON.stringify(values()));
      if (dummy !== undefined) {
        // No validation error: that would stop the run that finds out what to look up.
        Annotations.of(construct).addError(`"${dummy}" is not looked up yet and cannot be deployed; run the CDK CLI with credentials for the account and without --no-lookups`);
      }
      return [];
    },
  });
}
