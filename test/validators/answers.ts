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

/** The headings of the tables with answers, and whether these are about resources of the library. */
const TABLES = new Map([['Resources of the library', true], ['Resources of the examples', false]]);

/**
 * Reads the answers.
 *
 * @throws if a table is missing, as all of its findings would then be unanswered.
 */
export function readAnswers(file: string): Answer[] {
  const sections = readFileSync(file, 'utf8').split(/^## /m);
  return [...TABLES].flatMap(([heading, isOfLibrary]) => {
    const section = sections.find((each) => each.startsWith(`${heading}\n`));
    if (section === undefined) { throw new Error(`${file} has no section "${heading}"; add it, or change the heading here, too`); }
    return [...section.matchAll(/^\| (`[^|]+) \| (`[^|]+) \| [^|]+ \|$/gm)].map(([line, rules, where]) => ({
      line,
      isOfLibrary,
      rules: rules.match(/(?<=`)[\w.]+(?=`)/g) ?? [],
      types: where.match(/(?<=`)[\w:]+(?=`)/g) ?? [],
      sids: where.match(/(?<=")[^",]+(?=")/g) ?? [],
    }));
  });
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
