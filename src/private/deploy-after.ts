import { Annotations, Stage, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Has the keys deployed after the resources, in whatever stack these are. A warning goes to the first of the keys: the construct that
 * makes them may be above all stacks, where the CDK shows none.
 *
 * Only the resources themselves count, not the constructs around them: the policies of a role may name the key, and the
 * key would then wait for what waits for the key.
 */
export function deployAfter(resources: CfnResource[], maker: IConstruct, keys: IConstruct[]): void {
  for (const resource of resources) {
    if (Stage.of(resource) === Stage.of(maker)) {
      for (const key of keys) { key.node.addDependency(resource); }
    } else {
      // The CDK has no dependency across stages. Deploying one after another is for the pipeline to do.
      Annotations.of(keys[0]).addWarningV2(
        'cdk-vault-replica-keys:principalInOtherStage',
        `"${resource.node.scope!.node.path}" is in another Stage, and KMS refuses a key policy that names it before it exists: deploy its Stage first`,
      );
    }
  }
}
