import { isAllowedBy } from './model/decision';
import {
  BOUNDARY_ALLOWS, HAS_BOUNDARY, HAS_SESSION_POLICY, IAM_ALLOWS, isAnonymous, isFederatedUser, isRole, isRoot, isService, isUser, RECREATED,
  SESSION_POLICY_ALLOWS, WELL_FORMED,
} from './model/request';
import { OPTION_SETS } from './policies/option-sets';
import { keyOf, policyOf } from './policies/policy-of';
import { Script } from './solver/script';
import { Solver } from './solver/solver';
import { and, not, type Term } from './solver/term';
import { changesPolicy, decrypts, describes, destroys, encrypts, isAboutGrants, isForAws } from './specification/words';
import { engineAllows } from './witness/engine';
import { evaluatorVerdict } from './witness/evaluator';
import { reasonOf } from './witness/known-disagreements';
import { requestOf } from './witness/request';
import { sentenceOf } from './witness/sentence';

const solver = new Solver();
afterAll(() => solver.end());

/** Circumstances that differ in what AWS does, each by a term. */
const CALLERS: Record<string, Term> = { isRoot, isRole, isUser, isFederatedUser, isService, isAnonymous };
const POLICIES: Record<string, Term> = {
  no_iam: not(IAM_ALLOWS),
  iam: IAM_ALLOWS,
  boundary: and(HAS_BOUNDARY, BOUNDARY_ALLOWS),
  silent_boundary: and(HAS_BOUNDARY, not(BOUNDARY_ALLOWS)),
  session_policy: and(HAS_SESSION_POLICY, SESSION_POLICY_ALLOWS),
  silent_session_policy: and(HAS_SESSION_POLICY, not(SESSION_POLICY_ALLOWS)),
  after_recreation: RECREATED,
};
const CALLS: Record<string, Term> = {
  encrypts, decrypts, describes, destroys, changesPolicy, grant_for_aws: and(isAboutGrants, isForAws), grant_else: and(isAboutGrants, not(isForAws)),
};

const SETS = OPTION_SETS.filter(({ options }) => options.length !== 2).flatMap((set) => [false, true].map((retired) => ({ ...set, retired })));

const seen = { agreements: 0, disagreements: new Map<string, number>(), evaluator: 0 };

describe('the policy engine and the evaluator of check decide as the encoder does, or a page of AWS says why not', () => {
  test.each(SETS)('under $name, retired: $retired', async ({ facts: ofOptions, retired }) => {
    const facts = { ...ofOptions, retired };
    const [policy, key] = [policyOf(facts), keyOf(facts)];
    const allowed = isAllowedBy(policy, key);
    const script = new Script(WELL_FORMED, new Map(Object.entries({ ...CALLERS, ...POLICIES, ...CALLS, allowed, denied: not(allowed) })));
    await solver.load(script.text);
    const circumstances = Object.keys(CALLERS).flatMap((caller) => Object.keys(POLICIES).flatMap((policies) => Object.keys(CALLS)
      .flatMap((call) => ['allowed', 'denied'].map((decided) => [caller, policies, call, decided]))));
    const unexplained = [];
    for (const names of circumstances) {
      if (!await solver.isSatisfiable(...names)) { continue; }
      const request = requestOf(script.assignment(await solver.values(script.constants)));
      const verdict = evaluatorVerdict(request, policy, key);
      if (verdict === (names.includes('allowed') ? 'yes' : 'no')) {
        seen.evaluator += 1;
      } else if (verdict !== undefined) {
        unexplained.push(`${sentenceOf(request)}: ${names.at(-1)} by the encoder, "${verdict}" by the evaluator`);
      }
      const isAllowed = await engineAllows(request, policy, key);
      if (isAllowed === names.includes('allowed')) { seen.agreements += 1; continue; }
      const reason = reasonOf(request, policy, key);
      if (reason) {
        seen.disagreements.set(reason.about, (seen.disagreements.get(reason.about) ?? 0) + 1);
      } else {
        unexplained.push(`${sentenceOf(request)}: ${names.at(-1)} by the encoder, ${isAllowed ? 'allowed' : 'denied'} by the engine`);
      }
    }
    expect(unexplained).toEqual([]);
  });

  test('they are asked thousands of times', () => {
    expect(seen.agreements).toBeGreaterThan(9000);
    expect(seen.evaluator).toBeGreaterThan(4000);
    console.info(`decided alike: ${seen.agreements} by the engine, ${seen.evaluator} by the evaluator; unlike:`, Object.fromEntries(seen.disagreements));
  });
});
