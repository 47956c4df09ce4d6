import type { Principal as PrincipalElement, Principals, Statement } from './policy';
import { isObject } from '../event/grammar';

/**
 * Whether two statements mean the same. KMS unwraps lists of one item and reorders principals, and CloudFormation turns
 * booleans and numbers into strings.
 */
export function isSameStatement(one: Statement, other: Statement): boolean {
  return canonicalStatement(one) === canonicalStatement(other);
}

function canonicalStatement({ Principal, NotPrincipal, ...rest }: Statement): string {
  return canonicalText({ ...rest, Principal: canonicalPrincipal(Principal), NotPrincipal: canonicalPrincipal(NotPrincipal) });
}

/** An account can be named by its id or by the ARN of its root user, and anyone with and without a kind. */
function canonicalPrincipal(principal: PrincipalElement | undefined): unknown {
  if (principal === '*') { return { AWS: '*' }; }
  return (principal as Principals | undefined)?.AWS === undefined
    ? principal
    : { ...principal as Principals, AWS: [(principal as Principals).AWS].flat().map((arn) => `${arn}`.replace(/^arn:[^:]+:iam::(\d{12}):root$/, '$1')) };
}

function canonicalText(value: unknown): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(canonicalText))].sort();
    return items.length === 1 ? items[0] : `[${items}]`;
  }
  if (isObject(value)) {
    const fields = Object.keys(value).filter((name) => value[name] !== undefined).sort();
    return `{${fields.map((name) => `${JSON.stringify(name)}:${canonicalText(value[name])}`)}}`;
  }
  return JSON.stringify(`${value}`);
}
