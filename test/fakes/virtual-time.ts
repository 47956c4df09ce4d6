import type { Clock } from '../../src/key-policy-statements/handler/clock';

/** By then all work is done, or never will be. */
const THE_END = 24 * 60 * 60 * 1000;

/** A clock that jumps to the next moment at which something happens, so that hours pass immediately and repeat exactly. */
export class VirtualTime implements Clock {
  private time = 0;
  private stops = 0;
  private readonly sleepers: Array<{ readonly until: number; readonly wake: () => void }> = [];

  public now(): number {
    return this.time;
  }

  public sleep(milliseconds: number): Promise<void> {
    return new Promise((wake) => { this.sleepers.push({ until: this.time + milliseconds, wake }); });
  }

  /** Stops the clock during work that takes time of the machine only, as the policy engine reads files. */
  public async stopFor<T>(work: Promise<T>): Promise<T> {
    this.stops++;
    try {
      return await work;
    } finally {
      this.stops--;
    }
  }

  /** Lets time pass until all of the work is done. */
  public async run<T>(work: Array<Promise<T>>): Promise<Array<PromiseSettledResult<T>>> {
    let done = false;
    const settled = Promise.allSettled(work).then((results) => {
      done = true;
      return results;
    });
    for (;;) {
      // Whatever can go on without time goes on first.
      do { await new Promise(setImmediate); } while (this.stops > 0);
      if (done) { return settled; }
      this.sleepers.sort((one, other) => one.until - other.until);
      const next = this.sleepers.shift();
      if (!next || next.until > THE_END) { throw new Error('the work waits for something that is no time, or for ever'); }
      this.time = next.until;
      next.wake();
    }
  }
}
