import { isObject } from '../evaluator/json-object';

/**
 * The names of fields that a pattern compares with a wildcard, or with `anything-but` a part of a text, and with something else, within alternatives
 * too. Event Ruler 2.1.0 does not match them as documented: `a*b` matches `[{ "wildcard": "*a" }, { "equals-ignore-case": "ab" }]`.
 */
export function unclearFields(pattern: unknown): ReadonlySet<string> {
  const comparisons = new Map<string, unknown[]>();
  const collect = (part: unknown): void => {
    if (!isObject(part)) { return; }
    for (const [name, value] of Object.entries(part)) {
      if (name === '$or' && Array.isArray(value)) {
        value.forEach(collect);
      } else if (Array.isArray(value)) {
        comparisons.set(name, [...comparisons.get(name) ?? [], ...value]);
      } else {
        collect(value);
      }
    }
  };
  collect(pattern);
  return new Set([...comparisons].filter(([, all]) => all.length > 1 && all.some(isUnclear)).map(([name]) => name));
}

function isUnclear(comparison: unknown): boolean {
  return isObject(comparison) && (Object.hasOwn(comparison, 'wildcard') || isObject(comparison['anything-but']));
}
