import { session } from './calls';
import { type KnownCall, randomCall } from './random/case';
import { hideSome, spoil } from './random/hiding';
import { Random } from './random/random';
import { decide, type Decision, type KmsCall } from '../../../src/check/evaluator/decide';

const CALLS = 12_500;
const FEWER_CALLS = 5_000;

/** How often some of each call is hidden: 50,000 times in all. */
const HIDINGS = 4;

/** The calls of a test, made one after the other, every third of them with policies that AWS would reject. */
function* randomCalls(count: number): Generator<{ seed: number; random: Random; call: KnownCall }> {
  for (let seed = 0; seed < count; seed += 1) {
    const random = new Random(seed);
    const call = randomCall(random);
    yield { seed, random, call: seed % 3 === 0 ? spoil(random, call) : call };
  }
}

const VERDICTS = ['verdict', 'keyPolicy', 'identity'] as const;

/** Whether what is sure in a decision is the same in one that knows more. */
function isKept(less: Decision, more: Decision): boolean {
  const denials = more.denials.map((denial) => JSON.stringify(denial));
  return VERDICTS.every((name) => less[name] === 'unknown' || less[name] === more[name])
    && less.denials.every((denial) => denials.includes(JSON.stringify(denial)));
}

test('a sure answer stays the same whatever part of a call was hidden', () => {
  const changed: unknown[] = [];
  const sure = { all: 0, hidden: 0 };
  for (const { seed, random, call } of randomCalls(CALLS)) {
    const all = decide(call);
    if (all.verdict !== 'unknown') { sure.all += 1; }
    for (let i = 0; i < HIDINGS; i += 1) {
      const hidden = decide(hideSome(random, call));
      if (hidden.verdict !== 'unknown') { sure.hidden += 1; }
      if (!isKept(hidden, all)) { changed.push({ seed, hidden, all, call }); }
    }
  }
  expect(changed).toEqual([]);
  // Answers that are never sure would pass.
  expect(sure.all).toBeGreaterThan(CALLS * 0.7);
  expect(sure.hidden).toBeGreaterThan(CALLS * HIDINGS * 0.3);
});

test('an answer that is not sure names keys that lead to a sure answer, or no key does', () => {
  const stuck: unknown[] = [];
  for (const { seed, call } of randomCalls(FEWER_CALLS)) {
    const all = decide(call);
    let context: KmsCall['context'] = {};
    let decision = decide({ ...call, context });
    while (decision.dependsOn.length > 0) {
      const asked = decision.dependsOn.map((key) => Object.keys(call.context).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key);
      // What follows from the session of a role is in no context.
      const next = { ...context, ...Object.fromEntries(asked.flatMap((key) => call.context[key] ? [[key, call.context[key]]] : [])) };
      if (Object.keys(next).length === Object.keys(context).length) { break; }
      context = next;
      decision = decide({ ...call, context });
    }
    if (decision.verdict !== all.verdict) { stuck.push({ seed, decision, all, call }); }
  }
  expect(stuck).toEqual([]);
});

test('what is sure of a role is never the opposite for one of its sessions', () => {
  const changed: unknown[] = [];
  let roles = 0;
  for (const { seed, call } of randomCalls(FEWER_CALLS)) {
    const { kind, arn, account } = call.known;
    if (kind !== 'role' || arn.includes('role/paths')) { continue; }
    roles += 1;
    const ofRole = decide(call);
    const ofSession = decide({ ...call, caller: { ...call.caller, arn: session(account!) }, context: { ...call.context, 'aws:PrincipalArn': [arn] } });
    const isOpposite = (name: 'verdict' | 'keyPolicy' | 'identity') => [ofRole[name], ofSession[name]].sort().join() === 'no,yes';
    if (VERDICTS.some(isOpposite)) { changed.push({ seed, ofRole, ofSession, call }); }
  }
  expect(changed).toEqual([]);
  expect(roles).toBeGreaterThan(FEWER_CALLS / 10);
});

test('neither half is better than the whole', () => {
  for (const { call } of randomCalls(FEWER_CALLS)) {
    const { verdict, keyPolicy, identity, denials, dependsOn } = decide(call);
    const halves = [keyPolicy, identity];
    expect(verdict).toBe(halves.includes('no') ? 'no' : (halves.includes('unknown') ? 'unknown' : 'yes'));
    if (denials.length > 0) { expect(verdict).toBe('no'); }
    if (verdict !== 'unknown') { expect(dependsOn).toEqual([]); }
  }
});
