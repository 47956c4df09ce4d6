import type { Verdict } from '../evaluator/verdict';
import type { RegionCases } from '../finding';

/** What the three cases are called, and what each asks. */
export const CASES = { A: 'unencrypted source', B: 'PROTECTED key source', C: 'VAULT key source' } as const;

const WORDS: Readonly<Record<Verdict, string>> = { yes: 'yes', no: 'no', unknown: 'cannot tell' };

/** How a verdict reads in a table. */
export function word(verdict: Verdict | undefined): string {
  return verdict === undefined ? '-' : WORDS[verdict];
}

/** How many Regions have the verdict as a whole. */
export function countOf(regions: readonly RegionCases[], verdict: Verdict): number {
  return regions.filter((region) => worst(region) === verdict).length;
}

/** The verdict of a Region as a whole: what is worst of its cases. */
export function worst({ A, B, C }: RegionCases): Verdict {
  const all = [A, ...Object.values(B), C];
  return (['no', 'unknown'] as const).find((verdict) => all.includes(verdict)) ?? 'yes';
}
