import { Prover } from './prover';
import { CLAIMS } from './specification/claims';
import { REFUTED } from './specification/refuted';

const prover = new Prover();
afterAll(() => prover.end());

describe('a request refutes the sentence', () => {
  test.each(REFUTED)('$sentence', async (claim) => {
    const { refutations } = await prover.examine(claim.facts, undefined, [claim]);
    expect(refutations.map(({ sentence }) => sentence)).toEqual([expect.stringMatching(/ calls kms:/)]);
    expect(CLAIMS.map(({ id }) => id)).toEqual(expect.arrayContaining([...claim.provenInstead]));
  });
});
