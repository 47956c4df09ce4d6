import { Token } from 'aws-cdk-lib';
import { ACCOUNT, PARTITION, REGION } from './deploy-time';
import { isDummy } from './dummy-value';

/**
 * The JSON of a template with text instead of the CloudFormation functions whose parts are known. `PARTITION`, `ACCOUNT` and
 * `REGION` stand for the pseudo parameters. A function with anything else stays an object.
 */
export function collapseFunctions<T>(json: T): T;
export function collapseFunctions(json: unknown): unknown {
  if (Array.isArray(json)) { return json.map((item) => collapseFunctions(item)); }
  if (json === null || typeof json !== 'object' || Token.isUnresolved(json)) { return json; }
  return textOf(json) ?? Object.fromEntries(Object.entries(json).map(([key, value]) => [key, collapseFunctions(value)]));
}

/** Whether the value is not known yet: a token, a function that `collapseFunctions` leaves as it is, or the dummy value of a pending lookup. */
export function isUnknown(value: unknown): boolean {
  const isFunction = value !== null && typeof value === 'object' && Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
  return isFunction || Token.isUnresolved(value) || isDummy(value);
}

function textOf(json: object): string | undefined {
  const { Ref: ref, 'Fn::Sub': template, 'Fn::Join': join } = json as { readonly 'Ref'?: unknown; readonly 'Fn::Sub'?: unknown; readonly 'Fn::Join'?: [string, unknown] };
  if (ref !== undefined) { return PSEUDO_PARAMETERS.find((value) => value === `\${${ref}}`); }
  if (typeof template === 'string') {
    const names = template.match(/\$\{[^!][^}]*\}/g) ?? [];
    return names.every((name) => PSEUDO_PARAMETERS.includes(name)) ? template.replaceAll('${!', () => '${') : undefined;
  }
  if (join === undefined) { return undefined; }
  const parts = collapseFunctions(join[1]);
  return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts.join(join[0]) : undefined;
}

const PSEUDO_PARAMETERS = [PARTITION, ACCOUNT, REGION];
