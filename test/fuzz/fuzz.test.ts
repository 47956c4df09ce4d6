import * as fc from 'fast-check';
import { policyOf, RESOURCE } from './base';
import { EVENTS, lambda, printTally, SEED, sendCases, tally } from './cases';
import { expectOutcome } from './expectation';
import { eventIn, fuzzCase, textIn, type FuzzCase } from './fuzz-case';
import { InMemoryKms } from './in-memory-kms';
import { made } from './planned';
import { expectThat, soundAnswer } from './sound-answer';
import { OPERATIONS, stackDoing } from './stack-doing';
import { anyJson } from './values';
import { StrictKms } from '../fakes/strict-kms';
import { KEY_ID } from '../fixtures/protected-app';
import { PROTECTED } from '../fixtures/vault-app';
import { CloudFormation } from '../key-policy-statements/handler/cloud-formation';
import { HANDLER_ROLE, startHandler } from '../key-policy-statements/handler/scene';

/*
 * Events, policies and KMS responses that are wrong. `npm run fuzz` sends more than 100,000 of them with a new seed, in two processes at a time:
 * these and those of `second-half.test.ts`. `npm test` sends a few, always the same ones. README.md explains what is generated, what decides, and how
 * to reproduce a failure.
 */
const HOURS = 3_600_000;

test(`of ${EVENTS} cases, each comes to what it must`, () => sendCases(0), HOURS);

test('anything instead of an event is rejected, without a call of KMS', async () => {
  await fc.assert(fc.asyncProperty(anyJson, fc.boolean(), async (value, hasUrl) => {
    const event = hasUrl ? { ...made(value), ResponseURL: 'https://cloudformation.example/answer?signature=secret' } : made(value);
    const kms = new InMemoryKms(undefined);
    const run = await lambda.run(event, { kms, cloudFormation: stackDoing('Create') });
    expectThat(kms.calls.length === 0, `calls of KMS: ${kms.calls}`);
    expectThat(hasUrl ? soundAnswer(run, event).Status === 'FAILED' : run.error !== undefined && run.answers.length === 0, 'success');
    tally.count(['anything instead of an event'], hasUrl ? JSON.parse(`${run.answers[0]}`) : undefined, kms, kms.policyText);
  }), { seed: SEED, numRuns: EVENTS / 5 });
}, HOURS);

test('a sample comes to the same in a process of its own, over the wire, from a strict KMS', async () => {
  const handler = await startHandler();
  const cloudFormation = await CloudFormation.start();
  try {
    await fc.assert(fc.asyncProperty(fuzzCase.filter(canBeSent), async (given) => {
      const kms = await StrictKms.start({ rewrite: false });
      try {
        const policy = given.policy ? textIn(given.base, given.policy) : JSON.stringify(policyOf(given.base));
        kms.addPrincipal(HANDLER_ROLE);
        for (const [role] of JSON.stringify([policy, given.base]).matchAll(/arn:aws:iam::\d{12}:role\/[\w+=,.@-]+/g)) { kms.addPrincipal(role); }
        const key = kms.createKey({ account: PROTECTED, region: 'eu-west-1', keyId: KEY_ID, aliases: ['alias/protected'], policy });
        const before = kms.policyTextOf(key);
        const event = eventIn(given);
        cloudFormation.stack(RESOURCE.StackId).enter(OPERATIONS[given.base.request]);
        const started = Date.now();
        const answers = await cloudFormation.send(handler, { kms, role: HANDLER_ROLE, requestSpeed: 1 }, event);
        const watched = { key, calls: kms.calls.map(({ operation }) => operation), policyText: kms.policyTextOf(key) };
        const answer = expectOutcome(given, event, { answers, log: '', milliseconds: Date.now() - started, givenUp: [] }, watched, before);
        tally.count(['over the wire'], answer, watched, before);
      } finally {
        await kms.stop();
      }
    }), { seed: SEED, numRuns: Math.min(300, EVENTS / 50) });
  } finally {
    await cloudFormation.stop();
    await handler.stop();
  }
}, HOURS);

/** Those that the strict KMS can store and return. */
const STORABLE = ['other statements before', 'the same statements twice', 'a version that is no text', 'an id that is no text', 'characters that KMS does not accept'];

/** Whether the strict KMS can store the policy, and the event can be sent to the other process. */
function canBeSent(given: FuzzCase): boolean {
  const { event, policy, answer } = given;
  if (answer || event.some(({ kind }) => kind === 'no place for an answer')) { return false; }
  if (policy && !STORABLE.includes(policy.kind)) { return false; }
  try {
    JSON.stringify([eventIn(given), policy && textIn(given.base, policy)]);
    return true;
  } catch {
    return false;
  }
}

afterAll(printTally);
