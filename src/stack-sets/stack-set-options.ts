import type { StackSetDeployment } from './stack-set-deployment';

/** How a StackSet is deployed. */
export interface StackSetOptions {
  /**
   * Which accounts it goes to, and by whose permissions. A change between self-managed and service-managed makes a new StackSet, with
   * new stacks.
   *
   * @default StackSetDeployment.selfManaged()
   */
  readonly deployment?: StackSetDeployment;

  /**
   * The name of the StackSet: ASCII letters, digits and hyphens, beginning with a letter, at most 128. A change makes a new
   * StackSet, with new stacks. For replica keys that fails, as the former StackSet still has the aliases. Two StackSets of the app with one
   * name in an account and region, or in stacks without an env, are refused at synthesis.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
   * @default - the path of this construct, with hyphens
   */
  readonly stackSetName?: string;

  /**
   * The percentage of accounts in which the deployment to a region may fail before CloudFormation stops it there: 0 to 100, a whole
   * number. CloudFormation rounds it down to whole accounts in each region, so with one account everything below 100 means 0. All
   * regions, and all accounts, are deployed at once.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
   * @default 0
   */
  readonly failureTolerancePercentage?: number;
}
