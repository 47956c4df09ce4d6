import { Stack, type CfnResource } from 'aws-cdk-lib';

/** A resource of a template. */
export interface RenderedResource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The resource as its template carries it, with all that escape hatches change. */
export function renderedResource(resource: CfnResource): RenderedResource {
  const stack = Stack.of(resource);
  // Known to every CDK library, though not declared.
  return stack.resolve((resource as any)._toCloudFormation()).Resources[stack.resolve(resource.logicalId)];
}

/** Whether the template may have the resource otherwise than its construct says, as escape hatches override parts of it. */
export function isOverridden(resource: CfnResource): boolean {
  // As above. Where a CDK has no such field, nobody knows.
  const { rawOverrides } = resource as any;
  return rawOverrides === undefined || Object.keys(rawOverrides).length > 0;
}
