import { REQUEST_TIMEOUT, type Clock } from './clock';

/** What CloudFormation reads. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
}

// CloudFormation takes 4096 bytes in all; the ids beside the reason can be long.
const LONGEST_REASON = 2000;

/**
 * Puts the answer where CloudFormation waits for it.
 *
 * @throws when it cannot be put there before the deadline. Lambda then runs the whole again.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function respond(
  event: { readonly StackId: string; readonly RequestId: string; readonly LogicalResourceId: string; readonly ResponseURL: string },
  { Reason, ...answer }: Answer,
  clock: Clock,
  deadline: number,
): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const reason = Reason && Reason.length > LONGEST_REASON ? `${Reason.slice(0, LONGEST_REASON)}…` : Reason;
  const body = Buffer.from(JSON.stringify({ StackId, RequestId, LogicalResourceId, ...answer, Reason: reason }));
  for (let attempt = 0; ; attempt++) {
    try {
      // The URL is signed for a request without content type.
      const response = await fetch(event.ResponseURL, {
        method: 'PUT', body, headers: { 'content-type': '' }, signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      });
      if (!response.ok) { throw new Error(`CloudFormation did not take the answer: ${response.status} ${response.statusText}`); }
      return;
    } catch (error) {
      const pause = 250 * 2 ** attempt;
      if (clock.now() + pause > deadline) { throw error; }
      await clock.sleep(pause);
    }
  }
}
