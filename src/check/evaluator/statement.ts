import { matchesAction } from './action';
import { evaluateCondition } from './conditions/condition';
import type { NamedCaller } from './principal';
import type { RequestContext } from './request-context';
import { matchesResource } from './resource';
import { and, type Answer, answer, not, or, UNKNOWN, YES } from './verdict';

/** A call as the statements of all policies see it. */
export interface Request {
  readonly caller: NamedCaller;
  readonly action: string;
  readonly keyArn: string;
  readonly context: RequestContext;
}

/** A statement of a policy. */
export interface Statement {
  readonly elements: Readonly<Record<string, unknown>>;
  /** Whether `${…}` stands for a context key. */
  readonly variables: boolean;
}

const ELEMENTS = new Set(['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']);

/** Whether a statement has no element that AWS does not document. */
export function isKnown({ elements }: Statement): boolean {
  return Object.keys(elements).every((name) => ELEMENTS.has(name));
}

/** Whether a statement applies to a request by its action, resource and condition, whoever calls. */
export function appliesTo({ elements, variables }: Statement, { action, keyArn, context }: Request): Answer {
  return and([
    matchesElement(elements, 'Action', (pattern) => answer(matchesAction(pattern, action))),
    matchesElement(elements, 'Resource', (pattern) => answer(matchesResource(pattern, keyArn, variables))),
    'Condition' in elements ? evaluateCondition(elements.Condition, context, variables) : YES,
  ]);
}

/** Whether a statement lacks its actions or resources: KMS accepts it in a key policy, and it has no effect. */
export function isWithoutEffect({ elements }: Statement): boolean {
  return ['Action', 'Resource'].some((name) => !(name in elements) && !(`Not${name}` in elements));
}

/** By the element itself or the one that begins with `Not`: a statement has one of them. */
function matchesElement(elements: Statement['elements'], name: 'Action' | 'Resource', matches: (pattern: string) => Answer): Answer {
  const inverse = `Not${name}`;
  if (name in elements === inverse in elements) { return UNKNOWN; }
  const isInverse = inverse in elements;
  const patterns = [elements[isInverse ? inverse : name]].flat();
  if (patterns.length === 0 || !patterns.every((pattern): pattern is string => typeof pattern === 'string')) { return UNKNOWN; }
  const any = or(patterns.map(matches));
  return isInverse ? not(any) : any;
}

