import { logsKeyChanges } from '../../../src/check/alarms/logs-key-changes';

const KMS = 'kms.amazonaws.com';
const MANAGEMENT = { Field: 'eventCategory', Equals: ['Management'] };

// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html
test.each<[string, unknown[], string]>([
  ['what a trail has by default', [{ ReadWriteType: 'All', IncludeManagementEvents: true, DataResources: [], ExcludeManagementEventSources: [] }], 'yes'],
  ['events that write', [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }], 'yes'],
  ['events that read', [{ ReadWriteType: 'ReadOnly', IncludeManagementEvents: true }], 'no'],
  ['data events only', [{ ReadWriteType: 'All', IncludeManagementEvents: false, DataResources: [{ Type: 'AWS::S3::Object' }] }], 'no'],
  ['everything but AWS KMS', [{ ReadWriteType: 'All', IncludeManagementEvents: true, ExcludeManagementEventSources: [KMS] }], 'no'],
  ['everything but the RDS Data API', [{ IncludeManagementEvents: true, ExcludeManagementEventSources: ['rdsdata.amazonaws.com'] }], 'yes'],
  ['what is not said, which is the default', [{}], 'yes'],
  ['one of two', [{ ReadWriteType: 'ReadOnly' }, { ReadWriteType: 'WriteOnly' }], 'yes'],
  ['a type that comes later', [{ ReadWriteType: 'DeleteOnly' }], 'unknown'],
  ['management events, as text', [{ IncludeManagementEvents: 'true' }], 'unknown'],
  ['exclusions that are no list', [{ ExcludeManagementEventSources: KMS }], 'unknown'],
  ['no object', ['All'], 'unknown'],
])('a basic selector for %s', (_, basic, verdict) => {
  expect(logsKeyChanges({ basic, advanced: [] })).toBe(verdict);
});

// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
test.each<[string, unknown[], string]>([
  ['all management events', [MANAGEMENT], 'yes'],
  ['management events that write', [MANAGEMENT, { Field: 'readOnly', Equals: ['false'] }], 'yes'],
  ['management events that read', [MANAGEMENT, { Field: 'readOnly', Equals: ['true'] }], 'no'],
  ['everything but AWS KMS', [MANAGEMENT, { Field: 'eventSource', NotEquals: [KMS] }], 'no'],
  ['everything but AWS KMS and the RDS Data API', [MANAGEMENT, { Field: 'eventSource', NotEquals: ['rdsdata.amazonaws.com', KMS] }], 'no'],
  ['everything but the RDS Data API', [MANAGEMENT, { Field: 'eventSource', NotEquals: ['rdsdata.amazonaws.com'] }], 'yes'],
  ['AWS KMS only', [MANAGEMENT, { Field: 'eventSource', Equals: [KMS] }], 'yes'],
  ['another service only', [MANAGEMENT, { Field: 'eventSource', Equals: ['iam.amazonaws.com'] }], 'no'],
  ['data events', [{ Field: 'eventCategory', Equals: ['Data'] }, { Field: 'resources.type', Equals: ['AWS::S3::Object'] }], 'no'],
  ['calls whose name begins so', [MANAGEMENT, { Field: 'eventName', StartsWith: ['Disable', 'Schedule'] }], 'yes'],
  ['one of the calls', [MANAGEMENT, { Field: 'eventName', StartsWith: ['Schedule'] }], 'no'],
  ['calls whose name ends so', [MANAGEMENT, { Field: 'eventName', EndsWith: ['Key', 'Deletion'] }], 'yes'],
  ['calls whose name does not begin so', [MANAGEMENT, { Field: 'eventName', NotStartsWith: ['Disable'] }], 'no'],
  ['calls whose name does not end so', [MANAGEMENT, { Field: 'eventName', NotEndsWith: ['Alias'] }], 'yes'],
  ['what the event does not say', [MANAGEMENT, { Field: 'userIdentity.arn', Equals: ['arn:aws:iam::111122223333:user/Alice'] }], 'unknown'],
  ['what the event does not say, and another category', [{ Field: 'userIdentity.arn', Equals: ['x'] }, { Field: 'eventCategory', Equals: ['Data'] }], 'no'],
  ['several operators that agree', [{ ...MANAGEMENT, StartsWith: ['Man'] }], 'yes'],
  ['several operators that do not', [{ ...MANAGEMENT, StartsWith: ['Data'] }], 'unknown'],
  ['an operator that comes later', [{ Field: 'eventCategory', Matches: ['Management'] }], 'unknown'],
  ['values that are no list', [{ Field: 'eventCategory', Equals: 'Management' }], 'unknown'],
  ['a field without an operator', [{ Field: 'eventCategory' }], 'unknown'],
  ['a field that is none', ['eventCategory'], 'unknown'],
  ['no field', [], 'unknown'],
])('an advanced selector for %s', (_, FieldSelectors, verdict) => {
  expect(logsKeyChanges({ basic: [], advanced: [{ Name: 'Some', FieldSelectors }] })).toBe(verdict);
  // One of several is enough.
  expect(logsKeyChanges({ basic: [], advanced: [{ FieldSelectors }, { FieldSelectors: [MANAGEMENT] }] })).toBe('yes');
});

test.each([[null], ['Management'], [{}], [{ FieldSelectors: 'eventCategory' }]])('%j is an advanced selector that cannot be judged', (selector) => {
  expect(logsKeyChanges({ basic: [], advanced: [selector] })).toBe('unknown');
});
