import type { Stack } from 'aws-cdk-lib';
import { KeyPolicyFunction } from './key-policy-function';

const ID = 'KeyPolicyStatementsHandler';

/** The Lambda function of a stack that changes key policies for it, with its role and its log. */
export class HandlerFunction extends KeyPolicyFunction {
  /** The function of this stack, created at the first call. */
  public static in(stack: Stack): HandlerFunction {
    return stack.node.tryFindChild(ID) as HandlerFunction | undefined ?? new HandlerFunction(stack);
  }

  private constructor(stack: Stack) {
    super(stack, ID, {
      description: 'Adds statements to policies of KMS keys, and removes them again',
      roleDescription: 'Changes key policies for KeyPolicyStatements',
      // Required and not read, so that a bundler of the app carries it along.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      code: require('../../assets/key-policy-statements/handler/entry/index.json'),
      stackActions: ['cloudformation:DescribeStackEvents', 'cloudformation:DescribeStacks'],
    });
  }
}
