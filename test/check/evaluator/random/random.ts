const MODULUS = 2 ** 31 - 1;

/** Choices that look random and are the same for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed * 7919 % (MODULUS - 1) + 1;
    // The first numbers of seeds that are close are close as well.
    for (let i = 0; i < 4; i += 1) { this.next(); }
  }

  /** A number from 0 to below 1, by the generator of Park and Miller. */
  public next(): number {
    this.state = this.state * 48271 % MODULUS;
    return this.state / MODULUS;
  }

  /** Whether something with this probability happens. */
  public chance(probability: number): boolean {
    return this.next() < probability;
  }

  public between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  public pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)];
  }

  /** One of these by their weights. */
  public weighted<T>(...choices: ReadonlyArray<readonly [number, T]>): T {
    let rest = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    return (choices.find(([weight]) => (rest -= weight) < 0) ?? choices[0])[1];
  }

  /** As many as asked for. */
  public list<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: this.between(least, most) }, make);
  }

  /** A list of one may be the thing itself. */
  public oneOrMany<T>(items: readonly T[]): T | readonly T[] {
    return items.length === 1 && this.chance(0.5) ? items[0] : items;
  }
}
