import { Annotations, CfnResource, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The switch of `cdk init` apps by which the CDK refuses at synthesis what CloudFormation would refuse. */
const VALIDATE = '@aws-cdk/core:validateAgainstDefaultRules';

/**
 * Warns at synthesis when the Stack around the construct holds nothing else, and so would be deployed empty: the resources of the
 * construct are in stacks of their own. It is an error where the CDK refuses a stack without resources.
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
