import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** The properties of the one StackSet of a stack, and the template that it carries. */
export function stackSetOf(stack: Stack): { properties: any; body: any; bytes: number } {
  const [{ Properties: { TemplateBody, ...properties } }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::StackSet'));
  return { properties, body: JSON.parse(TemplateBody), bytes: Buffer.byteLength(TemplateBody) };
}
