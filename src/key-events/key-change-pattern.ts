import type * as events from 'aws-cdk-lib/aws-events';

/** The key and the alias that a rule is about. */
export interface KeyAndAliasArns {
  readonly keyArn: string;
  readonly aliasArn: string;
}

/** What a deployment rarely does and seldom means, and `CancelKeyDeletion`, which undoes the worst of it. Told whoever makes the call. */
const DESTRUCTIVE = ['DisableKey', 'ScheduleKeyDeletion', 'CancelKeyDeletion', 'DisableKeyRotation', 'DeleteAlias'];

/** What a deployment does when an option changes. Not told when CloudFormation makes the call. */
const ROUTINE = ['PutKeyPolicy', 'UpdateAlias'];

/** What makes AWS RAM write a second policy, `AWS_RAM`, or take it away. The calls name the key in their parameters only. */
const SHARING = ['CreateResourceShare', 'AssociateResourceShare', 'DisassociateResourceShare'];

const NOT_THERE = { exists: false };

/**
 * The calls that change who may use a key, or whether it can be used, as CloudTrail tells EventBridge of them.
 *
 * A service that calls on behalf of someone, CloudFormation too, is in `userIdentity.invokedBy`; whoever calls KMS directly has none.
 * Events of an alias name both the alias and its key, so that an alias that moves to another key is told by the ARN of the alias.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function keyChangePattern({ keyArn, aliasArn }: KeyAndAliasArns): events.EventPattern {
  const resources = { ARN: [keyArn, aliasArn] };
  return {
    source: ['aws.kms', 'aws.ram'],
    detailType: ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['kms.amazonaws.com', 'ram.amazonaws.com'],
      // A call that failed has changed nothing.
      errorCode: [NOT_THERE],
      $or: [
        { eventName: DESTRUCTIVE, resources },
        { eventName: ROUTINE, resources, userIdentity: { invokedBy: [NOT_THERE, { 'anything-but': ['cloudformation.amazonaws.com'] }] } },
        { eventName: ['CreateGrant'], resources: { ARN: [keyArn] }, userIdentity: { invokedBy: [NOT_THERE] } },
        { eventName: SHARING, requestParameters: { resourceArns: [keyArn] } },
      ],
    },
  };
}
