import type { Report } from './report';
import { sorted } from './sorted';
import { CASES } from './verdicts';

/** The version of the format. A change that a reader of the former one would not understand changes it. */
const SCHEMA_VERSION = 1;

/** The report for programs. Its schema is `schema.json`. */
export function json({ outcome: { cases, alarms, findings, notSeen }, expectation: { assembly }, exitCode, version, date }: Report): string {
  const report = {
    schemaVersion: SCHEMA_VERSION,
    version,
    date,
    assembly,
    cases: CASES,
    regions: cases.flatMap(({ alias, vaultAccount, regions }) => regions.map(({ region, A, B, C }) => ({ alias, vaultAccount, region, A, B, C }))),
    alarms: alarms.map(({ account, region, key, keyChanges, failedCopies, policyChanges, trail }) =>
      ({ account, region, key, keyChanges, failedCopies, policyChanges, trail })),
    // Name by name: what a finding has besides is not part of the format.
    findings: sorted(findings).map(({ id, level, account, region, key, text, remedy }) => ({ id, level, account, region, key, text, remedy })),
    notSeen,
    exitCode,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
