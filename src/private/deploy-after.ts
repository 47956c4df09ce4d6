import { Annotations, Stage, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Has everything in the construct deployed after the resources, in whatever stack they are.
 *
 * Only the resources themselves count, not the constructs around them: the policies of a role may name the key, and the
 * key would then wait for what waits for the key.
 */
export function deployAfter(construct: IConstruct, resources: CfnResource[]): void {
  for (const resource of resources) {
    if (Stage.of(resource) === Stage.of(construct)) {
      construct.node.addDependency(resource);
    } else {
      // The CDK has no dependency across stages. Deploying one after another is for the pipeline to do.
      Annotations.of(construct).addWarningV2(
        'cdk-vault-replica-keys:principalInOtherStage',
        `"${resource.node.scope?.node.path}" is in another Stage, and KMS refuses a key policy that names it before it exists: deploy its Stage first`,
      );
    }
  }
}
