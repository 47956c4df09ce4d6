import { isObject } from './json-object';
import type { Statement } from './statement';

/** The statements of a policy, or undefined if it is not written in the policy language. */
export function statementsOf(document: unknown): Statement[] | undefined {
  if (!isObject(document) || !Object.keys(document).every((name) => ['Version', 'Id', 'Statement'].includes(name))) { return undefined; }
  const { Version: version = '2008-10-17', Statement: body } = document;
  if (version !== '2008-10-17' && version !== '2012-10-17') { return undefined; }
  const statements = [body].flat();
  // The older version knows no policy variables.
  const variables = version === '2012-10-17';
  return statements.every(isObject) ? statements.map((elements) => ({ elements, variables })) : undefined;
}
