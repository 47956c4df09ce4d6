import { CfnStackSet, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { StackSetDeployment } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import type { StackTemplate } from './stack-template';

/** Makes the StackSet of a construct: the template in each account and region, all regions at once. */
export function stackSetOf(maker: Construct, template: StackTemplate, regions: string[], options: StackSetOptions, description: string): CfnStackSet {
  const { deployment = StackSetDeployment.selfManaged(), failureTolerancePercentage = 0 } = options;
  const stackSet = new CfnStackSet(maker, 'StackSet', {
    stackSetName: stackSetName(maker, options.stackSetName),
    description,
    templateBody: template.body,
    ...deployment._properties(regions),
    // Named resources there are none; the function of a custom resource has a role.
    capabilities: ['CAPABILITY_IAM'],
    managedExecution: { Active: true },
    operationPreferences: {
      regionConcurrencyType: 'PARALLEL',
      maxConcurrentPercentage: 100,
      failureTolerancePercentage: assertPercentage(failureTolerancePercentage),
    },
  });
  // The oldest CDK supported does not know it. Without it CloudFormation goes on one by one where no failure is tolerated.
  stackSet.addPropertyOverride('OperationPreferences.ConcurrencyMode', 'SOFT_FAILURE_TOLERANCE');
  return stackSet;
}

/** @throws when there is no stack around the construct, which the StackSet is a resource of. */
export function stackAround(maker: Construct): Stack {
  if (!maker.node.scopes.some((construct) => Stack.isStack(construct))) {
    throw new Error(`"${maker.node.path}" is in no Stack, but a StackSet is a resource of one: put it in a Stack`);
  }
  return Stack.of(maker);
}

function stackSetName(maker: Construct, given: string | undefined): string {
  const name = given ?? maker.node.path.replaceAll('/', '-');
  if (!Token.isUnresolved(name) && !/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw new Error(`stackSetName "${name}" has ${name.length} characters, but CloudFormation takes at most 128 letters, digits and hyphens, the first a letter: set another stackSetName`);
  }
  return name;
}

function assertPercentage(value: number): number {
  if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 0 && value <= 100)) {
    throw new Error(`failureTolerancePercentage is ${value}, but CloudFormation takes whole numbers from 0 to 100: write one of these`);
  }
  return value;
}
