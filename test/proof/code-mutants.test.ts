import { CODE_MUTANTS } from './mutants/code-mutants';
import { policiesUnder } from './mutants/copy';
import { OPTION_SETS } from './policies/option-sets';
import { Prover, type Refutation } from './prover';
import { CLAIMS } from './specification/claims';

const prover = new Prover();
afterAll(() => {
  prover.end();
  console.info(`${CODE_MUTANTS.length} slips in the library are refuted`);
});

const SOUND_AND_COMPLETE = CLAIMS.filter(({ id }) => ['sound', 'complete'].includes(id));

/** No option, each and all, in use and retired. */
const FACTS = OPTION_SETS.filter(({ options }) => options.length !== 2).flatMap(({ facts }) => [facts, { ...facts, retired: true }]);

async function firstRefutation(policies: Awaited<ReturnType<typeof policiesUnder>>): Promise<Refutation | undefined> {
  for (const [index, policy] of policies.entries()) {
    const { refutations: [refutation] } = await prover.examine(FACTS[index], policy, SOUND_AND_COMPLETE);
    if (refutation) { return refutation; }
  }
  return undefined;
}

test('a copy of the library without a slip makes policies that are proven', async () => {
  expect(await firstRefutation(await policiesUnder(undefined, FACTS))).toBeUndefined();
});

describe('a slip in the library makes a policy that a request refutes', () => {
  test.each(CODE_MUTANTS)('$name ($file)', async (mutant) => {
    const refutation = await firstRefutation(await policiesUnder(mutant, FACTS));
    expect(refutation?.sentence).toMatch(/calls kms:/);
  });
});
