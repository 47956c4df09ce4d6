import { Annotations, CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The feature flag of `cdk init` apps with which the CDK rejects at synthesis what CloudFormation would reject. */
const VALIDATE = '@aws-cdk/core:validateAgainstDefaultRules';

/**
 * Warns at synthesis if the Stack around the construct contains nothing else, and so would be deployed empty: the resources of the
 * construct are in separate stacks. It is an error if the CDK rejects a stack without resources.
 */
export function warnOfEmptyStack(owner: Construct): void {
  const stack = owner.node.scopes.reverse().find((construct) => Stack.isStack(construct));
  if (!stack) { return; }
  owner.node.addValidation({
    validate: () => {
      const inTree = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
      const resources = inTree.filter((resource) => Stack.of(resource) === stack);
      if (resources.some(({ cfnResourceType }) => cfnResourceType !== 'AWS::CDK::Metadata')) { return []; }
      const sentence = `stack "${stack.node.path}" around "${owner.node.path}" has no resources of its own, because each Region has a separate stack; put "${owner.node.id}" in the App or a Stage, and remove stack "${stack.node.path}"`;
      if (resources.length === 0 && owner.node.tryGetContext(VALIDATE)) { return [sentence]; }
      Annotations.of(owner).addWarningV2('cdk-vault-replica-keys:emptyStack', sentence);
      return [];
    },
  });
}
