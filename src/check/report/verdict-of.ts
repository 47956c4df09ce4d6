import { plural } from './plural';
import type { Report } from './report';
import { countOf } from './verdicts';
import { EXIT } from '../command-line/exit-code';
import type { Verdict } from '../evaluator/verdict';

/** What the check found, in one sentence. The symbol is for whoever does not see colors. */
export interface VerdictSentence {
  readonly kind: Verdict;
  readonly symbol: string;
  readonly sentence: string;
}

/** The sentence that a reader sees first. */
export function verdictOf({ outcome: { cases, findings }, exitCode }: Pick<Report, 'outcome' | 'exitCode'>): VerdictSentence {
  const regions = cases.flatMap((keySet) => keySet.regions);
  const [failing, unknown] = [countOf(regions, 'no'), countOf(regions, 'unknown')];
  const total = plural(regions.length, 'Region');
  if (failing > 0) { return { kind: 'no', symbol: '✗', sentence: `Replication fails in ${failing} of ${total}` }; }
  if (exitCode === EXIT.fails) {
    const notes = findings.every(({ level }) => level === 'note');
    return { kind: 'no', symbol: '✗', sentence: notes ? 'Replication works, but there are notes and the check is strict' : 'Something fails, although no Region is known to' };
  }
  if (unknown > 0) { return { kind: 'unknown', symbol: '?', sentence: `It cannot be told whether replication works in ${unknown} of ${total}` }; }
  if (exitCode === EXIT.unknown) { return { kind: 'unknown', symbol: '?', sentence: 'Replication works, but something could not be seen' }; }
  if (regions.length === 0) { return { kind: 'yes', symbol: '✓', sentence: 'Nothing fails, but there is no Region for new replicas' }; }
  return { kind: 'yes', symbol: '✓', sentence: `Replication works in ${regions.length > 1 ? `all ${total}` : total}` };
}
