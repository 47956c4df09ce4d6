import { CfnResource, type Stack } from 'aws-cdk-lib';
import { renderedResource } from '../synthesis/rendered-resource';

/** The roles of the template that an aspect gave a name, by their paths. */
export function namedRoles(template: Stack): Array<{ path: string; name: unknown }> {
  return template.node.findAll().flatMap((construct) => {
    if (!CfnResource.isCfnResource(construct) || construct.cfnResourceType !== 'AWS::IAM::Role') { return []; }
    const name = renderedResource(construct).Properties.RoleName;
    return name === undefined ? [] : [{ path: construct.node.path, name }];
  });
}

/** Roles have no Region: what is wrong with names that the stacks of two Regions would both give to a role of the account. */
export function roleNameProblems(template: Stack, regions: readonly string[]): string[] {
  if (regions.length < 2) { return []; }
  return namedRoles(template)
    .filter(({ name }) => !/AWS::(?:Region|StackName|StackId)/.test(JSON.stringify(name)))
    .map(({ path, name }) => `role "${path}" of a StackSet has the name ${JSON.stringify(name)} in ${regions.length} Regions, but role names are unique in an account; put \${AWS::Region} into the name, as in Fn.sub('my-role-\${AWS::Region}')`);
}
