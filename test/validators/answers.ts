import { readFileSync } from 'node:fs';
import type { Finding } from './validator';

/** A row of a table in docs/validators.md: why findings of some rules, on resources of some types, are as they are. */
export interface Answer {
  readonly line: string;
  readonly isOfLibrary: boolean;
  readonly rules: string[];
  readonly types: string[];
  /** The statements that it is about, if not all. */
  readonly sids: string[];
}

export interface TypedFinding extends Finding {
  /** The type of the resource. */
  readonly type: string | undefined;
}

/** Reads the answers: a table of what the library makes, and one of what the examples add. */
export function readAnswers(file: string): Answer[] {
  const [, ...sections] = readFileSync(file, 'utf8').split(/^## /m);
  return sections.flatMap((section) => [...section.matchAll(/^\| (`[^|]+) \| (`[^|]+) \| [^|]+ \|$/gm)].map(([line, rules, where]) => ({
    line,
    isOfLibrary: section.startsWith('What the library makes'),
    rules: rules.match(/(?<=`)[\w.]+(?=`)/g) ?? [],
    types: where.match(/(?<=`)[\w:]+(?=`)/g) ?? [],
    sids: where.match(/(?<=")[^",]+(?=")/g) ?? [],
  })));
}

/** What the library makes, by its logical ids. */
const OF_LIBRARY = /^KeyPolicyStatements|^ReplicaKey|StackSet[0-9A-F]{8}$/;

export function answers({ isOfLibrary, rules, types, sids }: Answer, { rule, resource = '', type = '', sid = '' }: TypedFinding): boolean {
  return isOfLibrary === OF_LIBRARY.test(resource) && rules.includes(rule) && types.includes(type) && (sids.length === 0 || sids.includes(sid));
}

/** The rules, types and statements of an answer that no finding is about any more. */
export function unusedPartsOf({ rules, types, sids }: Answer, answered: TypedFinding[]): string[] {
  return [
    ...rules.filter((each) => !answered.some(({ rule }) => rule === each)),
    ...types.filter((each) => !answered.some(({ type }) => type === each)),
    ...sids.filter((each) => !answered.some(({ sid }) => sid === each)),
  ];
}
