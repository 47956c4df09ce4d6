import { ACCOUNT, ALIAS_ARN, eventDocument, KEY_ARN, REGION } from './event-document';

/** An event, and whether a rule must match it. */
export interface PatternCase {
  readonly title: string;
  readonly rule: 'key change' | 'failed copy';
  readonly event: any;
  readonly matches: boolean;
}

const OTHER_KEY = KEY_ARN.replace('1234abcd', '0987dcba');
const OTHER_ALIAS = ALIAS_ARN.replace('my_alias', 'my_alias_2');

/** A document, with changes to the event. */
function from(name: string, change: (event: any) => void = () => undefined): any {
  const { event } = eventDocument(name);
  change(event);
  return event;
}

/**
 * As CloudTrail logs a call that a service makes on behalf of someone. For CloudFormation, the name is in all three fields in
 * every public log entry that was found; the documentation shows no entry.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
function invokedBy(service: string): (event: any) => void {
  return ({ detail }) => {
    detail.userIdentity.invokedBy = service;
    detail.sourceIPAddress = service;
    detail.userAgent = service;
  };
}

const byCloudFormation = invokedBy('cloudformation.amazonaws.com');

/**
 * As CloudTrail logs a call that is not allowed.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
function denied({ detail }: any): void {
  detail.errorCode = 'AccessDenied';
  detail.errorMessage = 'User: arn:aws:iam::111122223333:user/Alice is not authorized to perform the call';
  detail.responseElements = null;
}

function onResources(...arns: string[]): (event: any) => void {
  return ({ detail }) => { detail.resources = arns.map((ARN) => ({ accountId: ACCOUNT, type: 'AWS::KMS::Key', ARN })); };
}

/** @see https://docs.aws.amazon.com/ram/latest/APIReference/API_AssociateResourceShare.html */
function sharing(eventName: string, ...resourceArns: string[]): (event: any) => void {
  return ({ detail }) => {
    const resourceShareArn = `arn:aws:ram:${REGION}:${ACCOUNT}:resource-share/EXAMPLE0-1234-abcd-1212-987656789098`;
    Object.assign(detail, { eventName, requestParameters: { resourceShareArn, resourceArns, principals: ['444455556666'] } });
  };
}

const DESTRUCTIVE = ['disable-key', 'schedule-key-deletion', 'cancel-key-deletion', 'disable-key-rotation', 'delete-alias'];
const ROUTINE = ['put-key-policy', 'update-alias'];
const CHANGES = [...DESTRUCTIVE, ...ROUTINE, 'create-grant'];

const KEY_CHANGES: Array<[string, any, boolean]> = [
  ...CHANGES.map((name): [string, any, boolean] => [name, from(name), true]),
  ...CHANGES.map((name): [string, any, boolean] => [`${name} that is denied`, from(name, denied), false]),
  ...CHANGES.map((name): [string, any, boolean] => [`${name} of another key and alias`, from(name, onResources(OTHER_ALIAS, OTHER_KEY)), false]),
  ...DESTRUCTIVE.map((name): [string, any, boolean] => [`${name} by CloudFormation`, from(name, byCloudFormation), true]),
  ...ROUTINE.map((name): [string, any, boolean] => [`${name} by CloudFormation`, from(name, byCloudFormation), false]),
  ['create-grant by CloudFormation', from('create-grant', byCloudFormation), false],
  ['put-key-policy by AWS RAM', from('put-key-policy', invokedBy('ram.amazonaws.com')), true],
  ['put-key-policy by a role that is named after CloudFormation', from('put-key-policy', ({ detail }) => {
    detail.userIdentity = { type: 'AssumedRole', arn: `arn:aws:sts::${ACCOUNT}:assumed-role/cloudformation.amazonaws.com/AWSCloudFormation` };
  }), true],
  ['put-key-policy by a caller without a userIdentity', from('put-key-policy', ({ detail }) => { delete detail.userIdentity; }), true],
  ['create-grant-by-a-service', from('create-grant-by-a-service'), false],
  ['update-alias that moves the alias to another key', from('update-alias', onResources(ALIAS_ARN, OTHER_KEY)), true],
  ['update-alias that moves another alias to another key', from('update-alias', onResources(OTHER_ALIAS, OTHER_KEY)), false],
  ['update-alias that moves another alias to the key', from('update-alias', onResources(OTHER_ALIAS, KEY_ARN)), true],
  ['delete-alias of another alias of the key', from('delete-alias', onResources(OTHER_ALIAS, KEY_ARN)), true],
  ['an alias of the same name in another Region', from('delete-alias', onResources(ALIAS_ARN.replace(REGION, 'us-east-1'), OTHER_KEY)), false],
  ['create-alias', from('create-alias'), false],
  ['encrypt', from('encrypt'), false],
  ['create-resource-share without resources', from('create-resource-share'), false],
  ...['CreateResourceShare', 'AssociateResourceShare', 'DisassociateResourceShare'].flatMap((name): Array<[string, any, boolean]> => [
    [`${name} with the key`, from('create-resource-share', sharing(name, OTHER_KEY, KEY_ARN)), true],
    [`${name} with another key`, from('create-resource-share', sharing(name, OTHER_KEY)), false],
    [`${name} that is denied`, from('create-resource-share', (event) => { sharing(name, KEY_ARN)(event); denied(event); }), false],
  ]),
  ['an event that someone sends as if it were of KMS', from('disable-key', (event) => { event.source = 'my.kms'; }), false],
  ['a failed copy', from('copy-snapshot-failed'), false],
];

const FAILED_COPIES: Array<[string, any, boolean]> = [
  ['copy-snapshot-failed', from('copy-snapshot-failed'), true],
  ['copy-snapshot-succeeded', from('copy-snapshot-succeeded'), false],
  ['create-snapshot-failed', from('create-snapshot-failed'), false],
  ['copy-job-failed', from('copy-job-failed'), true],
  ['copy-job-completed', from('copy-job-completed'), false],
  ['backup-job-failed', from('backup-job-failed'), false],
  ['db-snapshot-copy-canceled', from('db-snapshot-copy-canceled'), true],
  ['db-snapshot-local-copy-canceled', from('db-snapshot-local-copy-canceled'), true],
  ['db-snapshot-copy-finished', from('db-snapshot-copy-finished'), false],
  ['db-snapshot-deleted', from('db-snapshot-deleted'), false],
  ['a change of the key', from('disable-key'), false],
];

/** For and against each part of both patterns. */
export const PATTERN_CASES: PatternCase[] = [
  ...KEY_CHANGES.map(([title, event, matches]): PatternCase => ({ title, rule: 'key change', event, matches })),
  ...FAILED_COPIES.map(([title, event, matches]): PatternCase => ({ title, rule: 'failed copy', event, matches })),
];
