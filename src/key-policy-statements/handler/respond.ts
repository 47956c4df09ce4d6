import { REQUEST_TIMEOUT, type Clock } from './clock';
import { isId } from './id';

/** What CloudFormation reads. */
export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
}

/** What of an event is needed to answer it. */
interface Request {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResponseURL: string;
}

/** The most that CloudFormation takes, in bytes. */
const MAX_BYTES = 4096;

/** In characters, as long as the ids beside it leave the space. */
const LONGEST_REASON = 2000;

/**
 * Puts the answer where CloudFormation waits for it.
 *
 * @throws when it cannot be put there before the deadline. Lambda then runs the whole again.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function respond(event: Request, answer: Answer, clock: Clock, deadline: number): Promise<void> {
  const body = bodyOf(event, answer);
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

function bodyOf({ StackId, RequestId, LogicalResourceId }: Request, { Reason, ...answer }: Answer): Buffer {
  const id = (value: unknown) => isId(value) ? value : undefined;
  for (let length = LONGEST_REASON; ; length -= 100) {
    const body = Buffer.from(JSON.stringify({
      StackId: id(StackId),
      RequestId: id(RequestId),
      LogicalResourceId: id(LogicalResourceId),
      ...answer,
      // One line, without control characters and halves of characters.
      Reason: Reason?.replace(/[\p{C}\p{Z}]+/gu, ' ').replace(new RegExp(`^(.{${length}}).+`, 'u'), '$1…'),
    }));
    if (body.length <= MAX_BYTES) { return body; }
  }
}
