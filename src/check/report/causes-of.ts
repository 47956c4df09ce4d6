import type { Verdict } from '../evaluator/verdict';
import type { Finding } from '../finding';

/** A case of a target Region. Case B has a source Region too. */
export interface CaseOfRegion {
  readonly vaultAccount: string;
  readonly region: string;
  readonly source?: string;
  readonly verdict: Verdict;
}

/** The findings that may be why a case does not work, or cannot be told to. */
export function causesOf({ vaultAccount, region, source, verdict }: CaseOfRegion, findings: readonly Finding[]): Finding[] {
  if (verdict === 'yes') { return []; }
  return findings.filter((finding) => {
    if (finding.level !== (verdict === 'no' ? 'fails' : 'unknown')) { return false; }
    // What concerns a whole account or a role concerns each of its Regions.
    if (finding.region === undefined) { return true; }
    return finding.account === vaultAccount ? finding.region === region : finding.region === source;
  });
}
