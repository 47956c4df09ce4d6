import { ABSENT, OPEN, UNNAMED, type EventFields, type EventValue } from '../event-patterns/event-value';

/** What a rule may notify of. */
export type AlarmKind = 'keyChanges' | 'failedCopies' | 'policyChanges';

/** Where a key is. */
export interface KeyOfEvents {
  readonly account: string;
  readonly region: string;
  /** Undefined where it is not known. */
  readonly arn?: string;
}

/** Events of one kind, for instance one for each sort of caller. */
export interface ReportedEvent {
  /** What happened, such as `DisableKey`. */
  readonly name: string;
  readonly events: readonly EventFields[];
}

/** The calls that make every replica under a key unreadable. */
export const KEY_CHANGES = ['DisableKey', 'ScheduleKeyDeletion'] as const;

/** Callers that no rule names, and that call KMS directly. A rule for some of them only does not notify of the others. */
const CALLERS: readonly EventFields[] = [
  {
    type: 'AssumedRole',
    arn: UNNAMED,
    principalId: UNNAMED,
    invokedBy: ABSENT,
    sessionContext: { sessionIssuer: { type: 'Role', arn: UNNAMED, principalId: UNNAMED, userName: UNNAMED } },
  },
  { type: 'IAMUser', arn: UNNAMED, principalId: UNNAMED, userName: UNNAMED, invokedBy: ABSENT, sessionContext: ABSENT },
  { type: 'Root', invokedBy: ABSENT, sessionContext: ABSENT },
];

/** The events that a rule must match to notify of a kind. */
export function reportedEvents(kind: AlarmKind, key: KeyOfEvents): ReportedEvent[] {
  switch (kind) {
    case 'keyChanges': return KEY_CHANGES.map((name) => callEvents(name, key));
    case 'policyChanges': return [callEvents('PutKeyPolicy', key)];
    case 'failedCopies': return [{ name: 'copySnapshot', events: [failedCopy(key)] }];
  }
}

/**
 * A successful call of KMS, as CloudTrail tells EventBridge of it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
function callEvents(eventName: string, { account, region, arn }: KeyOfEvents): ReportedEvent {
  const detail: EventFields = {
    eventSource: 'kms.amazonaws.com',
    eventName,
    awsRegion: region,
    eventType: 'AwsApiCall',
    eventCategory: 'Management',
    managementEvent: true,
    readOnly: false,
    recipientAccountId: account,
    errorCode: ABSENT,
    errorMessage: ABSENT,
    // The id in the parameters is what the caller wrote: an id or an ARN.
    resources: { accountId: account, type: 'AWS::KMS::Key', ARN: arn ?? OPEN },
  };
  return {
    name: eventName,
    events: CALLERS.map((userIdentity) => eventOf('aws.kms', 'AWS API Call via CloudTrail', { ...detail, userIdentity }, { account, region })),
  };
}

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html */
function failedCopy(place: KeyOfEvents): EventFields {
  return eventOf('aws.ec2', 'EBS Snapshot Notification', { event: 'copySnapshot', result: 'failed' }, place);
}

function eventOf(source: string, detailType: string, detail: EventValue, { account, region }: KeyOfEvents): EventFields {
  return { source, 'detail-type': detailType, account, region, detail };
}
