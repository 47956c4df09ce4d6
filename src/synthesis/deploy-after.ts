import { Annotations, CfnResource, Stage } from 'aws-cdk-lib';
import { Dependable, type IConstruct } from 'constructs';
import { assertNoCycle } from './dependency-cycle';

/**
 * Makes a construct depend on the resources that a policy in it names, in any stack. KMS rejects a policy that names a principal that
 * does not exist. The resources are read at synthesis, so that additions until then count.
 *
 * Only the resources themselves count, not the constructs around them: the policies of a role may name the key, and the
 * key would then wait for what waits for the key.
 */
export function deployAfter(construct: IConstruct, named: () => CfnResource[]): void {
  construct.node.addDependency(lazyDependency(() => {
    const resources = named().filter((resource) => inSameStage(resource, construct));
    for (const resource of resources) { assertNoCycle(resource, construct); }
    return resources;
  }));
  const warned = new Set<CfnResource>();
  const warn = () => {
    for (const resource of named()) {
      if (warned.has(resource) || inSameStage(resource, construct)) { continue; }
      warned.add(resource);
      // The CDK has no dependency across stages. Deploying one after another is for the pipeline to do.
      Annotations.of(placeOfWarning(construct)).addWarningV2(
        'cdk-vault-replica-keys:principalInOtherStage',
        `"${resource.node.scope!.node.path}" is in another Stage, and KMS rejects a key policy that names it before it exists; deploy its Stage first`,
      );
    }
    return [];
  };
  // Now, so that the caller can acknowledge it on any scope, and again for later additions.
  warn();
  construct.node.addValidation({ validate: warn });
}

/** A dependency on constructs that are read at synthesis. */
export function lazyDependency(constructs: () => IConstruct[]): IConstruct {
  const dependable = {} as IConstruct;
  Dependable.implement(dependable, { get dependencyRoots() { return constructs(); } });
  return dependable;
}

function inSameStage(one: IConstruct, other: IConstruct): boolean {
  return Stage.of(one) === Stage.of(other);
}

/** Below the construct: some versions of the CDK do not check the place of a warning itself for acknowledgments. */
function placeOfWarning(construct: IConstruct): IConstruct {
  return construct.node.findAll().find((child) => CfnResource.isCfnResource(child)) ?? construct;
}
