import type { Language } from '../languages/language';

/** A text of the request: one of a domain, or absent. */
export interface Variable {
  readonly name: string;
  readonly domain: Language;
  /** Whether a request may lack it. */
  readonly optional: boolean;
}

/** What may be said of a request. */
export type Term =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'flag'; readonly name: string }
  | { readonly kind: 'in'; readonly variable: Variable; readonly language: Language }
  | { readonly kind: 'absent'; readonly variable: Variable }
  | { readonly kind: 'not'; readonly term: Term }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Term[] };

export const TRUE: Term = { kind: 'constant', value: true };
export const FALSE: Term = { kind: 'constant', value: false };

/** A fact of the request that is true or false. */
export const flag = (name: string): Term => ({ kind: 'flag', name });

/** Whether the text is in the language. One that is absent is in none. */
export const isIn = (variable: Variable, language: Language): Term => ({ kind: 'in', variable, language });

export function isAbsent(variable: Variable): Term {
  return variable.optional ? { kind: 'absent', variable } : FALSE;
}

export const isPresent = (variable: Variable): Term => not(isAbsent(variable));

export function not(term: Term): Term {
  if (term.kind === 'constant') { return term.value ? FALSE : TRUE; }
  return term.kind === 'not' ? term.term : { kind: 'not', term };
}

export function and(...terms: readonly Term[]): Term {
  return combine('and', TRUE, FALSE, terms);
}

export function or(...terms: readonly Term[]): Term {
  return combine('or', FALSE, TRUE, terms);
}

export const implies = (one: Term, other: Term): Term => or(not(one), other);
export const same = (one: Term, other: Term): Term => and(implies(one, other), implies(other, one));

function combine(kind: 'and' | 'or', neutral: Term, deciding: Term, terms: readonly Term[]): Term {
  if (terms.includes(deciding)) { return deciding; }
  const left = terms.filter((term) => term !== neutral);
  if (left.length === 0) { return neutral; }
  return left.length === 1 ? left[0] : { kind, terms: left };
}
