import { Stack, type CfnResource } from 'aws-cdk-lib';

/** A resource of a template. */
export interface RenderedResource {
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The resource in its template, with the changes of escape hatches. */
export function renderedResource(resource: CfnResource): RenderedResource {
  const stack = Stack.of(resource);
  // Every CDK has this method, although it is not declared.
  return stack.resolve((resource as any)._toCloudFormation()).Resources[stack.resolve(resource.logicalId)];
}

/** Whether the resource in the template can differ from its construct, because escape hatches override parts of it. */
export function isOverridden(resource: CfnResource): boolean {
  // As above. A CDK without this field may have overrides.
  const { rawOverrides } = resource as any;
  return rawOverrides === undefined || Object.keys(rawOverrides).length > 0;
}
