import type { Assignment } from './script';
import type { Term, Variable } from './term';
import { ALPHABET, type Language } from '../languages/language';

/**
 * A question as SMT-LIB 2 in the theory of strings, where each text is a string and each language a regular expression. It has nothing of the
 * partition, so that an answer by another solver confirms both.
 *
 * @param assignment the only request that is asked about, by default all.
 */
export function inStrings(assumption: Term, question: Term, { texts, facts }: Partial<Assignment> = {}): string {
  const variables = new Set<Variable>();
  const flags = new Set<string>();
  const [first, second] = [assumption, question].map((term) => render(term, variables, flags));
  return [
    '(set-logic ALL)',
    ...[...variables].flatMap(({ name, domain, optional }) => [
      `(declare-const ${name} String)`,
      ...optional ? [`(declare-const has_${name} Bool)`] : [],
      `(assert (str.in_re ${name} ${expression(domain)}))`,
    ]),
    ...[...flags].map((name) => `(declare-const ${name} Bool)`),
    ...!texts ? [] : [...variables].flatMap(({ name, optional }) => {
      const value = texts.get(name);
      return [
        ...optional ? [`(assert (= has_${name} ${value !== undefined}))`] : [],
        ...value === undefined ? [] : [`(assert (= ${name} "${value.replaceAll('"', '""')}"))`],
      ];
    }),
    ...!facts ? [] : [...flags].map((name) => `(assert (= ${name} ${facts.has(name)}))`),
    `(assert ${first})`,
    `(assert ${second})`,
    '(check-sat)',
  ].join('\n');
}

function render(term: Term, variables: Set<Variable>, flags: Set<string>): string {
  switch (term.kind) {
    case 'constant': return `${term.value}`;
    case 'flag': flags.add(term.name); return term.name;
    case 'absent': variables.add(term.variable); return `(not has_${term.variable.name})`;
    case 'in': {
      const { variable: { name, optional }, language } = term;
      variables.add(term.variable);
      const isIn = `(str.in_re ${name} ${expression(language)})`;
      return optional ? `(and has_${name} ${isIn})` : isIn;
    }
    case 'not': return `(not ${render(term.term, variables, flags)})`;
    case 'and':
    case 'or': return `(${term.kind} ${term.terms.map((one) => render(one, variables, flags)).join(' ')})`;
  }
}

function expression({ of }: Language): string {
  switch (of.kind) {
    case 'none': return 're.none';
    case 'empty': return '(str.to_re "")';
    case 'character': return of.characters.length === ALPHABET.length
      ? '(re.range " " "~")'
      : union([...of.characters].map((one) => `(str.to_re "${one === '"' ? '""' : one}")`));
    case 'sequence': return `(re.++ ${expression(of.first)} ${expression(of.rest)})`;
    case 'either': return union(of.languages.map(expression));
    case 'many': return `(re.* ${expression(of.language)})`;
  }
}

function union(expressions: string[]): string {
  return expressions.length === 1 ? expressions[0] : `(re.union ${expressions.join(' ')})`;
}
