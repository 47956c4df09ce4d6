import { JITTER, LONGEST_PAUSE, OVERLAP, REQUEST_TIMEOUT, SETTLE, type Clock } from './clock';
import { Overwritten, prospectOf, Superseded, type Refusal } from './errors';
import { assertWritable } from './limits';
import { holds, merge, type Wanted } from './merge';
import { owns } from './owner';
import { statementsOf, type KeyPolicy, type Statement } from './policy';
import type { Operation } from './stack-operation';

/** The policy of one key, as it is in KMS. */
export interface LivePolicy {
  /** What the key is called in errors. */
  readonly key: string;
  /** Why no statement is to be added, where the key is pending deletion. Known once the policy was read. */
  readonly pendingDeletion?: Refusal;
  /** @throws also when there is no answer by that time. */
  read(until: number): Promise<KeyPolicy>;
  /** @throws also when there is no answer by that time. */
  write(policy: KeyPolicy, until: number): Promise<void>;
}

/** When there must be an end: of the work, and of undoing it. */
export interface Deadlines {
  readonly work: number;
  readonly undo: number;
}

/** What a change happens in. */
export interface Change {
  readonly operation: Operation;
  readonly clock: Clock;
  readonly deadlines: Deadlines;
  /** Whether the change may follow one that CloudFormation cancelled, and that still runs. */
  readonly overlaps: boolean;
}

/** A change that failed, by the cause, and perhaps left statements behind. */
export class Unfinished extends Error {}

/** What an attempt came upon: the owner's statements from before, and whether they may have been changed. */
interface Trace {
  former?: Statement[];
  written?: true;
}

/**
 * Has the policy hold what is wanted, and believes it only once it is read back. A change that fails is undone, except for a
 * removal, where there is nothing to go back to, and for a change that is superseded, which is for the request that follows.
 */
export async function apply(policy: LivePolicy, wanted: Wanted, change: Change): Promise<void> {
  const { clock, deadlines: { work, undo } } = change;
  const trace: Trace = {};
  try {
    await reach(policy, wanted, change, work, trace);
  } catch (cause) {
    if (!trace.written || cause instanceof Superseded) { throw cause; }
    if (wanted.statements.length === 0) { throw new Unfinished('', { cause }); }
    try {
      // A read right after the write may show the policy from before it, as if there were nothing to undo.
      await clock.sleep(SETTLE);
      await reach(policy, { ...wanted, statements: trace.former! }, change, undo, {});
    } catch {
      throw new Unfinished('', { cause });
    }
    throw cause;
  }
}

/** Reads, and unless the policy holds what is wanted, writes, lets it settle, and starts over. */
async function reach(policy: LivePolicy, wanted: Wanted, { operation, clock, overlaps }: Change, deadline: number, trace: Trace): Promise<void> {
  let lastRead = overlaps ? Math.min(clock.now() + OVERLAP, deadline - REQUEST_TIMEOUT) : 0;
  let problem: unknown;
  for (let attempt = 0; ; attempt++) {
    let writing = false;
    let failure: unknown = new Overwritten();
    try {
      const start = clock.now();
      const current = await policy.read(deadline);
      if (holds(current, wanted)) {
        if (start >= lastRead) { return; }
        await clock.sleep(lastRead - clock.now());
        lastRead = 0;
        continue;
      }
      trace.former ??= statementsOf(current).filter((statement) => owns(wanted.owner, statement));
      if (policy.pendingDeletion && wanted.statements.length > 0) { throw policy.pendingDeletion; }
      const next = merge(current, wanted);
      assertWritable(next, wanted.owner, policy.key);
      await operation.assertWanted(deadline);
      writing = true;
      await policy.write(next, deadline);
    } catch (error) {
      failure = error;
    }
    const prospect = prospectOf(failure);
    // An error without an answer may hide a write that took effect.
    if (writing && prospect === 'transient') { trace.written = true; }
    // That the end cut off a request says less than what failed before.
    problem = clock.now() < deadline ? failure : problem ?? failure;
    const pause = writing
      ? Math.max(SETTLE + Math.random() * JITTER, lastRead - clock.now())
      : Math.random() * Math.min(LONGEST_PAUSE, 500 * 2 ** attempt);
    if (prospect === 'never' || clock.now() + pause >= deadline) { throw problem; }
    await clock.sleep(pause);
    if (writing) { lastRead = 0; }
  }
}
