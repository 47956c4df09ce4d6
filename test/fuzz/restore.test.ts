import { playRound, type RoundOutcome } from '../key-policy-statements/restore/round';

/*
 * Restorers, another tool, and operations of stacks, at the same time on one key. `npm run fuzz` plays 500 rounds, `npm test` some of them. A round
 * is the same whenever its seed is.
 */
const ROUNDS = Number(process.env.FUZZ_EVENTS) >= 10_000 ? 500 : 30;
const HOUR = 3_600_000;

test(`in ${ROUNDS} rounds, policies end as CloudFormation and the other tool last asked for, and nobody goes on for ever`, async () => {
  const wrong = new Array<string>();
  const outcomes = new Array<RoundOutcome>();
  for (let seed = 0; seed < ROUNDS; seed++) {
    await playRound(seed).then((outcome) => outcomes.push(outcome), ({ message }) => wrong.push(`seed ${seed}: ${message}`));
  }
  const sum = (count: (outcome: RoundOutcome) => number) => outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const tally = {
    replacements: sum(({ replacements }) => replacements),
    restorations: sum(({ restorations }) => restorations),
    collisions: sum(({ collisions }) => collisions),
    gaveUp: sum(({ gaveUp }) => Number(gaveUp)),
  };
  if (ROUNDS > 30) { process.stdout.write(`${JSON.stringify({ rounds: ROUNDS, ...tally })}\n`); }
  expect(wrong).toEqual([]);
  // The rounds would prove nothing if nothing had to be restored.
  expect(tally.restorations).toBeGreaterThan(ROUNDS / 2);
  // No loop: two stacks restore after a replacement, and now and then write again as they met.
  expect(tally.restorations).toBeLessThan(2 * tally.replacements);
  expect(tally.collisions).toBeLessThan(tally.replacements / 20);
  // Where two stacks meet often, a restoration that is counted need not be written.
  expect(tally.gaveUp).toBeLessThan(ROUNDS / 8);
}, HOUR);
