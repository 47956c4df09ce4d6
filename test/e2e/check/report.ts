import type { Verdict } from '../../../src/check/evaluator/verdict';
import type { Finding, RegionCases } from '../../../src/check/finding';

/** What a check writes with `--format json`, as far as these tests read it. */
export interface Report {
  readonly regions: readonly RegionCases[];
  readonly findings: readonly Finding[];
}

/** The verdict on each case, by names such as `eu-west-1 A` and `eu-west-1 B eu-central-1`. */
export function verdicts({ regions }: Report): Record<string, Verdict> {
  return Object.fromEntries(regions.flatMap(({ region, A, B, C }) => [
    [`${region} A`, A], ...Object.entries(B).map(([source, verdict]) => [`${region} B ${source}`, verdict]), [`${region} C`, C],
  ]));
}
