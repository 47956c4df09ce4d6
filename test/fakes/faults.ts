import type { Operation } from './authorization';

/** A failure that a test orders. */
export interface Fault {
  readonly operation: Operation;
  /**
   * What the caller gets: an error; no answer, with the connection kept open; or a connection that breaks.
   * @default 'error'
   */
  readonly how?: 'error' | 'hang' | 'drop';
  /** @default 'KMSInternalException' */
  readonly error?: string;
  /** @default - the error's name and "on demand" */
  readonly message?: string;
  /**
   * Whether the operation is carried out all the same, so that only its answer fails.
   * @default false
   */
  readonly afterEffect?: boolean;
  /** How many calls fail. The SDK repeats a call, so that this counts attempts. @default 1 */
  readonly times?: number;
  /** How many calls pass before the first that fails. @default 0 */
  readonly skip?: number;
  /** Only calls about this key. @default - calls about any key */
  readonly key?: string;
}

/** The faults that are still to come, in the order in which they were ordered. */
export class Faults {
  private pending: { fault: Fault; skip: number; times: number }[] = [];

  add(fault: Fault): void {
    this.pending.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
  }

  /** The fault that affects this call, if any. */
  next(operation: string, key: string): Fault | undefined {
    const first = this.pending.find(({ fault }) => fault.operation === operation && (fault.key ?? key) === key);
    if (!first) { return undefined; }
    if (first.skip > 0) {
      first.skip -= 1;
      return undefined;
    }
    first.times -= 1;
    if (first.times <= 0) { this.pending = this.pending.filter((one) => one !== first); }
    return first.fault;
  }
}
