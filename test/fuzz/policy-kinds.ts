import * as fc from 'fast-check';
import type { Base } from './base';
import { always, type Kind, type Verdict } from './corruption';
import { jsonText } from './json-text';
import { long, made, MISSING, set } from './planned';
import { isRecord } from './policy-forms';
import { FIELD_KINDS, FOREIGN_CHARACTERS, placed } from './statement-kinds';
import { anyJson, anyText, noText } from './values';

/** A policy on its way to what GetKeyPolicy gives. */
export interface Live {
  readonly policy: any;
  /** What is given in the end, where it is not the text of the policy. */
  text?: unknown;
}

function ofText(values: fc.Arbitrary<any>, change: (text: string, value: any) => unknown): Kind<Live> {
  return {
    of: 'text', values, corrupt: (live, value) => { live.text = change(jsonText(live.policy), value); }, verdict: always('refused'),
  };
}

function ofPolicy(
  values: fc.Arbitrary<any>, corrupt: (policy: any, value: any) => void, verdict: Kind<Live>['verdict'] = always('refused'),
): Kind<Live> {
  return { of: 'policy', values, corrupt: ({ policy }, value) => corrupt(policy, value), verdict };
}

/** What can stand in a policy, but not in one that is written. */
const whenWritten = (_base: Base, writes: boolean): Verdict => writes ? 'refused' : 'in order';

const isListOfRecords = (value: any) => Array.isArray(value) && value.length > 0 && value.every(isRecord);
const levels = fc.oneof(fc.integer({ min: 20, max: 200 }), fc.constantFrom(1_000, 5_000, 10_000));
const no = fc.constant('no choice');

const OTHER_TEXT = fc.constantFrom('{}', '[]', 'null', '{"Statement":', '<html></html>', 'NaN', '{\'Statement\': []}', '{"Statement":[]}');

/** Ways in which a policy that is in KMS can be wrong. */
export const POLICY_KINDS: Record<string, Kind<Live>> = {
  'no text': ofText(noText, (_, value) => made(value)),
  'a text in a list': ofText(no, (text) => [text]),
  'other text': ofText(fc.oneof(anyText, OTHER_TEXT), (_, value) => value),
  'text that is cut': ofText(fc.nat(200), (text, cut) => text.slice(0, -1 - cut)),
  'text and more': ofText(fc.constantFrom('x', '{}', ',', '}', '\u0000', '//', '\uFEFF'), (text, more) => text + more),
  'text after a mark': ofText(fc.constantFrom('\uFEFF', '\u0000', 'x', ','), (text, mark) => mark + text),
  'text in a text': ofText(no, (text) => JSON.stringify(text)),
  'a list of policies': ofText(no, (text) => `[${text}]`),
  'JSON of another type': ofText(anyJson.filter((value) => !isRecord(value)), (_, value) => jsonText(made(value))),
  'other statements before': ofText(
    fc.constantFrom('"Statement":[]', '"Statement":null', '"\\u0053tatement":[]'), (text, before) => `{${before},${text.slice(1)}`,
  ),
  'the same statements twice': ofText(no, (text) => `{"Statement":${jsonText(JSON.parse(text).Statement)},${text.slice(1)}`),
  'a field of a statement twice': ofText(
    fc.constantFrom('"Effect":"Deny"', '"Effect":"Allow"', '"\\u0045ffect":"Deny"'), (text, twice) => text.replace('"Effect":', `${twice},"Effect":`),
  ),
  'a condition too deep': ofText(levels, (text, count) =>
    text.replace('"Effect":', `"Condition":{"StringEquals":{"x":${'['.repeat(count)}"y"${']'.repeat(count)}}},"Effect":`)),
  'an unknown field too deep': ofText(levels, (text, count) => `{"Unknown":${'{"x":'.repeat(count)}"y"${'}'.repeat(count)},${text.slice(1)}`),
  'statements in lists': ofPolicy(fc.integer({ min: 1, max: 30 }), (policy, count) => {
    for (let level = 0; level < count; level++) { policy.Statement = [policy.Statement]; }
  }),
  'one statement in a list': ofPolicy(fc.nat(9), ({ Statement }, place) => { Statement[place % Statement.length] = [Statement[place % Statement.length]]; }),
  'statements that are none': ofPolicy(
    fc.oneof(fc.constant(MISSING), anyJson.filter((value) => !isRecord(value) && !isListOfRecords(value))),
    (policy, value) => set(policy, 'Statement', value),
  ),
  'a statement that is none': ofPolicy(placed(anyJson.filter((value) => !isRecord(value))), ({ Statement }, { place, value }) => {
    Statement.splice(place % (Statement.length + 1), 0, made(value));
  }),
  'a version that is no text': ofPolicy(noText, (policy, value) => set(policy, 'Version', value)),
  'an id that is no text': ofPolicy(noText, (policy, value) => set(policy, 'Id', value)),
  ...Object.fromEntries(FIELD_KINDS.flatMap(({ names, values }) => names.map((name) => [
    `${name} of a wrong type`, ofPolicy(placed(values), ({ Statement }, { place, value }) => set(Statement[place % Statement.length], name, value)),
  ]))),
  'an own Sid in a list': ofPolicy(no, ({ Statement }) => {
    const last = Statement.at(-1);
    last.Sid = [last.Sid ?? 'KeyPolicyStatements-'];
  }),
  'characters that KMS does not accept': ofPolicy(FOREIGN_CHARACTERS, ({ Statement: [root] }, character) => { root.Sid = `a ${character}`; }, whenWritten),
  'an id of characters that KMS does not accept': ofPolicy(FOREIGN_CHARACTERS, (policy, character) => { policy.Id = character; }, whenWritten),
  'more than a policy can be': ofPolicy(fc.constantFrom(long('x', 32_768), long('é', 17_000)), (policy, value) => set(policy, 'Id', value), whenWritten),
};
