import { Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { arnInStack } from '../arns/arn-in-stack';
import { refuseDummies } from '../synthesis/refuse-dummies';

/**
 * An event bus in any account or Region, by its ARN, as the target of a rule.
 *
 * The CDK's own target trusts every rule of every account. This role trusts the rules of its account and Region only. It cannot name
 * the rule, because the rule names the role.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
 */
export class EventBusTarget implements events.IRuleTarget {
  constructor(private readonly eventBusArn: string) {}

  public bind(rule: events.IRule): events.RuleTargetConfig {
    const stack = Stack.of(rule);
    refuseDummies(rule, () => this.eventBusArn);
    const role = new iam.Role(rule, 'Role', {
      description: `Sends events to ${this.eventBusArn}`,
      assumedBy: new iam.ServicePrincipal('events.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          ArnLike: { 'aws:SourceArn': arnInStack(stack, 'events', 'rule/*') },
        },
      }),
      inlinePolicies: {
        SendEvents: new iam.PolicyDocument({
          statements: [new iam.PolicyStatement({ actions: ['events:PutEvents'], resources: [this.eventBusArn] })],
        }),
      },
    });
    return { arn: this.eventBusArn, role };
  }
}
