import type { Key } from './key-store';
import { KmsError } from './kms-error';
import { asList, statementsOf } from './policy-principals';
import type { Principal } from './principals';
import { isAllowed } from '../access/evaluate';

/** IAM as it is for a principal that was added without an identity policy. */
const ALL_OF_KMS = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }] };

export type Operation = 'DescribeKey' | 'GetKeyPolicy' | 'PutKeyPolicy';

/** One call, as it is to be decided. */
export interface Attempt {
  readonly caller: Principal;
  readonly operation: Operation;
  readonly key: Key;
  readonly keyPolicy: any;
  readonly context: Record<string, string | string[]>;
}

/** Whether key policy and IAM together let the call through. */
export async function mayCall({ caller, operation, key, keyPolicy, context }: Attempt): Promise<boolean> {
  const action = `kms:${operation}`;
  if (!caller.identityPolicy && caller.account === key.account) { return allowsAtAGlance(keyPolicy, action, caller, key); }
  const identityPolicy = caller.identityPolicy ?? ALL_OF_KMS;
  return isAllowed(key.arn, keyPolicy, { principal: caller.arn, identityPolicy, action, context });
}

/** Why the call did not get through, in KMS's words. */
export async function accessDenied(attempt: Attempt): Promise<KmsError> {
  const { caller, operation, key } = attempt;
  const byKeyPolicy = await mayCall({ ...attempt, caller: { ...caller, identityPolicy: undefined } });
  const basis = byKeyPolicy ? 'identity-based' : 'resource-based';
  return denied(caller, operation, `resource: ${key.arn} because no ${basis} policy allows the kms:${operation} action`);
}

/** What a stranger is told, the same for a key that does not exist and for one that the stranger has no access to. */
export function accessDeniedToStranger(caller: Principal, operation: Operation): KmsError {
  return denied(caller, operation, 'this resource because the resource does not exist in this Region, '
    + 'no resource-based policies allow access, or a resource-based policy explicitly denies access');
}

function denied(caller: Principal, operation: Operation, rest: string): KmsError {
  return new KmsError('AccessDeniedException', `User: ${sessionOf(caller)} is not authorized to perform: kms:${operation} on ${rest}`);
}

/** KMS names the session of a role and not the role. */
function sessionOf({ arn }: Principal): string {
  const [, partition, account, path] = /^arn:([\w-]+):iam::(\d{12}):role\/(.+)$/.exec(arn) ?? [];
  return path ? `arn:${partition}:sts::${account}:assumed-role/${path.split('/').pop()}/strict-kms` : arn;
}

/**
 * The answer without the engine, for tests with thousands of calls: unconditional statements for the account root, the caller,
 * or anybody. Right for a caller in the key's account to whom IAM allows all of KMS, unless conditions play a part.
 */
function allowsAtAGlance(policy: any, action: string, caller: Principal, { partition, account }: Key): boolean {
  const names = ['*', account, `arn:${partition}:iam::${account}:root`, caller.arn];
  const effects = statementsOf(policy)
    .filter(({ Condition }) => !Condition)
    .filter(({ Principal: principal }) => asList(principal?.AWS ?? principal).some((one) => names.includes(one)))
    .filter(({ Action }) => asList(Action).some((pattern) => matches(pattern, action)))
    .map(({ Effect }) => Effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function matches(pattern: string, action: string): boolean {
  const source = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}
