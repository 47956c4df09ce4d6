import { Token } from 'aws-cdk-lib';
import { isDummy } from './dummy-value';

/**
 * Asserts that CloudFormation allows a stack or a StackSet of this name. Neither a token nor a dummy value is judged.
 *
 * @param given the beginning of the sentence, up to the number of characters.
 * @param option what to set for another name.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function assertStackName(name: string, given: string, option: string): void {
  if (!Token.isUnresolved(name) && !isDummy(name) && !/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(name)) {
    throw new Error(`${given} ${name.length} characters, but CloudFormation allows at most 128 letters, digits and hyphens, the first a letter: set another ${option}`);
  }
}
