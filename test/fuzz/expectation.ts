import { isDeepStrictEqual } from 'node:util';
import { asJson, foreignOf, NOTHING_WRITTEN, OWNER, type Base } from './base';
import { verdictOf, type FuzzCase } from './fuzz-case';
import type { WatchedKms } from './in-memory-kms';
import { expectThat, soundAnswer } from './sound-answer';
import type { Run } from './virtual-function';
import { ownedStatements } from '../../src/key-policy-statements/handler/policy/owner';
import { asKmsRewritesIt } from '../fakes/policy-principals';
import type { Answer } from '../key-policy-statements/handler/cloud-formation';

/**
 * The answer; none where none is possible.
 *
 * @param before the policy, as it was.
 * @throws unless the run came to what it must come to.
 */
export function expectOutcome(given: FuzzCase, event: any, run: Run, kms: WatchedKms, before: string): Answer | undefined {
  const verdict = verdictOf(given);
  if (verdict === 'unanswerable') {
    expectThat(/^event has no valid ResponseURL/.test(`${run.error?.message}`), `no failure that Lambda notices, but ${run.error}`);
    expectThat(run.answers.length === 0 && kms.calls.length === 0, 'work, or an answer, though nobody can be told');
    return undefined;
  }
  const answer = soundAnswer(run, event);
  const status = verdict === 'in order' || verdict === 'nothing to do' ? 'SUCCESS' : 'FAILED';
  expectThat(answer.Status === status, `${verdict}, but ${answer.Status}: ${answer.Reason}`);
  if (verdict === 'in order') {
    expectDone(given.base, event, kms, before);
  } else {
    expectUntouched(kms, before, verdict === 'left to KMS');
  }
  if (verdict === 'refused at once') { expectThat(kms.calls.length === 0, `calls of KMS: ${kms.calls}`); }
  expectId(given, event, answer, kms.key);
  return answer;
}

/** @throws when something was written, or tried to be where nothing is to be asked of KMS. */
export function expectUntouched(kms: WatchedKms, before: string, mayAsk = false): void {
  expectThat(kms.policyText === before, `a write that took effect: ${kms.policyText}`);
  expectThat(mayAsk || !kms.calls.includes('PutKeyPolicy'), 'a request to write');
}

function expectDone(base: Base, event: any, kms: WatchedKms, before: string): void {
  const desired = base.request === 'Delete' ? [] : ownedStatements(OWNER, event.ResourceProperties.Statements);
  const isThere = base.request === 'Delete' ? base.present === 'none' : base.present === 'desired' && same(desired, ownedStatements(OWNER, base.desired));
  if (isThere) { return expectUntouched(kms, before); }
  const statements: any[] = [JSON.parse(kms.policyText).Statement].flat();
  const isOwn = ({ Sid }: any) => `${Sid}`.startsWith(OWNER);
  const others = (Statement: any) => asKmsRewritesIt({ Statement }).Statement;
  expectThat(same(statements.filter(isOwn), desired), `other statements than desired: ${kms.policyText}`);
  const foreign = statements.filter((statement) => !isOwn(statement));
  expectThat(same(others(foreign), others(foreignOf(base))), `other statements of others than before: ${kms.policyText}`);
}

function expectId(given: FuzzCase, event: any, { Status, PhysicalResourceId }: Answer, key: string): void {
  if (!hasItsIds(given)) { return; }
  const former = given.base.request === 'Create' ? NOTHING_WRITTEN : event.PhysicalResourceId;
  const expected = Status === 'FAILED' || given.base.request === 'Delete' ? former : `${key}#${OWNER}`;
  expectThat(PhysicalResourceId === expected, `the physical id ${PhysicalResourceId}`);
}

const OF_IDS = ['a request of an unknown type', 'no request id', 'no logical id', 'no stack id', 'no physical id of this resource\'s'];

/** Whether nothing is wrong with what tells CloudFormation's requests, and their resources, apart. */
export function hasItsIds({ event }: FuzzCase): boolean {
  return !event.some(({ kind }) => OF_IDS.includes(kind));
}

function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(asJson(one), asJson(other));
}
