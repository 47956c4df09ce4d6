/** An event pattern of EventBridge, as CloudFormation has it. */
export type EventPattern = Readonly<Record<string, unknown>>;

/**
 * The pattern of a successful change of the policy of one key by anyone but the roles given.
 *
 * A user, and the root user of the account, have no session issuer. `anything-but` does not match a field that does not exist.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/ct-put-key-policy.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function policyChangePattern(keyArn: string, exceptRoleArns: string[]): EventPattern {
  return {
    'source': ['aws.kms'],
    'detail-type': ['AWS API Call via CloudTrail'],
    'detail': {
      eventSource: ['kms.amazonaws.com'],
      eventName: ['PutKeyPolicy'],
      errorCode: [{ exists: false }],
      resources: { ARN: [keyArn] },
      userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }, { 'anything-but': exceptRoleArns }] } } },
    },
  };
}
