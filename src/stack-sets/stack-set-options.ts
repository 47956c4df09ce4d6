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
   * In how many of a hundred regions of an account the deployment may fail before CloudFormation stops it, and in how many of a
   * hundred accounts: 0 to 100. All regions are deployed at once.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-concepts-ops-options.html
   * @default 0
   */
  readonly failureTolerancePercentage?: number;
}
