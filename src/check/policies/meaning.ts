import type { PrincipalJson, StatementJson } from '../../key-policy/key-policy-json';

/**
 * A text that is the same for statements with the same meaning to AWS. KMS unwraps lists of one item and reorders principals, an account can be
 * named by its id or the ARN of its root, and Sids have no meaning.
 */
export function meaning({ Sid: _, Principal, NotPrincipal, Action, NotAction, Condition, ...rest }: StatementJson): string {
  return text({
    ...rest,
    Principal: principals(Principal),
    NotPrincipal: principals(NotPrincipal),
    Action: actions(Action),
    NotAction: actions(NotAction),
    Condition: mapFields(Condition, ([operator, keys]) => [operator, mapFields(keys, ([key, values]) => [key.toLowerCase(), values])]),
  });
}

function mapFields(value: unknown, change: (field: [string, unknown]) => [string, unknown]): unknown {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(change)) : value;
}

function principals(principal: PrincipalJson | undefined): unknown {
  if (principal === '*') { return { AWS: '*' }; }
  return principal?.AWS === undefined
    ? principal
    : { ...principal, AWS: [principal.AWS].flat().map((arn) => `${arn}`.replace(/^arn:[^:]+:iam::(\d{12}):root$/, '$1')) };
}

function actions(given: string | readonly string[] | undefined): string[] | undefined {
  return given === undefined ? undefined : [given].flat().map((action) => `${action}`.toLowerCase());
}

function text(value: unknown): string {
  if (Array.isArray(value)) {
    const items = [...new Set(value.map(text))].sort();
    return items.length === 1 ? items[0] : `[${items}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined).sort(([one], [other]) => one < other ? -1 : 1);
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${text(field)}`)}}`;
  }
  return JSON.stringify(`${value as string}`);
}
