import type { Verdict } from '../evaluator/verdict';

/** `no` if one of the verdicts is, and `yes` if all are. */
export function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('no')) { return 'no'; }
  return verdicts.includes('unknown') ? 'unknown' : 'yes';
}
