import { worst } from './verdicts';
import { EXIT, type ExitCode } from '../command-line/exit-code';
import type { Level, Outcome } from '../finding';

/** What a check ends with. Notes count only where the check is strict. */
export function exitCodeOf({ cases, findings }: Outcome, strict: boolean): ExitCode {
  const verdicts = cases.flatMap(({ regions }) => regions).map(worst);
  const found = (level: Level) => findings.some((finding) => finding.level === level);
  if (found('fails') || verdicts.includes('no') || (strict && found('note'))) { return EXIT.fails; }
  return found('unknown') || verdicts.includes('unknown') ? EXIT.unknown : EXIT.works;
}
