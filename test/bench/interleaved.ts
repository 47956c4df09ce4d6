import { median } from './median';

/** How the same keys are made: by hand, by the library, or at the floor, for the least time that the CDK needs. */
export type Side = 'hand-written' | 'library' | 'floor';
export const SIDES: readonly Side[] = ['hand-written', 'library', 'floor'];

/** The times of all sides, in milliseconds, round by round. */
export class Comparison {
  public constructor(private readonly rounds: ReadonlyArray<Record<Side, number>>) {}

  public median(side: Side): number {
    return median(this.rounds.map((round) => round[side]));
  }

  /**
   * The median of the rounds' ratios, library to the other side. On a busy machine it varies less from run to run than the ratio
   * of the medians, because the times of one round meet much the same load.
   */
  public ratioTo(other: Side): number {
    return median(this.rounds.map((round) => round.library / round[other]));
  }
}

/** Measures all sides in each round, one right after the other. */
export function interleaved(rounds: number, measure: (side: Side) => number): Comparison {
  return new Comparison(Array.from({ length: rounds }, (_, round) => {
    // Whoever comes next may pay for the garbage of the one before.
    const order = SIDES.map((_side, index) => SIDES[(round + index) % SIDES.length]);
    if (round % 2 === 1) { order.reverse(); }
    return Object.fromEntries(order.map((side) => [side, measure(side)])) as Record<Side, number>;
  }));
}
