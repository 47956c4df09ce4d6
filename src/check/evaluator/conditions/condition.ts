import { type Operator, OPERATORS } from './operators';
import { isObject } from '../json-object';
import type { RequestContext } from '../request-context';
import { agreed, and, type Answer, answer, dependsOn, NO, not, or, UNKNOWN, YES } from '../verdict';

/** Whether all the values of a key have to match, or any one. */
type Quantifier = 'ForAllValues' | 'ForAnyValue';

/** A line of a condition, such as `"ForAnyValue:StringLikeIfExists": { "kms:ResourceAliases": … }`. */
interface Line {
  readonly operator: Operator;
  readonly quantifier?: Quantifier;
  readonly ifExists: boolean;
  /** Whether the key can have more than one value. */
  readonly multivalued: boolean;
  /** The values of the policy. */
  readonly expected: readonly string[];
  readonly variables: boolean;
}

/**
 * The keys that AWS documents as multivalued, in small letters.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
 */
const MULTIVALUED = new Set([
  'aws:calledvia', 'aws:principalorgpaths', 'aws:principalservicenameslist', 'aws:resourceorgpaths', 'aws:sourceorgpaths', 'aws:tagkeys',
  'aws:vpceorgpaths', 'kms:encryptioncontextkeys', 'kms:grantoperations', 'kms:resourcealiases',
]);

/**
 * Whether a condition holds: each key of each operator has to.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function evaluateCondition(condition: unknown, context: RequestContext, variables: boolean): Answer {
  if (!isObject(condition)) { return UNKNOWN; }
  return and(Object.entries(condition).map(([name, keys]) => {
    // A key that is there twice, spelled differently, is an error, and no page says what the result is.
    if (!isObject(keys) || hasDuplicates(Object.keys(keys))) { return UNKNOWN; }
    return and(Object.entries(keys).map(([key, expected]) => evaluateKey(name, key, expected, context, variables)));
  }));
}

function evaluateKey(name: string, key: string, values: unknown, context: RequestContext, variables: boolean): Answer {
  const expected = textsOf(values);
  if (!expected) { return UNKNOWN; }
  const [, quantifier, base, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/.exec(name) ?? [];
  const operator = OPERATORS.get(base);
  if (!operator && name !== 'Null') { return UNKNOWN; }
  const given = context.valuesOf(key);
  if (!given) { return dependsOn(key); }
  const line = operator && {
    operator,
    quantifier: quantifier as Quantifier | undefined,
    ifExists: ifExists !== undefined,
    multivalued: given.length > 1 || MULTIVALUED.has(key.toLowerCase()),
    expected,
    variables,
  };
  const withValues = (actual: readonly string[]) => line ? matches(line, actual) : isNull(expected, actual);
  // An empty value may count as none: AWS speaks of a value that "resolves to a null dataset, such as an empty string".
  return given.includes('') ? agreed([withValues(given), withValues(given.filter((value) => value !== ''))]) : withValues(given);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null */
function isNull(expected: readonly string[], given: readonly string[]): Answer {
  return or(expected.map((text) => {
    if (text === 'true') { return given.length === 0 ? YES : NO; }
    if (text === 'false') { return given.length === 0 ? NO : YES; }
    return UNKNOWN;
  }));
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html */
function matches({ operator, quantifier, ifExists, multivalued, expected, variables }: Line, given: readonly string[]): Answer {
  if (given.length === 0) {
    // For `ForAnyValue` the pages contradict each other: true says the one about `IfExists`, false the one about `ForAnyValue`.
    if (quantifier === 'ForAnyValue') { return ifExists ? UNKNOWN : NO; }
    return ifExists || quantifier === 'ForAllValues' || operator.negated ? YES : NO;
  }
  const each = given.map((value) => {
    const any = or(expected.map((text) => answer(operator.test(text, value, variables))));
    return operator.negated ? not(any) : any;
  });
  switch (quantifier) {
    case 'ForAllValues': return and(each);
    case 'ForAnyValue': return or(each);
    // A multivalued key needs a quantifier. No page says what the result is without one: the condition may be false whatever the values are.
    default: return !multivalued ? each[0] : (operator.negated ? UNKNOWN : agreed([or(each), NO]));
  }
}

/** The values of a policy as texts: AWS also accepts numbers and booleans without quotation marks. Undefined for anything else. */
function textsOf(values: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(values) ? values : [values];
  const isText = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
  return list.length > 0 && list.every(isText) ? list.map(String) : undefined;
}

function hasDuplicates(keys: readonly string[]): boolean {
  return new Set(keys.map((key) => key.toLowerCase())).size < keys.length;
}
