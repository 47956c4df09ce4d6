import * as fc from 'fast-check';
import type { Kind, Verdict } from './corruption';
import { deep, long, MISSING, set } from './planned';
import { isCondition, isPrincipal, isTextOrTexts } from './policy-forms';
import { anyJson, noText, tooDeep } from './values';

/** Which of the statements; a number may be larger than there are statements. */
export const placed = (values: fc.Arbitrary<any>) => fc.record({ place: fc.nat(9), value: values });

const NO_PRINCIPALS = fc.constantFrom<any>(
  [['*']], [{ AWS: '*' }], { AWS: null }, { AWS: {} }, { AWS: [['*']] }, { AWS: [null] }, { AWS: 222222222222 }, { AWS: [{ AWS: '*' }] }, { AWS: deep(3, 'lists') },
);
const NO_TEXTS = fc.constantFrom<any>([['kms:*']], { 0: 'kms:*' }, ['kms:Decrypt', null], [{}]);
const NO_CONDITIONS = fc.constantFrom<any>(
  [], { StringEquals: 'x' }, { StringEquals: ['x'] }, { StringEquals: { x: null } }, { StringEquals: { x: [['y']] } }, { StringEquals: { x: { y: 'z' } } },
);

/** Ways in which a field of a statement can have a type that no policy has, whoever wrote the statement. */
export const FIELD_KINDS: Array<{ readonly names: string[]; readonly values: fc.Arbitrary<any> }> = [
  { names: ['Sid', 'Effect'], values: noText },
  { names: ['Principal', 'NotPrincipal'], values: fc.oneof(anyJson, NO_PRINCIPALS).filter((value) => !isPrincipal(value)) },
  { names: ['Action', 'NotAction', 'Resource', 'NotResource'], values: fc.oneof(anyJson, NO_TEXTS).filter((value) => !isTextOrTexts(value)) },
  {
    names: ['Condition'],
    values: fc.oneof(anyJson, NO_CONDITIONS, tooDeep.map((x) => ({ StringEquals: { x } }))).filter((value) => !isCondition(value)),
  },
];

/** Characters that KMS accepts in no policy. */
export const FOREIGN_CHARACTERS = fc.constantFrom('鍵', 'Ā', '\u{1F511}', '\uD800', '\uDC00x', '\u0000', '\u0001', '\u001F', '\u2028', '\uFEFF');

/** A deletion reads no statements. */
function field(name: string, values: fc.Arbitrary<any>, verdict: Verdict = 'refused at once'): Kind<any> {
  return {
    of: name.replace('Not', ''),
    values: placed(values),
    corrupt: (event, { place, value }) => set(statementAt(event, place), name, value),
    verdict: ({ request }) => request === 'Delete' ? 'in order' : verdict,
  };
}

function without(...names: string[]): Kind<any> {
  return {
    ...field(names[0], fc.constant(MISSING), 'left to KMS'),
    corrupt: (event, { place }) => { for (const name of names) { delete statementAt(event, place)[name]; } },
  };
}

function statementAt({ ResourceProperties: { Statements } }: any, place: number): any {
  return Statements[place % Statements.length];
}

/** Ways in which a statement of the event can be wrong. */
export const STATEMENT_KINDS: Record<string, Kind<any>> = {
  ...Object.fromEntries(FIELD_KINDS.flatMap(({ names, values }) => names.map((name) => [`${name} of a wrong type`, field(name, values)]))),
  'a Sid of characters that KMS does not accept': field('Sid', FOREIGN_CHARACTERS, 'refused'),
  'a condition of characters that KMS does not accept': field(
    'Condition', FOREIGN_CHARACTERS.map((one) => ({ StringEquals: { [`x${one}`]: 'y' } })), 'refused',
  ),
  'a statement that is too large': field('Sid', fc.constantFrom(long('x', 33_000), long('é', 20_000)), 'refused'),
  'an unknown element that is too deep': field('Unknown', tooDeep),
  'an unknown element': field('Unknown', fc.constantFrom<any>('x', [], {}, null, 1), 'left to KMS'),
  'an element of a prototype': field('__proto__', fc.constantFrom<any>({ Sid: 'x' }, null, [], 'x'), 'left to KMS'),
  'an element named constructor': field('constructor', fc.constantFrom<any>({ prototype: {} }, null, 'x'), 'left to KMS'),
  'an unknown effect': field('Effect', fc.constantFrom('allow', 'Maybe', '', 'Allow '), 'left to KMS'),
  'a principal that is none': field(
    'Principal', fc.constantFrom<any>('222222222222', '', {}, { AWS: [] }, { AWS: 'x' }, { Service: '' }, { Nobody: '*' }), 'left to KMS',
  ),
  'no effect': without('Effect'),
  'no principal': without('Principal', 'NotPrincipal'),
  'no action': without('Action', 'NotAction'),
  'a Sid like another owner\'s': field(
    'Sid', fc.constantFrom('KeyPolicyStatements-0123456789abcdef-Use', 'KeyPolicyStatements-', '-', '$&', '\\u0041', 'null', '__proto__'), 'in order',
  ),
};
