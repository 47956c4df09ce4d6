import { Refusal } from './errors';
import { isId } from './id';
import { keyArnPattern } from './key-reference';
import { ownerOf, type Owner } from './owner';
import { NOTHING } from './physical-id';
import { shown } from './shown';

const STACK = /^arn:[\w-]+:cloudformation:[\w-]+:\d{12}:stack\/[\w-]+\/[\w-]+$/;
export const REMEDY = 'let only CloudFormation call this function';

/** @throws when there is no place that an answer could be put at, so that failing is the only way to tell. */
export function assertAnswerable(event: any): void {
  const url = event?.ResponseURL;
  try {
    // With credentials in it, no request can be made.
    if (typeof url === 'string' && /^https?:\/\/[^/@]+\//.test(new URL(url).href)) { return; }
  } catch {
    // Said below, and without the URL, by which anyone could answer in this function's place.
  }
  throw new Error(`event has no ResponseURL that can be used: ${REMEDY}`);
}

/**
 * The owner that the resource of the event is.
 *
 * @throws when the event is none that CloudFormation sends, whatever is in the template.
 */
export function ownerIn(event: any): Owner {
  expectOf(event, 'RequestType', /^(?:Create|Update|Delete)$/);
  expectOf(event, 'RequestId');
  expectOf(event, 'LogicalResourceId');
  expectOf(event, 'StackId', STACK);
  const owner = ownerOf(event);
  if (event.RequestType !== 'Create') {
    // An id of CloudFormation's making, or one that this very resource has given: no other's key or statements are touched.
    const key = keyArnPattern('key', event.StackId.split(':')[4]);
    expectOf(event, 'PhysicalResourceId', new RegExp(`^(?:[^#]+|(?:${NOTHING}|${key})#${owner})$`));
  }
  return owner;
}

function expectOf(event: any, name: string, form = /^/): void {
  const value = event[name];
  if (isId(value) && form.test(value)) { return; }
  throw new Refusal(`event has the ${name} ${shown(value)}, which CloudFormation does not send: ${REMEDY}`);
}
