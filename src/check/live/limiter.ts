/** Lets at most so many tasks run at once; the others wait in the order in which they came. */
export class Limiter {
  private running = 0;
  private readonly waiting = new Array<() => void>();

  constructor(private readonly limit: number) {}

  public async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running === this.limit) {
      // Whoever ends hands over its place, so that a task that comes in between cannot take it.
      await new Promise<void>((resolve) => { this.waiting.push(resolve); });
    } else {
      this.running++;
    }
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) { next(); } else { this.running--; }
    }
  }
}
