import type { Verdict } from '../evaluator/verdict';

/** Whether all hold: no where one is sure not to, and yes only where each is sure to. */
export function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) { return 'no'; }
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}
