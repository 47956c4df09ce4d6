import { EventBridge } from '@aws-sdk/client-eventbridge';
import { RetryableError } from '../failures/errors';
import { abortAt, REQUEST_TIMEOUT } from '../timeouts';

/** The detail of the event. */
export interface FailureDetail {
  readonly 'stack-id': string;
  readonly 'logical-resource-id': string;
  /** Undefined if it was not found out. */
  readonly 'key-arn'?: string;
  readonly 'reason': string;
  /** How many restorations there were in the last hour. Undefined if it was not found out. */
  readonly 'restorations'?: number;
}

/**
 * Puts an event on the account's default event bus: statements are missing, and are not restored.
 *
 * @throws if the event is not accepted.
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export async function sendFailureEvent(detail: FailureDetail, deadline: number): Promise<void> {
  const client = new EventBridge({ region: detail['stack-id'].split(':')[3], maxAttempts: 1 });
  const { 'key-arn': key } = detail;
  const { Entries: [entry] = [] } = await client.putEvents({
    Entries: [{
      Source: 'cdk-vault-replica-keys',
      DetailType: 'Key Policy Statements Not Restored',
      Resources: key === undefined ? [] : [key],
      Detail: JSON.stringify(detail),
    }],
  }, abortAt(deadline, REQUEST_TIMEOUT));
  // A response without an error may still reject the event.
  if (!entry?.EventId) {
    const answer = entry?.ErrorCode ? `${entry.ErrorCode}: ${entry.ErrorMessage}` : 'nothing';
    throw new RetryableError(`event was not accepted (EventBridge says ${answer})`);
  }
}
