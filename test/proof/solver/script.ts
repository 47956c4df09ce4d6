import type { Term, Variable } from './term';
import type { Language } from '../languages/language';
import { partition, type Class } from '../languages/partition';

/** A text, or undefined where the request lacks it, by the name of its variable; and the facts that are true. */
export interface Assignment {
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly facts: ReadonlySet<string>;
}

/** Questions about requests as SMT-LIB 2, where each text is the number of its class. */
export class Script {
  /** Declarations and assertions. */
  public readonly text: string;
  private readonly lines: string[] = ['(set-logic QF_FD)'];
  private readonly names = new Map<Term, string>();
  private readonly choices = new Map<Variable, Array<Class | undefined>>();
  private readonly flags = new Set<string>();

  /**
   * @param assumption what holds for every request that is asked about.
   * @param questions the terms by name. Each is a constant of its name.
   */
  constructor(assumption: Term, questions: ReadonlyMap<string, Term>) {
    const languages = new Map<Variable, Set<Language>>();
    const visited = new Set<Term>();
    for (const term of [assumption, ...questions.values()]) { this.collect(term, languages, visited); }
    for (const [variable, tests] of languages) { this.declareVariable(variable, [...tests]); }
    for (const name of this.flags) { this.lines.push(`(declare-const ${name} Bool)`); }
    this.lines.push(`(assert ${this.render(assumption)})`);
    for (const [name, term] of questions) { this.lines.push(`(declare-const ${name} Bool)`, `(assert (= ${name} ${this.render(term)}))`); }
    this.text = this.lines.join('\n');
  }

  /** The constants whose values make an assignment. */
  public get constants(): string[] {
    return [...[...this.choices.keys()].map(({ name }) => name), ...this.flags];
  }

  public assignment(values: ReadonlyMap<string, string>): Assignment {
    const texts = [...this.choices].map(([{ name }, choices]): [string, string | undefined] => {
      const value = values.get(name)!;
      return [name, choices[value.startsWith('#b') ? parseInt(value.slice(2), 2) : parseInt(value.slice(2), 16)]?.witness];
    });
    return { texts: new Map(texts), facts: new Set([...this.flags].filter((name) => values.get(name) === 'true')) };
  }

  private collect(term: Term, languages: Map<Variable, Set<Language>>, visited: Set<Term>): void {
    if (visited.has(term)) { return; }
    visited.add(term);
    switch (term.kind) {
      case 'flag': this.flags.add(term.name); break;
      case 'in':
      case 'absent': {
        const tests = languages.get(term.variable) ?? new Set();
        languages.set(term.variable, tests);
        if (term.kind === 'in') { tests.add(term.language); }
        break;
      }
      case 'not': this.collect(term.term, languages, visited); break;
      case 'and':
      case 'or': term.terms.forEach((one) => this.collect(one, languages, visited));
    }
  }

  private declareVariable(variable: Variable, tests: Language[]): void {
    const choices = [...variable.optional ? [undefined] : [], ...partition(variable.domain, tests)];
    this.choices.set(variable, choices);
    this.lines.push(`(declare-const ${variable.name} (_ BitVec ${width(choices)}))`);
    this.lines.push(`(assert (bvule ${variable.name} ${number(choices.length - 1, width(choices))}))`);
  }

  /** The term, by a name of its own where it is not a single constant. */
  private render(term: Term): string {
    const found = this.names.get(term);
    if (found !== undefined) { return found; }
    const body = this.renderBody(term);
    if (!body.startsWith('(')) { return body; }
    const name = `t${this.names.size}`;
    this.names.set(term, name);
    this.lines.push(`(define-fun ${name} () Bool ${body})`);
    return name;
  }

  private renderBody(term: Term): string {
    switch (term.kind) {
      case 'constant': return `${term.value}`;
      case 'flag': return term.name;
      case 'absent': return this.isOneOf(term.variable, (choice) => choice === undefined);
      case 'in': return this.isOneOf(term.variable, (choice) => choice?.within.has(term.language) === true);
      case 'not': return `(not ${this.render(term.term)})`;
      case 'and':
      case 'or': return `(${term.kind} ${term.terms.map((one) => this.render(one)).join(' ')})`;
    }
  }

  private isOneOf(variable: Variable, matches: (choice: Class | undefined) => boolean): string {
    const choices = this.choices.get(variable)!;
    const numbers = choices.flatMap((choice, index) => matches(choice) ? index : []);
    if (numbers.length === choices.length) { return 'true'; }
    const equal = numbers.map((index) => `(= ${variable.name} ${number(index, width(choices))})`);
    return equal.length < 2 ? equal[0] ?? 'false' : `(or ${equal.join(' ')})`;
  }
}

function width(choices: readonly unknown[]): number {
  return Math.max(1, Math.ceil(Math.log2(choices.length)));
}

function number(value: number, bits: number): string {
  return `#b${value.toString(2).padStart(bits, '0')}`;
}
