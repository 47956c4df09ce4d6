import { play, type Round, type Scenario } from './overlap/round';
import { fromTemplate } from './scene';
import { KEY_ARN } from '../../fixtures/protected-app';
import { VirtualFunction } from '../../fuzz/virtual-function';

/*
 * CloudFormation sends the opposite request while the first still runs, and Lambda delivers an event again. Whatever overlaps, the policy must end
 * as CloudFormation last asked for, and was told. `npm run fuzz` plays all rounds, `npm test` every seventh.
 */
const SCENARIOS: Scenario[] = ['a creation and its deletion', 'an update and its rollback', 'a replacement and its rollback', 'two updates'];
const STEP = process.env.FUZZ_EVENTS ? 1 : 7;
const HOUR = 3_600_000;

const lambda = new VirtualFunction(fromTemplate([KEY_ARN]).code);
const either = [false, true];

/** CloudFormation dates requests in whole seconds, so that a rollback within the same second cannot be told from the update. */
const SECONDS = Array.from({ length: 21 }, (_, second) => second * 1_000);
const offsetsOf = (scenario: Scenario) => SECONDS.slice(scenario.endsWith('rollback') ? 1 : 0);

const all: Round[] = SCENARIOS
  .flatMap((scenario) => offsetsOf(scenario).map((offset) => ({ scenario, offset })))
  .flatMap((round) => either.map((isSlow) => ({ ...round, isSlow })))
  .flatMap((round) => either.map((isRedelivered) => ({ ...round, isRedelivered })))
  .flatMap((round) => either.map((losesPermissions) => ({ ...round, losesPermissions })))
  .map((round, seed) => ({ ...round, seed }));

test.each(SCENARIOS)('%s, at any offset, end as CloudFormation last asked for', async (scenario) => {
  const wrong = new Array<string>();
  for (const round of all.filter((one, index) => one.scenario === scenario && index % STEP === 0)) {
    await play(lambda, round).catch(({ message }) => wrong.push(message));
  }
  expect(wrong).toEqual([]);
}, HOUR);

test('two stacks that roll back on one key at the same time end as CloudFormation last asked each for', async () => {
  const wrong = new Array<string>();
  for (const round of all.filter(({ losesPermissions }, index) => !losesPermissions && index % (3 * STEP) === 0)) {
    await play(lambda, round, 2).catch(({ message }) => wrong.push(message));
  }
  expect(wrong).toEqual([]);
}, HOUR);
