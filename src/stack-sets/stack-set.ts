import { Aspects, CfnStackSet, Stack, Token } from 'aws-cdk-lib';
import { Dependable, type Construct } from 'constructs';
import { deploymentOf } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import type { StackTemplate } from './stack-template';
import { refuseDummies } from '../arns/dummy-value';
import { assertOptionalText } from '../arns/option-type';
import { assertStackName } from '../arns/stack-name';
import { watchName } from '../synthesis/name-collisions';

/** What a StackSet is made of. */
interface StackSetParts {
  readonly template: StackTemplate;
  readonly regions: string[];
  readonly options: StackSetOptions;
  readonly description: string;
  /** Whether the stacks of an account stay when it leaves a unit. */
  readonly retainsStacks: boolean;
}

/** Makes the StackSet of a construct: the template in each account and region, all regions at once. */
export function stackSetOf(maker: Construct, { template, regions, options, description, retainsStacks }: StackSetParts): CfnStackSet {
  const { failureTolerancePercentage = 0 } = options;
  const name = stackSetName(maker, options.stackSetName);
  const properties = deploymentOf(options)._properties(regions, retainsStacks);
  const stackSet = new CfnStackSet(maker, 'StackSet', {
    stackSetName: name,
    description,
    templateBody: template.body,
    ...properties,
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
  watchName(stackSet);
  refuseDummies(maker, () => [name, properties]);
  // Resources in the template are not deployed by a stack of the app, so nothing can wait for them, but for the StackSet.
  Dependable.implement(maker, { dependencyRoots: [stackSet] });
  // The tags of a StackSet are those of the stacks that it makes.
  Aspects.of(stackSet).add({
    visit: () => {
      for (const [key, value] of Object.entries(template.tags.tagValues())) { stackSet.tags.setTag(key, value); }
    },
  });
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
  assertOptionalText(given, 'stackSetName');
  const name = given ?? maker.node.path.replaceAll('/', '-');
  assertStackName(name, `stackSetName "${name}" has`, 'stackSetName');
  return name;
}

function assertPercentage(value: number): number {
  if (!Token.isUnresolved(value) && !(Number.isInteger(value) && value >= 0 && value <= 100)) {
    throw new Error(`failureTolerancePercentage is ${JSON.stringify(value)}, but CloudFormation allows whole numbers from 0 to 100: write one of these`);
  }
  return value;
}
