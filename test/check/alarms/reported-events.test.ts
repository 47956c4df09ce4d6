import { reportedEvents } from '../../../src/check/alarms/reported-events';
import { ABSENT, OPEN, UNNAMED, type EventValue } from '../../../src/check/event-patterns/event-value';
import { ACCOUNT, eventDocument, KEY_ARN, REGION } from '../../key-events/event-document';

const KEY = { account: ACCOUNT, region: REGION, arn: KEY_ARN };

/** Where an event says what a document does not: the paths of both values. A list of one is that one. */
function differences(event: EventValue, document: any, path: string): string[] {
  if (event === OPEN) { return []; }
  if (event === ABSENT) { return document === undefined ? [] : [path]; }
  if (event === UNNAMED) { return typeof document === 'string' ? [] : [path]; }
  if (Array.isArray(document)) { return document.length === 1 ? differences(event, document[0], path) : [path]; }
  if (typeof event !== 'object' || event === null) { return event === document ? [] : [path]; }
  return Object.entries(event).flatMap(([name, value]) => differences(value, document?.[name], `${path}.${name}`));
}

test.each([
  ['keyChanges', 'DisableKey', 'disable-key'],
  ['keyChanges', 'ScheduleKeyDeletion', 'schedule-key-deletion'],
  ['policyChanges', 'PutKeyPolicy', 'put-key-policy'],
  ['failedCopies', 'copySnapshot', 'copy-snapshot-failed'],
] as const)('%s: the event of %s by a user is the one that the documentation shows', (kind, name, document) => {
  const { events } = reportedEvents(kind, KEY).find((one) => one.name === name)!;
  const compared = events.map((event) => differences(event, eventDocument(document).event, ''));
  // Users are among the callers, so that one of the events is that of the document.
  expect(compared).toContainEqual([]);
  expect(compared.flat().filter((path) => !path.startsWith('.detail.userIdentity'))).toEqual([]);
});

test('of a key whose ARN is not known, the events are of any key', () => {
  const [{ events: [event] }] = reportedEvents('keyChanges', { account: ACCOUNT, region: REGION });
  expect((event.detail as any).resources.ARN).toBe(OPEN);
});
