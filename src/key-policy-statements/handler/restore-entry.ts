import type { Context } from 'aws-lambda';
import { converge } from './apply';
import { SYSTEM_CLOCK } from './clock';
import { STACK_ID } from './event/event';
import { isId } from './event/grammar';
import { keyReference } from './event/key-reference';
import { errorText, isProgrammingError, type ServiceError } from './failures/classify-error';
import { RetryableError, StackStatusError, SupersededError, toDisplayText } from './failures/errors';
import { failureReason } from './failures/failure-reason';
import { persist } from './persist';
import { deployedStatements, type DeployedStatements, type ResourceReference } from './services/deployed-statements';
import { sendFailureEvent } from './services/failure-event';
import { MAX_RESTORATIONS, restorationCounter, type RestorationCounter } from './services/restoration-counter';
import { kmsStore, type PolicyStore } from './services/store';
import { PROPAGATION_TIMEOUT, RESPONSE_RESERVE } from './timeouts';

/** What the rules send: which custom resources to check. Whatever else is needed, CloudFormation is asked for. */
interface RestoreEvent {
  readonly stackId: string;
  readonly logicalIds: string[];
}

/**
 * Restores the statements of `KeyPolicyStatements` that somebody replaced: the same merge that the custom resource does, started by a rule.
 *
 * @throws if the event is not one of the rules', or if a failure cannot be reported. Lambda then retries the invocation.
 */
async function handler(event: RestoreEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> {
  const end = SYSTEM_CLOCK.now() + context.getRemainingTimeInMillis();
  const references = referencesIn(event);
  // What the event is about may be visible only now: a write of the policy after two seconds, the status of the stack after four.
  await SYSTEM_CLOCK.sleep(PROPAGATION_TIMEOUT);
  const outcomes = await Promise.allSettled(references.map((reference) => check(reference, end)));
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') { throw outcome.reason; }
  }
}

function referencesIn(event: RestoreEvent): ResourceReference[] {
  const { stackId: StackId, logicalIds }: Partial<RestoreEvent> = event ?? {};
  if (isId(StackId) && STACK_ID.test(StackId) && Array.isArray(logicalIds) && logicalIds.every(isId)) {
    return logicalIds.map((LogicalResourceId) => ({ StackId, LogicalResourceId }));
  }
  throw new Error(`event ${toDisplayText(event)} names no stack and resources; let only the rules of the stack invoke this function`);
}

/** What is known of a check so far. */
interface Progress {
  deployed?: DeployedStatements;
  counter?: RestorationCounter;
}

async function check(reference: ResourceReference, end: number): Promise<void> {
  const progress: Progress = {};
  let outcome: string;
  try {
    await restore(reference, end - RESPONSE_RESERVE, progress);
    outcome = progress.counter?.count === undefined ? 'nothing to do' : `restored, ${progress.counter.count} of at most ${MAX_RESTORATIONS} times within an hour`;
  } catch (error) {
    outcome = isProgrammingError(error) ? `${(error as Error).stack}` : reasonOf(error, reference, progress);
    if (!(error instanceof SupersededError)) {
      await persist(() => sendFailureEvent({
        'stack-id': reference.StackId,
        'logical-resource-id': reference.LogicalResourceId,
        'key-arn': progress.deployed?.key,
        'reason': reasonOf(error, reference, progress),
        'restorations': progress.counter?.count,
      }, end), end);
    }
  }
  console.log(JSON.stringify({ ...reference, key: progress.deployed?.key, outcome }));
}

async function restore(reference: ResourceReference, deadline: number, progress: Progress): Promise<void> {
  const deployed = progress.deployed = await persist(() => deployedStatements(reference, deadline), deadline);
  if (!deployed) { return; }
  const counter = progress.counter = restorationCounter(reference, deployed.key);
  const kms = kmsStore(keyReference(deployed.key, reference.StackId));
  // An attempt that KMS rejects changes nothing, so the next one is not another restoration.
  let isCounted = false;
  const operation = {
    async assertActive(until: number) {
      if (isCounted) { return deployed.assertNoOperation(until); }
      await deployed.assertDeployed(until);
      await counter.add(until);
      isCounted = true;
      throw new RetryableError('policy is read again, as others may have written it while this was asked');
    },
  };
  const store: PolicyStore = {
    get key() { return kms.key; },
    get pendingDeletion() { return kms.pendingDeletion; },
    read: (until) => kms.read(until),
    async write(policy, until) {
      await kms.write(policy, until);
      isCounted = false;
    },
  };
  await converge(store, deployed, { operation, clock: SYSTEM_CLOCK, deadline, overlaps: false }, deadline, {});
}

/** The sentence for the event: what happened to which key, and what to do. */
function reasonOf(error: unknown, { LogicalResourceId }: ResourceReference, { deployed }: Progress): string {
  return error instanceof StackStatusError
    ? `statements of resource "${LogicalResourceId}" were not restored, as CloudFormation does not respond; allow cloudformation:DescribeStackResource and cloudformation:DescribeStacks for the stack (CloudFormation says ${errorText(error.cause as ServiceError)})`
    : failureReason(error, deployed?.key ?? '', deployed?.statements ?? []);
}

// The CommonJS export that Lambda loads.
export = { handler };
