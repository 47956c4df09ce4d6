import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Packed } from './packed';
import { throwingMembers } from './throwing-members';

/** The parameters of every construct, which their types explain. */
const SELF_EXPLAINING = ['scope', 'id', 'props'];

const types = Object.values<any>(JSON.parse(readFileSync(join(Packed.PROJECT, '.jsii'), 'utf8')).types);
const members = types.flatMap((type) => [...type.properties ?? [], ...type.methods ?? [], ...type.members ?? []]
  .map((member) => ({ ...member, name: `${type.name}.${member.name}` })));
const parameters = [...types.map(({ name, initializer }) => ({ ...initializer, name })), ...members]
  .flatMap((callable) => (callable.parameters ?? []).map((parameter: any) => ({ ...parameter, name: `${callable.name}(${parameter.name})`, own: parameter.name })))
  .filter(({ own }) => !SELF_EXPLAINING.includes(own));

function text({ docs }: any): string {
  return [docs?.summary, docs?.remarks].join('\n\n');
}

function names(items: any[]): string[] {
  return items.map(({ name }) => name).sort();
}

test('there is something to look at', () => {
  expect(types.length).toBeGreaterThan(20);
  expect(members.length).toBeGreaterThan(60);
  expect(parameters.length).toBeGreaterThan(10);
});

test('every type and member has a summary that fits in its row of a table', () => {
  expect(names([...types, ...members].filter(({ docs }) => !/^[^;]{10,160}\.$/.test(docs?.summary ?? '')))).toEqual([]);
});

test('every optional property says its default', () => {
  expect(names(members.filter(({ optional, docs }) => optional && !docs?.default))).toEqual([]);
});

test('every parameter is described, and where it is optional, so is its default', () => {
  expect(names(parameters.filter((parameter) => !parameter.docs?.summary || (parameter.optional && !/\bdefault\b/.test(text(parameter)))))).toEqual([]);
});

test('every source is one page of the AWS documentation', () => {
  const sources = [...types, ...members, ...parameters].filter(({ docs }) => docs?.see !== undefined);
  expect(sources.length).toBeGreaterThan(40);
  expect(names(sources.filter(({ docs }) => !/^https:\/\/docs\.aws\.amazon\.com\/[\w./-]+\.html(#[\w-]+)?$/.test(docs.see)))).toEqual([]);
});

test('what can throw says when, and nothing else does', () => {
  const throwing = throwingMembers(Packed.PROJECT);
  expect(throwing.length).toBeGreaterThan(20);
  // The API reference shows nothing of what is written at a constructor itself.
  const saying = [
    ...types.filter((type) => /\bThe constructor throws when\b/.test(text(type))),
    ...members.filter((member) => /^Throws when\b/m.test(text(member))),
  ];
  expect(names(saying)).toEqual([...throwing].sort());
});

test('what is written at a constructor is written at its class, where the API reference shows it', () => {
  expect(names(types.filter(({ initializer }) => initializer?.docs?.summary))).toEqual([]);
});

test('every class has an example', () => {
  expect(names(types.filter(({ kind, docs }) => kind === 'class' && !docs?.example))).toEqual([]);
});
