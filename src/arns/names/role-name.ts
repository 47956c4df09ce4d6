import { isDummy } from '../deploy-time/dummy-value';
import { assertText } from '../options/option-type';
import { assertIamName } from '../principal-arn';

/**
 * @param what the option of the name.
 * @param remedies what to do with an ARN, and with a name that has a path.
 * @throws when the text is not the name of one role, without a path.
 */
export function assertRoleName(name: string, what: string, remedies: { readonly arn: string; readonly path: string }): void {
  assertText(name, what);
  if (isDummy(name)) { return; }
  if (name.startsWith('arn:')) { throw new Error(`${what} "${name}" is an ARN, not a role name; ${remedies.arn}`); }
  if (name.includes('/')) { throw new Error(`${what} "${name}" has a path, which is not part of a role name; ${remedies.path}`); }
  if (/[*?]/.test(name)) { throw new Error(`${what} "${name}" contains a wildcard, which KMS does not accept in a principal; name one role`); }
  assertIamName(name, what);
}
