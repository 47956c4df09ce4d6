import { createHash } from 'node:crypto';
import type { Statement } from './policy';

/**
 * Who statements of a key policy belong to: one custom resource of one stack. It is what the Sids of all its statements
 * begin with.
 */
export type Owner = string;

/** The owner that a custom resource is. */
export function ownerOf(resource: { readonly StackId: string; readonly LogicalResourceId: string }): Owner {
  // Without the UUID at the end of the id: a stack that is made anew takes over what its forerunner may have left behind.
  const stack = resource.StackId.replace(/\/[^/]*$/, '');
  const hash = createHash('sha256').update(`${stack}/${resource.LogicalResourceId}`).digest('hex').slice(0, 16);
  return `KeyPolicyStatements-${hash}-`;
}

export function owns(owner: Owner, { Sid }: Statement): boolean {
  return typeof Sid === 'string' && Sid.startsWith(owner);
}

/** The statements as the owner's: each with a Sid of the owner's, by its former Sid or its place in the list. */
export function claim(owner: Owner, statements: Statement[]): Statement[] {
  return statements.map(({ Sid, ...rest }, index) => ({ Sid: `${owner}${Sid ?? index + 1}`, ...rest }));
}
