import { SYSTEM_CLOCK } from '../clock';
import { isId } from './grammar';
import { REQUEST_TIMEOUT } from '../timeouts';

/** What CloudFormation reads. */
export interface CustomResourceResponse {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly Reason?: string;
  readonly PhysicalResourceId: string;
}

/** What a response needs of the event. */
interface Request {
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResponseURL: string;
}

const MAX_RESPONSE_BYTES = 4096;

/** In characters, if the ids leave the space. */
const MAX_REASON_LENGTH = 2000;

/**
 * Sends the response to the URL at which CloudFormation waits for it.
 *
 * @throws if that fails until the deadline. Lambda then retries the invocation.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export async function respond(request: Request, response: CustomResourceResponse, deadline: number): Promise<void> {
  const body = encode(request, response);
  for (let attempt = 0; ; attempt++) {
    try {
      // The URL is signed for a request without content type.
      const answer = await fetch(request.ResponseURL, {
        method: 'PUT', body, headers: { 'content-type': '' }, signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      });
      if (!answer.ok) { throw new Error(`CloudFormation rejected the response with ${answer.status} ${answer.statusText}`); }
      return;
    } catch (error) {
      const pause = 250 * 2 ** attempt;
      if (SYSTEM_CLOCK.now() + pause > deadline) { throw error; }
      await SYSTEM_CLOCK.sleep(pause);
    }
  }
}

function encode({ StackId, RequestId, LogicalResourceId }: Request, { Reason, ...response }: CustomResourceResponse): Buffer {
  const id = (value: unknown) => isId(value) ? value : undefined;
  for (let length = MAX_REASON_LENGTH; ; length -= 100) {
    const body = Buffer.from(JSON.stringify({
      StackId: id(StackId),
      RequestId: id(RequestId),
      LogicalResourceId: id(LogicalResourceId),
      ...response,
      // One line, without control characters and halves of surrogate pairs.
      Reason: Reason?.replace(/[\p{C}\p{Z}]+/gu, ' ').replace(new RegExp(`^(.{${length}}).+`, 'u'), '$1…'),
    }));
    if (body.length <= MAX_RESPONSE_BYTES) { return body; }
  }
}
