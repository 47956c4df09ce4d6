import { Token } from 'aws-cdk-lib';
import { isDummy } from '../deploy-time/dummy-value';

const MAX_LENGTH = 128;

/**
 * Asserts that CloudFormation allows a stack or a StackSet of this name. Neither a token nor a dummy value is judged.
 *
 * @param given what errors call the name, such as `stackSetName "x"`.
 * @param remedy what to do for another name.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
export function assertStackName(name: string, given: string, remedy: string): void {
  if (Token.isUnresolved(name) || isDummy(name)) { return; }
  const problem = problemOf(name);
  if (problem) { throw new Error(`${given} ${problem}; ${remedy}`); }
}

function problemOf(name: string): string | undefined {
  if (name === '') { return 'is empty, but CloudFormation requires a name'; }
  const forbidden = /[^A-Za-z0-9-]/u.exec(name)?.[0];
  if (forbidden !== undefined) {
    return `contains the character ${JSON.stringify(forbidden)}, but CloudFormation accepts only ASCII letters, digits and hyphens`;
  }
  if (!/^[A-Za-z]/.test(name)) { return `begins with "${name[0]}", but CloudFormation requires a letter first`; }
  return name.length > MAX_LENGTH ? `has ${name.length} characters, but the limit is ${MAX_LENGTH}` : undefined;
}
