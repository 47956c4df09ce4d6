import * as fc from 'fast-check';
import { ANSWER_KINDS } from './answer-kinds';
import { base as anyBase, eventOf, policyOf, type Base } from './base';
import { corruptionOf, type Corruption, type Verdict } from './corruption';
import { EVENT_KINDS } from './event-kinds';
import { InMemoryKms, type WrongAnswer } from './in-memory-kms';
import { jsonText } from './json-text';
import { POLICY_KINDS, type Live } from './policy-kinds';
import { STATEMENT_KINDS } from './statement-kinds';
import type { Operation } from '../fakes/authorization';

/** A case that was in order, and what was done to it. */
export interface FuzzCase {
  readonly base: Base;
  readonly event: Corruption[];
  readonly policy: Corruption | null;
  readonly answer: Corruption | null;
}

const ORDER = Object.keys(EVENT_KINDS);

const nothing = fc.constant(null);
const NONE = { base: anyBase, event: fc.constant<Corruption[]>([]), policy: nothing, answer: nothing };
const ANY = {
  event: fc.uniqueArray(corruptionOf(EVENT_KINDS), { minLength: 1, maxLength: 3, selector: ({ kind }) => EVENT_KINDS[kind].of }),
  policy: corruptionOf(POLICY_KINDS),
  answer: corruptionOf(ANSWER_KINDS),
};
const weighed = (weight: number, parts: Partial<typeof ANY>) => ({ weight, arbitrary: fc.record({ ...NONE, ...parts }) });

/** One thing wrong as a rule, so that nothing hides behind something else; sometimes all, and sometimes nothing. */
export const fuzzCase: fc.Arbitrary<FuzzCase> = fc.oneof(
  weighed(2, {}),
  weighed(20, { event: ANY.event }),
  weighed(9, { policy: ANY.policy }),
  weighed(1, { answer: ANY.answer }),
  weighed(2, ANY),
);

export function kindsOf({ event, policy, answer }: FuzzCase): string[] {
  const kinds = [...event.map(({ kind }) => `event: ${kind}`), ...policy ? [`policy: ${policy.kind}`] : [], ...answer ? [`KMS: ${answer.kind}`] : []];
  return kinds.length > 0 ? kinds : ['nothing wrong'];
}

/** The event that the handler gets. */
export function eventIn({ base, event: corruptions }: FuzzCase): any {
  const event = eventOf(base);
  const sorted = [...corruptions].sort((one, other) => ORDER.indexOf(one.kind) - ORDER.indexOf(other.kind));
  for (const { kind, value } of sorted) { EVENT_KINDS[kind].corrupt(event, value); }
  return event;
}

/** The KMS that it meets. */
export function kmsIn(given: FuzzCase): InMemoryKms {
  return new InMemoryKms(policyOf(given.base), wrongAnswers(given));
}

/** What GetKeyPolicy gives as the policy. */
export function textIn(base: Base, { kind, value }: Corruption): unknown {
  const live: Live = { policy: policyOf(base) };
  POLICY_KINDS[kind].corrupt(live, value);
  return 'text' in live ? live.text ?? null : jsonText(live.policy);
}

function wrongAnswers({ base, policy, answer }: FuzzCase): Partial<Record<Operation, WrongAnswer>> {
  const wrong: Partial<Record<Operation, WrongAnswer>> = {};
  if (policy) { wrong.GetKeyPolicy = { status: 200, body: jsonText({ Policy: textIn(base, policy), PolicyName: 'default' }) }; }
  if (answer) {
    const kind = ANSWER_KINDS[answer.kind];
    wrong[kind.operation] = kind.answer(answer.value);
  }
  return wrong;
}

/** What it must come to, by what was done to it. What comes first in the handler's work decides. */
export function verdictOf({ base, event, policy, answer }: FuzzCase): Verdict {
  const isThere = base.request === 'Delete' ? base.present === 'none' : base.present === 'desired' && !event.some(({ kind }) => kind in STATEMENT_KINDS);
  const writes = !isThere;
  const ofEvent = event.map(({ kind }) => EVENT_KINDS[kind].verdict(base, writes));
  if (ofEvent.includes('unanswerable')) { return 'unanswerable'; }
  if (ofEvent.includes('refused at once')) { return 'refused at once'; }
  if (ofEvent.includes('refused')) { return 'refused'; }
  if (ofEvent.includes('nothing to do') || (base.request === 'Delete' && base.id === 'nothing written')) { return 'nothing to do'; }
  const wrong = answer && ANSWER_KINDS[answer.kind];
  const ofReading = [
    policy && wrong?.operation !== 'GetKeyPolicy' && POLICY_KINDS[policy.kind].verdict(base, writes),
    wrong?.operation !== 'PutKeyPolicy' && wrong?.verdict,
  ];
  if (ofReading.includes('refused')) { return 'refused'; }
  const ofWriting = [...ofEvent, writes && wrong?.operation === 'PutKeyPolicy' && wrong.verdict];
  return ofWriting.includes('left to KMS') ? 'left to KMS' : 'in order';
}
