import { JITTER, LONGEST_PAUSE, PATIENCE, SETTLE, type Clock } from './clock';
import { Overwritten, prospectOf } from './errors';
import { assertWritable } from './limits';
import { holds, merge, type Wanted } from './merge';
import { owns } from './owner';
import { statementsOf, type KeyPolicy, type Statement } from './policy';

/** The policy of one key, as it is in KMS. */
export interface LivePolicy {
  /** What the key is called in errors. */
  readonly key: string;
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

/** A change that failed, and perhaps left statements behind. */
export class Unfinished extends Error {
  constructor(public readonly reason: unknown) { super(); }
}

/** What an attempt came upon: the owner's statements from before, and whether they may have been changed. */
interface Trace {
  former?: Statement[];
  written?: true;
}

/**
 * Has the policy hold what is wanted, and believes it only once it is read back. A change that fails is undone, but for a
 * removal, where there is nothing to go back to.
 */
export async function apply(policy: LivePolicy, wanted: Wanted, clock: Clock, deadlines: Deadlines): Promise<void> {
  const trace: Trace = {};
  try {
    await reach(policy, wanted, clock, deadlines.work, trace);
  } catch (reason) {
    if (!trace.written) { throw reason; }
    if (wanted.statements.length === 0) { throw new Unfinished(reason); }
    try {
      // A read right after the write may show the policy from before it, as if there were nothing to undo.
      await clock.sleep(SETTLE);
      await reach(policy, { ...wanted, statements: trace.former! }, clock, deadlines.undo, {});
    } catch {
      throw new Unfinished(reason);
    }
    throw reason;
  }
}

/** Reads, and unless the policy holds what is wanted, writes, lets it settle, and begins anew. */
async function reach(policy: LivePolicy, wanted: Wanted, clock: Clock, deadline: number, trace: Trace): Promise<void> {
  const patience = clock.now() + PATIENCE;
  let problem: unknown;
  for (let attempt = 0; ; attempt++) {
    let writing = false;
    try {
      const current = await policy.read(deadline);
      if (holds(current, wanted)) { return; }
      trace.former ??= statementsOf(current).filter((statement) => owns(wanted.owner, statement));
      const next = merge(current, wanted);
      assertWritable(next, policy.key);
      writing = true;
      await policy.write(next, deadline);
      problem = new Overwritten();
    } catch (error) {
      // That the end cut off a request says less than what other writers did before.
      problem = problem instanceof Overwritten && clock.now() >= deadline ? problem : error;
    }
    const prospect = prospectOf(problem);
    // An error without an answer may hide a write that took effect.
    if (writing && prospect === 'transient') { trace.written = true; }
    const pause = writing ? SETTLE + Math.random() * JITTER : Math.random() * Math.min(LONGEST_PAUSE, 500 * 2 ** attempt);
    const end = prospect === 'not yet' ? Math.min(deadline, patience) : deadline;
    if (prospect === 'never' || clock.now() + pause >= end) { throw problem; }
    await clock.sleep(pause);
  }
}
