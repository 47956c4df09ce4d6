import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { isId, isText } from './grammar';
import { keyArnPattern } from './key-reference';
import { PermanentError, toDisplayText } from '../failures/errors';
import { NO_KEY, ownerOf, type Owner } from '../policy/owner';

export const STACK_ID = /^arn:[\w-]+:cloudformation:[\w-]+:\d{12}:stack\/[\w-]+\/[\w-]+$/;
export const CALLER_REMEDY = 'let only CloudFormation invoke this function';

/** @throws if there is no URL for the response, so that the invocation can only fail. */
export function assertResponseUrl(event: CloudFormationCustomResourceEvent | undefined): void {
  const url: unknown = event?.ResponseURL;
  try {
    // No request can be made to a URL with credentials in it.
    if (isText(url) && /^https?:\/\/[^/@]+\//.test(new URL(url).href)) { return; }
  } catch {
    // The error below omits the URL: whoever knows it can respond in place of this function.
  }
  throw new Error(`event has no valid ResponseURL; ${CALLER_REMEDY}`);
}

/**
 * The owner that the event is for.
 *
 * @throws if the event is not one that CloudFormation sends, whatever the template contains.
 */
export function parseOwner(event: CloudFormationCustomResourceEvent): Owner {
  assertField(event, 'RequestType', /^(?:Create|Update|Delete)$/);
  assertField(event, 'RequestId');
  assertField(event, 'LogicalResourceId');
  assertField(event, 'StackId', STACK_ID);
  const owner = ownerOf(event);
  if (event.RequestType !== 'Create') {
    // An id that CloudFormation assigned, or one that this very resource returned: the keys and statements of others stay out of reach.
    const key = keyArnPattern('key', event.StackId.split(':')[4]);
    assertField(event, 'PhysicalResourceId', new RegExp(`^(?:[^#]+|(?:${NO_KEY}|${key})#${owner})$`));
  }
  return owner;
}

function assertField(event: object, name: string, pattern = /^/): void {
  const value = (event as Readonly<Record<string, unknown>>)[name];
  if (isId(value) && pattern.test(value)) { return; }
  throw new PermanentError(`event has the ${name} ${toDisplayText(value)}, which CloudFormation does not send; ${CALLER_REMEDY}`);
}
