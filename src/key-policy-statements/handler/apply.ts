import type { Clock } from './clock';
import { classifyError } from './failures/classify-error';
import { ConcurrentUpdateError, PartialUpdateError, SupersededError } from './failures/errors';
import { assertWritable } from './policy/assert-writable';
import { isConverged, merge, type DesiredStatements } from './policy/merge';
import { isOwned } from './policy/owner';
import { statementsOf, type Statement } from './policy/policy';
import type { StackOperation } from './services/stack-operation';
import type { PolicyStore } from './services/store';
import { backoff, MAX_JITTER, OVERLAP_WINDOW, PROPAGATION_TIMEOUT, reasonAt, REQUEST_TIMEOUT, ROLLBACK_RESERVE } from './timeouts';

/** What a change depends on, apart from the policy. */
export interface ChangeContext {
  readonly operation: StackOperation;
  readonly clock: Clock;
  /** When the change has to end, together with its rollback if it fails. */
  readonly deadline: number;
  /** Whether a request that CloudFormation canceled may still change the same policy. */
  readonly overlaps: boolean;
}

/** How far a change got: the owner's statements from before it, and whether they may have been overwritten. */
export interface Progress {
  former?: Statement[];
  written?: true;
}

/**
 * Changes the policy so that the owner has the desired statements, and returns once they are read back. A change that fails is rolled back,
 * except for a removal, which has nothing to go back to, and for a superseded change, which is for the next request to replace.
 */
export async function apply(store: PolicyStore, desired: DesiredStatements, context: ChangeContext): Promise<void> {
  const { clock, deadline } = context;
  const progress: Progress = {};
  try {
    await converge(store, desired, context, deadline - ROLLBACK_RESERVE, progress);
  } catch (cause) {
    if (!progress.written || cause instanceof SupersededError) { throw cause; }
    if (desired.statements.length === 0) { throw new PartialUpdateError('', { cause }); }
    try {
      // A read right after the write may return the policy from before it, as if there were nothing to roll back.
      await clock.sleep(PROPAGATION_TIMEOUT);
      await converge(store, { ...desired, statements: progress.former! }, context, deadline, {});
    } catch {
      throw new PartialUpdateError('', { cause });
    }
    throw cause;
  }
}

/**
 * Reads the policy and, unless it has converged, writes it, waits for the write to propagate, and starts over.
 *
 * @param progress is kept up to date, also when this throws.
 */
export async function converge(
  store: PolicyStore, desired: DesiredStatements, { operation, clock, overlaps }: ChangeContext, deadline: number, progress: Progress,
): Promise<void> {
  let lastRead = overlaps ? Math.min(clock.now() + OVERLAP_WINDOW, deadline - REQUEST_TIMEOUT) : 0;
  let reason: unknown;
  for (let attempt = 0; ; attempt++) {
    let isWriting = false;
    let failure: unknown = new ConcurrentUpdateError();
    try {
      const start = clock.now();
      const current = await store.read(deadline);
      if (isConverged(current, desired)) {
        if (start >= lastRead) { return; }
        await clock.sleep(lastRead - clock.now());
        lastRead = 0;
        continue;
      }
      progress.former ??= statementsOf(current).filter((statement) => isOwned(desired.owner, statement));
      if (store.pendingDeletion && desired.statements.length > 0) { throw store.pendingDeletion; }
      const next = merge(current, desired);
      assertWritable(next, desired.owner, store.key);
      await operation.assertActive(deadline);
      isWriting = true;
      await store.write(next, deadline);
    } catch (error) {
      failure = error;
    }
    const retryability = classifyError(failure);
    // An error without a response may hide a write that took effect.
    if (isWriting && retryability === 'transient') { progress.written = true; }
    reason = reasonAt(clock.now(), deadline, failure, reason);
    const pause = isWriting
      ? Math.max(PROPAGATION_TIMEOUT + Math.random() * MAX_JITTER, lastRead - clock.now())
      : backoff(attempt);
    if (retryability === 'permanent' || clock.now() + pause >= deadline) { throw reason; }
    await clock.sleep(pause);
    if (isWriting) { lastRead = 0; }
  }
}
