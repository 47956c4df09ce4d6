import { Aspects, CfnStackSet, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Dependable, type Construct } from 'constructs';
import { namedRoles, roleNameProblems } from './named-roles';
import { targetsOf } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import type { StackTemplate } from './stack-template';
import { assertStackName } from '../arns/names/stack-name';
import { assertOptionalText, refuse } from '../arns/options/option-type';
import { childPath } from '../synthesis/child-path';
import { refuseDummies } from '../synthesis/refuse-dummies';
import { requireUniqueName } from '../synthesis/unique-names';

/** The parts of a StackSet. */
interface StackSetParts {
  readonly template: StackTemplate;
  readonly regions: readonly string[];
  readonly options: StackSetOptions;
  readonly description: string;
  /** Whether the stacks of an account stay when it leaves a unit. */
  readonly retainsStacks: boolean;
}

/** Creates the StackSet of a construct: the template in each account and Region, all Regions at once. */
export function stackSetOf(owner: Construct, { template, regions, options, description, retainsStacks }: StackSetParts): CfnStackSet {
  const { failureTolerancePercentage = 0 } = options;
  const name = stackSetName(owner, options.stackSetName);
  const properties = targetsOf(options.deployment).properties(regions, retainsStacks);
  const stackSet = new CfnStackSet(owner, 'StackSet', {
    stackSetName: name,
    description,
    templateBody: template.body,
    ...properties,
    // The function of a custom resource has a role, which an aspect may give a name.
    capabilities: Lazy.uncachedList({ produce: () => [namedRoles(template).length === 0 ? 'CAPABILITY_IAM' : 'CAPABILITY_NAMED_IAM'] }),
    managedExecution: { Active: true },
    operationPreferences: {
      regionConcurrencyType: 'PARALLEL',
      maxConcurrentPercentage: 100,
      failureTolerancePercentage: assertPercentage(failureTolerancePercentage),
    },
  });
  // The oldest supported CDK does not know the property. Without it, CloudFormation deploys one by one if no failure is tolerated.
  stackSet.addPropertyOverride('OperationPreferences.ConcurrencyMode', 'SOFT_FAILURE_TOLERANCE');
  requireUniqueName(stackSet);
  owner.node.addValidation({ validate: () => roleNameProblems(template, regions) });
  refuseDummies(owner, () => [name, properties]);
  // Resources in the template are not deployed by a stack of the app, so nothing can wait for them, but for the StackSet.
  Dependable.implement(owner, { dependencyRoots: [stackSet] });
  // The tags of a StackSet are those of the stacks that it creates.
  Aspects.of(stackSet).add({
    visit: () => {
      for (const [key, value] of Object.entries(template.tags.tagValues())) { stackSet.tags.setTag(key, value); }
    },
  });
  return stackSet;
}

/** @throws when there is no stack around the construct, which the StackSet is a resource of. */
export function stackAround(scope: Construct, id: string): Stack {
  if (!scope.node.scopes.some((construct) => Stack.isStack(construct))) {
    throw new Error(`"${childPath(scope, id)}" is in no Stack, but a StackSet is a resource of a stack; put it in a Stack`);
  }
  return Stack.of(scope);
}

function stackSetName(owner: Construct, given: string | undefined): string {
  assertOptionalText(given, 'stackSetName');
  const name = given ?? owner.node.path.replaceAll('/', '-');
  if (given === undefined) {
    assertStackName(name, `StackSet name "${name}", which is the path of "${owner.node.path}",`, 'set stackSetName, or change the construct ids');
  } else {
    assertStackName(name, `stackSetName "${name}"`, 'set another stackSetName');
  }
  return name;
}

function assertPercentage(value: number): number {
  const isToken = typeof value === 'number' && Token.isUnresolved(value);
  if (!isToken && !(Number.isInteger(value) && value >= 0 && value <= 100)) {
    refuse(value, 'failureTolerancePercentage', 'a whole number from 0 to 100', 'write one of these');
  }
  return value;
}
