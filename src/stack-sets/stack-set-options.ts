import type { StackSetDeployment } from './stack-set-deployment';

/** The deployment options of a StackSet. */
export interface StackSetOptions {
  /**
   * The accounts that the StackSet is deployed to, and the permissions that it deploys with.
   *
   * A change between self-managed and service-managed permissions creates a new StackSet, with new stacks.
   *
   * @default StackSetDeployment.selfManaged()
   */
  readonly deployment?: StackSetDeployment;

  /**
   * The name of the StackSet: at most 128 ASCII letters, digits and hyphens, beginning with a letter.
   *
   * A change creates a new StackSet, with new stacks. For replica keys, that fails, because the former StackSet still has the aliases. Synthesis
   * fails when two StackSets of the app have one name in an account and Region, or in stacks without an env.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackSet.html
   * @default - the path of this construct, with hyphens
   */
  readonly stackSetName?: string;

  /**
   * The percentage of accounts in which the deployment to a Region can fail before CloudFormation stops it there: a whole number
   * from 0 to 100.
   *
   * CloudFormation rounds it down to whole accounts in each Region, so with one account, every value below 100 means 0. CloudFormation deploys
   * to all Regions and all accounts at once.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
   * @default 0
   */
  readonly failureTolerancePercentage?: number;
}
