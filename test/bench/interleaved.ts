import { median } from './median';

/** How the times of both sides compare. */
export interface Comparison {
  /** The median of the baseline's times, in milliseconds. */
  readonly baseline: number;
  /** The median of the library's times, in milliseconds. */
  readonly library: number;
  /**
   * The median of the rounds' ratios, library to baseline. On a busy machine it varies less from run to run than the ratio
   * of the medians, because the two times of one round meet much the same load.
   */
  readonly ratio: number;
}

/** Measures both sides in each round, one right after the other. */
export function interleaved(rounds: number, baseline: () => number, library: () => number): Comparison {
  const times = Array.from({ length: rounds }, (_, round) => {
    // Whoever comes second may pay for the garbage of the first.
    if (round % 2 === 0) { return { baseline: baseline(), library: library() }; }
    const first = library();
    return { baseline: baseline(), library: first };
  });
  return {
    baseline: median(times.map((time) => time.baseline)),
    library: median(times.map((time) => time.library)),
    ratio: median(times.map((time) => time.library / time.baseline)),
  };
}
