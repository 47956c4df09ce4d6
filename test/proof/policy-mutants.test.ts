import { isEquivalent } from './mutants/equivalent';
import { mutantsOf } from './mutants/policy-mutants';
import { OPTION_SETS } from './policies/option-sets';
import { keyOf, policyOf } from './policies/policy-of';
import { Prover } from './prover';
import { CLAIMS } from './specification/claims';
import { engineAllows } from './witness/engine';
import { reasonOf } from './witness/known-disagreements';

const prover = new Prover();
const counted = { slips: 0, refuted: 0, equivalent: 0, unlike: 0 };
afterAll(() => {
  prover.end();
  console.info(`${counted.refuted} of ${counted.slips} slips are refuted, ${counted.equivalent} change nothing; the engine differs about ${counted.unlike}`);
});

const SOUND_AND_COMPLETE = CLAIMS.filter(({ id }) => ['sound', 'complete'].includes(id));

describe('every slip in a policy is refuted by a request, and the policy engine agrees about it', () => {
  test.each(OPTION_SETS.filter(({ options }) => options.length !== 2))('under $name', async ({ facts }) => {
    const policy = policyOf(facts);
    const key = keyOf(facts);
    const survivors = [];
    const disagreements = [];
    for (const mutant of mutantsOf(policy)) {
      counted.slips += 1;
      const { refutations: [refutation] } = await prover.examine(facts, mutant.policy, SOUND_AND_COMPLETE);
      if (!refutation) {
        if (!isEquivalent(mutant.name, facts)) { survivors.push(mutant.name); }
        counted.equivalent += 1;
        continue;
      }
      counted.refuted += 1;
      const isLoose = refutation.claim.id === 'sound';
      const [before, after] = [await engineAllows(refutation.request, policy, key), await engineAllows(refutation.request, mutant.policy, key)];
      if (before !== isLoose && after === isLoose) { continue; }
      counted.unlike += 1;
      if (!reasonOf(refutation.request, mutant.policy, key)) {
        disagreements.push(`${mutant.name}. ${refutation.sentence} The engine: ${before} before, ${after} after.`);
      }
    }
    expect(survivors).toEqual([]);
    expect(disagreements).toEqual([]);
  });
});
