import type { StackSetDeployment } from './stack-set-deployment';

/** How a StackSet is deployed. */
export interface StackSetOptions {
  /**
   * Which accounts it goes to, and by whose permissions.
   *
   * @default StackSetDeployment.selfManaged()
   */
  readonly deployment?: StackSetDeployment;

  /**
   * The name of the StackSet: letters, digits and hyphens, beginning with a letter, at most 128. A change makes a new StackSet,
   * with new stacks.
   *
   * @default - the path of this construct, with hyphens
   */
  readonly stackSetName?: string;

  /**
   * In how many of a hundred accounts the deployment to a region may fail before CloudFormation stops it there: 0 to 100. All
   * regions, and all accounts, are deployed at once.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
   * @default 0
   */
  readonly failureTolerancePercentage?: number;
}
