import { isObject } from './grammar';
import type { Statement } from './policy';

/**
 * Whether two statements mean the same. KMS writes a list of one as its item and principals in an order of its own, and
 * CloudFormation turns booleans and numbers into text.
 */
export function sameStatement(one: Statement, other: Statement): boolean {
  return canonicalText(one) === canonicalText(other);
}

function canonicalText({ Principal, NotPrincipal, ...rest }: Statement): string {
  return canonical({ ...rest, Principal: principals(Principal), NotPrincipal: principals(NotPrincipal) });
}

/** An account can be named by its id or by the ARN of its root, and anyone with and without a kind. */
function principals(value: any): any {
  if (value === '*') { return { AWS: '*' }; }
  return value?.AWS === undefined
    ? value
    : { ...value, AWS: [value.AWS].flat().map((arn) => `${arn}`.replace(/^arn:[^:]+:iam::(\d{12}):root$/, '$1')) };
}

function canonical(value: any): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(canonical))].sort();
    return items.length === 1 ? items[0] : `[${items}]`;
  }
  if (isObject(value)) {
    const fields = Object.keys(value).filter((name) => value[name] !== undefined).sort();
    return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)}}`;
  }
  return JSON.stringify(`${value}`);
}
