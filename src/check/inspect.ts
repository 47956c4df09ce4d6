import type { Access } from './access/access';
import { dependsOnAliases } from './access/access';
import { blames } from './access/blame';
import { judgeAll } from './access/judge-all';
import { alarmsOf } from './alarms/alarms-of';
import { casesOf } from './cases/cases-of';
import { addedStatementFindings } from './causes/added-statements';
import { alarmFindings } from './causes/alarms';
import { aliasFindings } from './causes/aliases';
import { deadPrincipalFindings } from './causes/dead-principals';
import { driftFindings } from './causes/drift';
import type { Evidence } from './causes/evidence';
import { grouped } from './causes/grouped';
import { identityFindings } from './causes/identities';
import { keyKindFindings } from './causes/key-kinds';
import { keyPolicyFindings } from './causes/key-policies';
import { keyStateFindings } from './causes/key-states';
import { neverSeen } from './causes/never-seen';
import { notSeenFindings } from './causes/not-seen';
import { regionFindings } from './causes/regions';
import { roleFindings } from './causes/roles';
import { simulatedFindings } from './causes/simulated';
import { sourceKeyFindings } from './causes/source-keys';
import { uncertainFindings } from './causes/uncertain';
import { upkeepFindings } from './causes/upkeep';
import type { Expectation } from './expectation';
import type { Finding, Outcome } from './finding';
import type { LiveAccount } from './live/live';

import { observe } from './observations/observe';
import { Unseen } from './observations/unseen';

/** Options of a check. */
export interface InspectOptions {
  /**
   * The name of the role of the PROTECTED accounts.
   * @default - the one that the key policies are narrowed to, or `SourceIAMRole`
   */
  readonly sourceRole?: string;
  /**
   * The names of AWS profiles by account, for the commands of remedies.
   * @default - commands use the default credentials
   */
  readonly profiles?: ReadonlyMap<string, string>;
}

/** The causes in order of blame: a later one does not matter while an earlier one is there. */
const CAUSES: ReadonlyArray<(evidence: Evidence) => Finding[]> = [
  regionFindings,
  aliasFindings,
  sourceKeyFindings,
  keyStateFindings,
  keyKindFindings,
  roleFindings,
  keyPolicyFindings,
  identityFindings,
  simulatedFindings,
  uncertainFindings,
  deadPrincipalFindings,
  addedStatementFindings,
  driftFindings,
  upkeepFindings,
  alarmFindings,
];

/** Checks whether replication works in the live accounts, and finds out why not. */
export async function inspect(expectation: Expectation, accounts: (id: string) => LiveAccount, options: InspectOptions = {}): Promise<Outcome> {
  const unseen = new Unseen();
  const scene = await observe(expectation, accounts, unseen, options.sourceRole);
  const accesses = await judgeAll(scene, accounts, unseen);
  seeAliases(accesses, unseen);
  const evidence: Evidence = {
    expectation, scene, accesses, blames: accesses.flatMap(blames), shell: { profiles: options.profiles ?? new Map() },
  };
  const byKey = grouped(accesses, ({ key }) => key);
  const findings = CAUSES.flatMap((cause) => cause(evidence));
  return {
    cases: scene.sets.map((keySet) => casesOf(keySet, byKey)),
    alarms: alarmsOf(scene),
    findings: [...notSeenFindings(evidence, unseen.parts, accounts), ...findings],
    notSeen: neverSeen(evidence, unseen.parts, accounts),
  };
}

/** A refused list of aliases matters only where an IAM policy depends on it. */
function seeAliases(accesses: readonly Access[], unseen: Unseen): void {
  for (const { key, calls } of accesses) {
    if (key.aliases && calls.some(({ decision }) => dependsOnAliases(decision))) { unseen.see(key.aliases, 'unknown', key.account, key.region); }
  }
}
