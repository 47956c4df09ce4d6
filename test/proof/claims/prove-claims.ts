import { OPTION_SETS } from '../policies/option-sets';
import { Prover } from '../prover';

/** A partition of AWS, and a Region of it. */
interface Place {
  readonly partition: string;
  readonly region: string;
}

/** Tests of every claim about every set of options in a partition, with the Region in use and retired. */
export function proveClaims(place: Place): void {
  const prover = new Prover();
  const proven = { policies: 0, claims: 0 };
  afterAll(() => {
    prover.end();
    console.info(`${place.partition}: ${proven.claims} claims about ${proven.policies} policies are proven`);
  });

  describe.each([{ use: 'in use', retired: false }, { use: 'retired', retired: true }])(`in $use ${place.region}`, ({ retired }) => {
    test.each(OPTION_SETS)('every claim holds for every request under $name', async ({ facts }) => {
      const { claimed, refutations, empty } = await prover.examine({ ...facts, ...place, retired });
      expect(refutations.map(({ sentence }) => sentence)).toEqual([]);
      expect(empty).toEqual([]);
      expect(claimed.length).toBeGreaterThan(15);
      proven.policies += 1;
      proven.claims += claimed.length;
    });
  });
}
