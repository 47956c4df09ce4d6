import type {
  CloudFormationCustomResourceCreateEvent as CreateEvent,
  CloudFormationCustomResourceDeleteEvent as DeleteEvent,
  CloudFormationCustomResourceEvent as Event,
  CloudFormationCustomResourceUpdateEvent as UpdateEvent,
  Context,
} from 'aws-lambda';
import { apply, type ChangeContext } from './apply';
import { SYSTEM_CLOCK } from './clock';
import { assertResponseUrl, parseOwner } from './event/event';
import { isId, isShallow } from './event/grammar';
import { keyReference } from './event/key-reference';
import { desiredStatements, keyOfDeletion, skipsMissingKey } from './event/request';
import { respond, type CustomResourceResponse } from './event/respond';
import { isProgrammingError } from './failures/classify-error';
import { KeyNotFoundError, PartialUpdateError, toDisplayText, UnusableKeyError } from './failures/errors';
import { failureReason } from './failures/failure-reason';
import { NO_KEY, physicalId, type Owner } from './policy/owner';
import type { Statement } from './policy/policy';
import { stackOperation } from './services/stack-operation';
import { kmsStore, type PolicyStore } from './services/store';
import { RESPONSE_RESERVE } from './timeouts';

/**
 * The custom resource of `KeyPolicyStatements`: keeps statements of its own in the policy of an existing key.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
async function handler(event: Event, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> {
  assertResponseUrl(event);
  const end = SYSTEM_CLOCK.now() + context.getRemainingTimeInMillis();
  const response = await handle(event, end - RESPONSE_RESERVE);
  const { ResponseURL, ...logged } = event;
  // All but the URL: whoever knows it can respond in place of this function.
  console.log(JSON.stringify({ event: isShallow(logged) ? logged : toDisplayText(logged), answer: response }));
  await respond(event, response, end);
}

/** What is known of a request so far: the response to a failure depends on it. */
interface Progress {
  /** The physical id of the resource if the request fails. */
  id: string;
  owner: Owner;
  statements: Statement[];
  store?: PolicyStore;
}

type RequestHandler = (event: Event, progress: Progress, context: ChangeContext) => Promise<string>;

async function handle(event: Event, deadline: number): Promise<CustomResourceResponse> {
  const { PhysicalResourceId: former } = event as { readonly PhysicalResourceId?: unknown };
  const progress: Progress = { id: isId(former) ? former : NO_KEY, owner: '', statements: [] };
  try {
    progress.owner = parseOwner(event);
    const run = REQUEST_HANDLERS[event.RequestType] as RequestHandler;
    const PhysicalResourceId = await run(event, progress, {
      operation: stackOperation(event), clock: SYSTEM_CLOCK, deadline, overlaps: event.RequestType !== 'Create',
    });
    return { Status: 'SUCCESS', PhysicalResourceId };
  } catch (error) {
    const isPartial = error instanceof PartialUpdateError;
    const cause = isPartial ? error.cause : error;
    if (isProgrammingError(cause)) { console.error(cause); }
    let Reason = failureReason(cause, progress.store?.key ?? '', progress.statements);
    if (isPartial) { Reason += ` (statements with a Sid that begins with "${progress.owner}" may remain in the policy)`; }
    return { Status: 'FAILED', Reason, PhysicalResourceId: progress.id };
  }
}

/** What handles each type of request. Each returns the physical id of the resource after its success. */
const REQUEST_HANDLERS = { Create: create, Update: update, Delete: remove };

async function create(event: CreateEvent, progress: Progress, context: ChangeContext): Promise<string> {
  progress.id = physicalId(progress.owner);
  try {
    return physicalId(progress.owner, await addStatements(event, progress, context));
  } catch (error) {
    // CloudFormation then sends a deletion with this id, which has to name the key if statements may be left in its policy.
    if (error instanceof PartialUpdateError) { progress.id = physicalId(progress.owner, progress.store!.key); }
    throw error;
  }
}

async function update(event: UpdateEvent, progress: Progress, context: ChangeContext): Promise<string> {
  const key = await addStatements(event, progress, context);
  const id = physicalId(progress.owner, key);
  if (id === progress.id) { await cleanUpCanceledUpdate(event, key, progress, context); }
  return id;
}

async function remove(event: DeleteEvent, progress: Progress, context: ChangeContext): Promise<string> {
  try {
    progress.store = kmsStore(keyReference(keyOfDeletion(event), event.StackId));
    await apply(progress.store, progress, context);
  } catch (error) {
    // A key that is deleted, or that the creation was refused for, has no statements of this resource.
    if (!(error instanceof UnusableKeyError || progress.store!.pendingDeletion)) { throw error; }
  }
  return progress.id;
}

/** @returns the key whose policy has the statements. Undefined if the key does not exist and the request skips it. */
async function addStatements(event: Event, progress: Progress, context: ChangeContext): Promise<string | undefined> {
  const store = progress.store = kmsStore(keyReference(event.ResourceProperties?.Key, event.StackId));
  progress.statements = desiredStatements(event, progress.owner);
  const skips = skipsMissingKey(event);
  try {
    await apply(store, progress, context);
    return store.key;
  } catch (error) {
    if (skips && error instanceof KeyNotFoundError) { return undefined; }
    throw error;
  }
}

/**
 * Removes what a canceled update may have written to the policy of another key, when this update returns to the key that the resource never left.
 * CloudFormation never got the response of the canceled update, so it sends no deletion for the other key.
 */
async function cleanUpCanceledUpdate(event: UpdateEvent, key: string | undefined, progress: Progress, context: ChangeContext): Promise<void> {
  const otherKey: unknown = event.OldResourceProperties?.Key;
  if (otherKey === event.ResourceProperties.Key) { return; }
  try {
    // A failure is about that key.
    progress.store = kmsStore(keyReference(otherKey, event.StackId), key);
    await apply(progress.store, { ...progress, statements: [] }, context);
  } catch (error) {
    // Without permission for that key, the update wrote nothing.
    if (!(error instanceof UnusableKeyError || (error as Error).name === 'AccessDeniedException')) { throw error; }
  }
}

// The CommonJS export that Lambda loads. That of an ES module would add half a kilobyte to the template.
export = { handler };
