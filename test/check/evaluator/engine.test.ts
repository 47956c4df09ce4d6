import { type KnownCall, randomCall } from './random/case';
import { engineAllows } from './random/engine';
import { callOf, KNOWN_DIFFERENCES } from './random/known-differences';
import { Random } from './random/random';
import { decide, type Decision } from '../../../src/check/evaluator/decide';

/** `EVALUATOR_CALLS` asks for more of them, which are others as well. */
const CALLS = Number(process.env.EVALUATOR_CALLS ?? 20_000);

interface Compared {
  readonly seed: number;
  readonly verdict: Decision['verdict'];
  readonly engine: 'yes' | 'no';
  readonly call: KnownCall;
}

async function compare(seed: number): Promise<Compared> {
  const call = randomCall(new Random(seed));
  return { seed, verdict: decide(call).verdict, engine: await engineAllows(call) ? 'yes' : 'no', call };
}

describe('asked about random calls, a policy engine', () => {
  const compared: Compared[] = [];

  beforeAll(async () => {
    for (let seed = 0; seed < CALLS; seed += 1) { compared.push(await compare(seed)); }
  }, 600_000);

  test('says the same wherever the evaluator is sure', () => {
    expect(compared.filter(({ verdict, engine }) => verdict !== 'unknown' && verdict !== engine)).toEqual([]);
  });

  test('allows and refuses at least a fifth of the calls each, of which the evaluator is sure', () => {
    const share = (verdict: string) => compared.filter((one) => one.verdict === verdict && one.engine === verdict).length / CALLS;
    expect(share('yes')).toBeGreaterThan(0.2);
    expect(share('no')).toBeGreaterThan(0.2);
  });

  test('answers more than the evaluator for at most a sixth of the calls', () => {
    expect(compared.filter(({ verdict }) => verdict === 'unknown').length).toBeLessThan(CALLS / 6);
  });
});

test.each(KNOWN_DIFFERENCES)('a policy engine says the opposite, where AWS says what the evaluator does: $reason ($page)', async (difference) => {
  const call = callOf(difference);
  expect(decide(call).verdict).toBe(await engineAllows(call) ? 'no' : 'yes');
});
