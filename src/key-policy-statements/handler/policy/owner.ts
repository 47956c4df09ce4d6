import { createHash } from 'node:crypto';
import type { Statement } from './policy';

/**
 * The owner of statements in a key policy: one custom resource of one stack. It is the prefix of the Sids of all statements
 * that the custom resource owns.
 */
export type Owner = string;

/** In physical ids, the placeholder for the key of a resource that never changed a policy. */
export const NO_KEY = 'nothing-written';

export function ownerOf(resource: { readonly StackId: string; readonly LogicalResourceId: string }): Owner {
  // Without the UUID at the end of the id: a re-created stack owns the statements that its predecessor may have left behind.
  const stack = resource.StackId.replace(/\/[^/]*$/, '');
  const hash = createHash('sha256').update(`${stack}/${resource.LogicalResourceId}`).digest('hex').slice(0, 16);
  return `KeyPolicyStatements-${hash}-`;
}

/** The physical id of a custom resource: the key whose policy it changes, and the owner. */
export function physicalId(owner: Owner, key = NO_KEY): string {
  return `${key}#${owner}`;
}

export function isOwned(owner: Owner, { Sid }: Statement): boolean {
  return !!Sid?.startsWith(owner);
}

/** The statements with owned Sids: each from its former Sid, or else from its place in the list. */
export function ownedStatements(owner: Owner, statements: Statement[]): Array<Statement & { readonly Sid: string }> {
  return statements.map(({ Sid, ...rest }, index) => ({ Sid: `${owner}${Sid ?? index + 1}`, ...rest }));
}
