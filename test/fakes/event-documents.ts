/*
 * Events as AWS documents them, with the parts that a test varies. The detail is the example of "PutKeyPolicy" in the KMS Developer Guide
 * (https://docs.aws.amazon.com/kms/latest/developerguide/ct-put-key-policy.html), and the identity of a role that of "CloudTrail userIdentity
 * element" (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html). The envelope is that of "AWS
 * service events delivered via AWS CloudTrail" (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html), and the
 * event of the stack that of "Stack Status Change event detail"
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/event-detail-stack-status-change.html).
 */

/** The call of PutKeyPolicy by a role or a user. */
export function putKeyPolicyEvent(caller: string, keyArn: string, policy: any, detail: any = {}): any {
  const [, , , region, account, resource] = keyArn.split(':');
  return {
    'version': '0',
    'id': '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'AWS API Call via CloudTrail',
    'source': 'aws.kms',
    account,
    'time': '2022-09-01T20:06:16Z',
    region,
    'resources': [],
    'detail': {
      eventVersion: '1.08',
      userIdentity: caller.includes(':user/') ? userIdentity(caller) : roleIdentity(caller),
      eventTime: '2022-09-01T20:06:16Z',
      eventSource: 'kms.amazonaws.com',
      eventName: 'PutKeyPolicy',
      awsRegion: region,
      sourceIPAddress: '192.0.2.0',
      userAgent: 'AWS Internal',
      requestParameters: {
        keyId: resource.replace('key/', ''), policyName: 'default', policy: JSON.stringify(policy), bypassPolicyLockoutSafetyCheck: false,
      },
      responseElements: null,
      requestID: '7bb906fa-dc21-4350-b65c-808ff0f72f55',
      eventID: 'c217db1f-903f-4a2f-8f88-9580182d6313',
      readOnly: false,
      resources: [{ accountId: account, type: 'AWS::KMS::Key', ARN: keyArn }],
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account,
      eventCategory: 'Management',
      ...detail,
    },
  };
}

/** A stack enters a status. */
export function stackStatusEvent(stackId: string, status: string): any {
  const [, , , region, account] = stackId.split(':');
  return {
    'version': '0',
    'id': '6a7e8feb-b491-4cf7-a9f1-bf3703467718',
    'detail-type': 'CloudFormation Stack Status Change',
    'source': 'aws.cloudformation',
    account,
    'time': '2017-12-22T18:43:48Z',
    region,
    'resources': [stackId],
    'detail': { 'stack-id': stackId, 'status-details': { status, 'status-reason': '' }, 'client-request-token': '' },
  };
}

function userIdentity(arn: string): any {
  return {
    type: 'IAMUser', principalId: 'EX_PRINCIPAL_ID', arn, accountId: arn.split(':')[4], accessKeyId: 'EXAMPLE_KEY_ID', userName: arn.split('/').at(-1),
  };
}

function roleIdentity(arn: string): any {
  const [, , , , accountId, role] = arn.split(':');
  const userName = role.split('/').at(-1);
  return {
    type: 'AssumedRole',
    principalId: 'AROAIDPPEZS35WEXAMPLE:session',
    arn: `arn:aws:sts::${accountId}:assumed-role/${userName}/session`,
    accountId,
    accessKeyId: 'EXAMPLE_KEY_ID',
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: 'AROAIDPPEZS35WEXAMPLE', arn, accountId, userName },
      attributes: { creationDate: '2022-09-01T20:00:00Z', mfaAuthenticated: 'false' },
    },
  };
}
