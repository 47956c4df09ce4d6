import * as fc from 'fast-check';
import { ANSWER_KINDS } from './answer-kinds';
import { policyOf } from './base';
import { EVENT_KINDS } from './event-kinds';
import { expectOutcome, expectUntouched, hasItsIds } from './expectation';
import { eventIn, fuzzCase, kindsOf, kmsIn, verdictOf, type FuzzCase } from './fuzz-case';
import { InMemoryKms } from './in-memory-kms';
import { POLICY_KINDS } from './policy-kinds';
import { expectThat, soundAnswer } from './sound-answer';
import { stackDoing } from './stack-doing';
import { Tally } from './tally';
import { VirtualFunction } from './virtual-function';
import { KEY_ARN } from '../fixtures/protected-app';
import { fromTemplate } from '../key-policy-statements/handler/scene';

/** How many cases a test file sends. */
export const EVENTS = Number(process.env.FUZZ_EVENTS ?? 1_000);
export const SEED = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_EVENTS ? Date.now() % 2 ** 31 : 1));

export const lambda = new VirtualFunction(fromTemplate([KEY_ARN]).code);
export const tally = new Tally();
const ALL_KINDS = [EVENT_KINDS, POLICY_KINDS, ANSWER_KINDS].flatMap((kinds) => Object.keys(kinds));

/**
 * Sends as many cases as a test file sends, and expects of each what it must come to.
 *
 * @param first the index of the first of them among the cases of the seed.
 */
export async function sendCases(first: number): Promise<void> {
  await fc.assert(fc.asyncProperty(fuzzCase, sendAndExpect), { seed: SEED, path: `${first}`, numRuns: EVENTS });
  // What is never tried proves nothing; and a handler that refused all would have failed above.
  expect(ALL_KINDS.filter((kind) => !tally.has(kind))).toEqual([]);
  expect(tally.of('nothing wrong').writes).toBeGreaterThan(0);
}

/** Prints the seed, and what was sent, where more than a few cases were asked for. */
export function printTally(): void {
  if (process.env.FUZZ_EVENTS) { process.stdout.write(`FUZZ_SEED=${SEED}\n${tally}`); }
}

async function sendAndExpect(given: FuzzCase): Promise<void> {
  const before = JSON.stringify(policyOf(given.base));
  const event = eventIn(given);
  const kms = kmsIn(given);
  const run = await lambda.run(event, { kms, cloudFormation: stackDoing(given.base.request) });
  const answer = expectOutcome(given, event, run, kms, before);
  tally.count([...kindsOf(given), `must come to: ${verdictOf(given)}`], answer, kms, before);
  if (given.base.request === 'Create' && answer?.Status === 'FAILED' && hasItsIds(given)) {
    await rollBack(given, event, answer.PhysicalResourceId, before);
  }
}

/** A creation that was refused is followed by a deletion with the same properties, which must not be stuck. */
async function rollBack(given: FuzzCase, event: any, PhysicalResourceId: string, before: string): Promise<void> {
  const kms = new InMemoryKms(policyOf(given.base));
  const deletion = { ...event, RequestType: 'Delete', PhysicalResourceId };
  const answer = soundAnswer(await lambda.run(deletion, { kms, cloudFormation: stackDoing('Delete') }), deletion);
  expectThat(answer.Status === 'SUCCESS', `a rollback that is stuck: ${answer.Reason}`);
  expectUntouched(kms, before);
  tally.count(['rollback of a creation that was refused'], answer, kms, before);
}
