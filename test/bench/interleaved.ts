import { median } from './median';

/** The median times of both sides, in milliseconds. */
export interface Medians {
  readonly baseline: number;
  readonly library: number;
}

/** Measures both sides in turns, so that what slows the machine for a while slows both. */
export function interleaved(rounds: number, baseline: () => number, library: () => number): Medians {
  const times = { baseline: [] as number[], library: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second may pay for the garbage of the first.
    if (round % 2 === 0) {
      times.baseline.push(baseline());
      times.library.push(library());
    } else {
      times.library.push(library());
      times.baseline.push(baseline());
    }
  }
  return { baseline: median(times.baseline), library: median(times.library) };
}
