import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { apply, Unfinished } from './apply';
import { CLOCK, FOR_ANSWERING, FOR_UNDOING } from './clock';
import { MissingKey, NoSuchKeyPolicy, sentenceOf } from './errors';
import { keyReference } from './key-reference';
import { ownerOf } from './owner';
import type { Statement } from './policy';
import { keyToLeave, physicalId, wantedStatements } from './request';
import { respond, type Answer } from './respond';
import { Store } from './store';

/**
 * The custom resource of `KeyPolicyStatements`: keeps statements of its own in the policy of a key that exists already.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-custom-resources.html
 */
export async function handler(event: CloudFormationCustomResourceEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> {
  const end = CLOCK.now() + context.getRemainingTimeInMillis();
  const answer = await answerTo(event, end - FOR_ANSWERING);
  const { ResponseURL, ...logged } = event;
  // All but the URL, by which anyone could answer in this function's place.
  console.log(JSON.stringify({ event: logged, answer }));
  await respond(event, answer, CLOCK, end);
}

async function answerTo(event: CloudFormationCustomResourceEvent, end: number): Promise<Answer> {
  const PhysicalResourceId = 'PhysicalResourceId' in event ? event.PhysicalResourceId : physicalId(ownerOf(event));
  const fail = (Reason: string, id = PhysicalResourceId): Answer => ({ Status: 'FAILED', Reason, PhysicalResourceId: id });
  let store: Store | undefined;
  let statements: Statement[] = [];
  try {
    const arn = event.RequestType === 'Delete' ? keyToLeave(event) : event.ResourceProperties.Key;
    if (arn === undefined) { return { Status: 'SUCCESS', PhysicalResourceId }; }
    store = new Store(keyReference(arn, event.StackId));
    if (event.RequestType !== 'Delete') { statements = wantedStatements(event); }
    await apply(store, { owner: ownerOf(event), statements }, CLOCK, { work: end - FOR_UNDOING, undo: end });
    return { Status: 'SUCCESS', PhysicalResourceId: event.RequestType === 'Delete' ? PhysicalResourceId : physicalId(ownerOf(event), store.key) };
  } catch (error) {
    // Such a key holds nothing of this resource's: it is gone, or was refused when the resource was to be created.
    if (event.RequestType === 'Delete' && error instanceof NoSuchKeyPolicy) { return { Status: 'SUCCESS', PhysicalResourceId }; }
    if (event.RequestType !== 'Delete' && event.ResourceProperties.MissingKey === 'SKIP' && error instanceof MissingKey) {
      return { Status: 'SUCCESS', PhysicalResourceId: physicalId(ownerOf(event)) };
    }
    if (!(error instanceof Unfinished)) { return fail(sentenceOf(error, store?.key ?? '', statements)); }
    const sentence = `${sentenceOf(error.reason, store!.key, statements)}; statements with a Sid that begins with "${ownerOf(event)}" may be left in the policy`;
    return event.RequestType === 'Create' ? fail(sentence, physicalId(ownerOf(event), store!.key)) : fail(sentence);
  }
}
