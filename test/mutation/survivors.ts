/** A mutant that no test notices, and why none needs to. */
export interface Survivor {
  /** The file, below `src`. */
  readonly file: string;
  /** The code, on one line. */
  readonly from: string;
  /** What it becomes. */
  readonly to: string;
  readonly reason: string;
}

export const SURVIVORS: Survivor[] = [
];
