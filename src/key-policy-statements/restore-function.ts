import { Aws, Fn, Lazy, type CfnResource, type Stack } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { Construct } from 'constructs';
import { HandlerFunction } from './handler-function';
import { KeyPolicyFunction } from './key-policy-function';
import { policyChangePattern, type EventPattern } from './policy-change-pattern';
import { stackCompletePattern } from './stack-complete-pattern';

const ID = 'KeyPolicyStatementsRestorer';

/**
 * The Lambda function of a stack that restores statements which somebody replaced, with its role, its log, and the rule that has it check all
 * keys at the end of each operation of the stack. During an operation it changes nothing.
 */
export class RestoreFunction extends KeyPolicyFunction {
  /** The function of this stack, created at the first call. */
  public static in(stack: Stack): RestoreFunction {
    return stack.node.tryFindChild(ID) as RestoreFunction | undefined ?? new RestoreFunction(stack);
  }

  private readonly logicalIds = new Array<string>();

  private constructor(private readonly stack: Stack) {
    super(stack, ID, {
      description: 'Restores statements in policies of KMS keys that somebody replaced',
      roleDescription: 'Restores key policies for KeyPolicyStatements',
      // Required and not read, so that a bundler of the app carries it along.
      // eslint-disable-next-line @typescript-eslint/no-require-imports
      code: require('../../assets/key-policy-statements/handler/restore-entry/index.json'),
      stackActions: ['cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks'],
      statements: [
        new iam.PolicyStatement({
          actions: ['events:PutEvents'],
          resources: [Fn.sub('arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/default')],
          conditions: { StringEquals: { 'events:source': 'cdk-vault-replica-keys' } },
        }),
        new iam.PolicyStatement({
          actions: ['ssm:GetParameter', 'ssm:PutParameter'],
          resources: [withUuid('arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/cdk-vault-replica-keys/${Uuid}/*')],
        }),
      ],
    });
    this.checkAfter(this, 'StackComplete', stackCompletePattern(Aws.STACK_ID), this.logicalIds);
  }

  /**
   * Has the statements of a custom resource restored.
   *
   * @param scope gets the resources for that.
   */
  public restore(scope: Construct, resource: CfnResource): void {
    const logicalId: string = this.stack.resolve(resource.logicalId);
    this.logicalIds.push(logicalId);
    const counter = new ssm.CfnParameter(scope, 'Restorations', {
      description: 'Times of the last restorations of a key policy',
      name: withUuid(`/cdk-vault-replica-keys/\${Uuid}/${logicalId}`),
      type: 'String',
      value: '[]',
    });
    // The physical id begins with the ARN of the key, also where the template has an alias. So the rule goes before the custom resource does.
    const keyArn = Fn.select(0, Fn.split('#', resource.ref));
    const pattern = policyChangePattern(keyArn, [HandlerFunction.in(this.stack).roleArn, this.roleArn]);
    this.checkAfter(scope, 'PolicyChange', pattern, [logicalId]).node.addDependency(counter);
  }

  /** Makes a rule that has the function check custom resources after each event of the pattern. It sends their names, and nothing of the event. */
  private checkAfter(scope: Construct, id: string, eventPattern: EventPattern, logicalIds: string[]): events.CfnRule {
    const rule = new events.CfnRule(scope, id, {
      eventPattern,
      targets: [{
        id: 'Restorer',
        arn: this.functionArn,
        input: Lazy.string({ produce: () => Fn.sub(JSON.stringify({ stackId: '${AWS::StackId}', logicalIds })) }),
      }],
    });
    new lambda.CfnPermission(scope, `${id}Permission`, {
      action: 'lambda:InvokeFunction', functionName: this.functionArn, principal: 'events.amazonaws.com', sourceArn: rule.attrArn,
    });
    return rule;
  }
}

/** The text with the UUID of the stack, which keeps parameters of stacks apart, also of a re-created one. */
function withUuid(text: string): string {
  return Fn.sub(text, { Uuid: Fn.select(2, Fn.split('/', Aws.STACK_ID)) });
}
