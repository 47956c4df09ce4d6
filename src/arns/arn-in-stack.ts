import { Token, type Stack } from 'aws-cdk-lib';
import { REGION, substituteText } from './deploy-time/deploy-time';
import { keyOwnerIn } from './principal-arn';

/**
 * The ARN of something in the account and Region of a stack: a literal, or one `Fn::Sub` if these are known only during deployment.
 *
 * @param resource the end of the ARN, such as `rule/*`.
 */
export function arnInStack(stack: Stack, service: string, resource: string): string {
  const { partition, account } = keyOwnerIn(stack);
  const region = Token.isUnresolved(stack.region) ? REGION : stack.region;
  return substituteText(`arn:${partition}:${service}:${region}:${account}:${resource}`);
}
