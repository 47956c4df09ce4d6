import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { apply, Unfinished, type Change, type LivePolicy } from './apply';
import { CLOCK, FOR_ANSWERING, FOR_UNDOING } from './clock';
import { isMistake, MissingKey, NoSuchKeyPolicy, sentenceOf } from './errors';
import { assertAnswerable, ownerIn } from './event';
import { isId } from './id';
import { isShallow } from './is-shallow';
import { keyReference } from './key-reference';
import type { Owner } from './owner';
import { NOTHING, physicalId } from './physical-id';
import type { Statement } from './policy';
import { keyOfCancelledUpdate, keyToLeave, skipsMissingKey, wantedStatements } from './request';
import { respond, type Answer } from './respond';
import { shown } from './shown';
import { stackOperation } from './stack-operation';
import { storeOf } from './store';

/**
 * The custom resource of `KeyPolicyStatements`: keeps statements of its own in the policy of a key that exists already.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
async function handler(event: CloudFormationCustomResourceEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> {
  assertAnswerable(event);
  const end = CLOCK.now() + context.getRemainingTimeInMillis();
  const answer = await answerTo(event, end - FOR_ANSWERING);
  const { ResponseURL, ...logged } = event;
  // All but the URL, by which anyone could answer in this function's place.
  console.log(JSON.stringify({ event: isShallow(logged) ? logged : shown(logged), answer }));
  await respond(event, answer, CLOCK, end);
}

async function answerTo(event: CloudFormationCustomResourceEvent, end: number): Promise<Answer> {
  const isDeletion = event.RequestType === 'Delete';
  const { PhysicalResourceId: former } = event as { readonly PhysicalResourceId?: unknown };
  let PhysicalResourceId = isId(former) ? former : NOTHING;
  let owner: Owner;
  let store: LivePolicy | undefined;
  let statements: Statement[] = [];
  let skips = false;
  const success = (key?: string): Answer => ({ Status: 'SUCCESS', PhysicalResourceId: isDeletion ? PhysicalResourceId : physicalId(owner, key) });
  try {
    owner = ownerIn(event);
    if (event.RequestType === 'Create') { PhysicalResourceId = physicalId(owner); }
    const arn = isDeletion ? keyToLeave(event) : event.ResourceProperties?.Key;
    store = storeOf(keyReference(arn, event.StackId));
    if (!isDeletion) {
      statements = wantedStatements(event, owner);
      skips = skipsMissingKey(event);
    }
    const change: Change = {
      operation: stackOperation(event, CLOCK),
      clock: CLOCK,
      deadlines: { work: end - FOR_UNDOING, undo: end },
      overlaps: event.RequestType !== 'Create',
    };
    await apply(store, { owner, statements }, change);
    await leaveKeyOfCancelledUpdate(event, store.key, owner, change);
    return success(store.key);
  } catch (error) {
    // Such a key holds nothing of this resource's: it is gone, or was refused when the resource was to be created, or there never was one.
    if (isDeletion ? error instanceof NoSuchKeyPolicy || store?.pendingDeletion : skips && error instanceof MissingKey) { return success(); }
    const reason = error instanceof Unfinished ? error.cause : error;
    if (isMistake(reason)) { console.error(reason); }
    let sentence = sentenceOf(reason, store?.key ?? '', statements);
    if (error instanceof Unfinished) {
      sentence += `; statements with a Sid that begins with "${owner!}" may be left in the policy`;
      if (event.RequestType === 'Create') { PhysicalResourceId = physicalId(owner!, store!.key); }
    }
    return { Status: 'FAILED', Reason: sentence, PhysicalResourceId };
  }
}

/**
 * Removes what a cancelled update wrote to another key. CloudFormation never had its answer, so it sends no deletion for that key.
 *
 * @param key the key that the resource goes back to.
 */
async function leaveKeyOfCancelledUpdate(event: CloudFormationCustomResourceEvent, key: string, owner: Owner, change: Change): Promise<void> {
  const arn = keyOfCancelledUpdate(event, key);
  if (arn === undefined) { return; }
  try {
    await apply(storeOf(keyReference(arn, event.StackId), key), { owner, statements: [] }, change);
  } catch (error: any) {
    // Without permission for that key, the update wrote nothing.
    if (!(error instanceof NoSuchKeyPolicy || error.name === 'AccessDeniedException')) { throw error; }
  }
}

// Lambda's way to load it. The ES module's would cost half a kilobyte of the template.
export = { handler };
