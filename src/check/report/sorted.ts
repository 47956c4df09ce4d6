import type { Finding, Level } from '../finding';

const LEVELS: readonly Level[] = ['fails', 'unknown', 'note'];

/** Findings in the order in which to read them: what fails first, then by Region. What concerns an account or a role comes before its Regions. */
export function sorted(findings: readonly Finding[]): Finding[] {
  const rank = ({ level }: Finding) => LEVELS.indexOf(level);
  const text = ({ region = '', account, key = '', id }: Finding) => [region, account, key, id].join('\0');
  return [...findings].sort((one, other) => rank(one) - rank(other) || compare(text(one), text(other)));
}

/** By code units, so that the order is the same on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
