import type { CallerIdentity, InAccount } from './caller-identity';
import { isObject } from './json-object';
import { type Answer, NO, or, UNKNOWN, YES } from './verdict';

/**
 * How a principal names a caller, which decides what its account has to say: `self` names the user, the session, the root user or the service;
 * `role` the role of a session; `anyone` is `*`; `account` delegates to the IAM policies of an account.
 */
export type Naming = 'self' | 'role' | 'anyone' | 'account';

/** Whether a principal names a caller, by the way it does so. */
export type Named = Readonly<Record<Naming, Answer>>;

/** Who calls, with the unique id where it is known. */
export interface NamedCaller {
  readonly identity: CallerIdentity;
  readonly id?: string;
}

const NOT_NAMED: Named = { self: NO, role: NO, anyone: NO, account: NO };
const CANNOT_TELL: Named = { self: UNKNOWN, role: UNKNOWN, anyone: UNKNOWN, account: UNKNOWN };

/**
 * Whether the `Principal` of a key policy names a caller.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function namedBy(principal: unknown, caller: NamedCaller): Named {
  if (principal === '*') { return { ...NOT_NAMED, anyone: YES }; }
  const entries = entriesOf(principal);
  if (!entries) { return CANNOT_TELL; }
  const each = entries.map(([type, value]) => namedByEntry(type, value, caller));
  const anyOf = (naming: Naming) => or(each.map((named) => named[naming]));
  return { self: anyOf('self'), role: anyOf('role'), anyone: anyOf('anyone'), account: anyOf('account') };
}

/** The principals of an element one by one, with their types, or undefined if it is not what AWS documents. */
export function entriesOf(principal: unknown): Array<[string, string]> | undefined {
  if (!isObject(principal)) { return undefined; }
  const entries = Object.entries(principal).flatMap(([type, values]): Array<[string, unknown]> => [values].flat().map((value) => [type, value]));
  const areTexts = (pairs: Array<[string, unknown]>): pairs is Array<[string, string]> => pairs.every(([, value]) => typeof value === 'string');
  return entries.length > 0 && areTexts(entries) ? entries : undefined;
}

function namedByEntry(type: string, value: string, caller: NamedCaller): Named {
  const { identity } = caller;
  switch (type) {
    case 'Service': return identity.kind === 'service' ? { ...NOT_NAMED, self: isService(value, identity.arn) } : ofUnknownKind(identity);
    case 'AWS': return identity.kind === 'service' ? ofService(value) : namedByAws(value, caller);
    // `Federated` and `CanonicalUser` are for the policies of other services.
    default: return CANNOT_TELL;
  }
}

function ofUnknownKind({ kind }: CallerIdentity): Named {
  return kind === 'other' ? CANNOT_TELL : NOT_NAMED;
}

/** AWS calls both ways to write `*` equivalent for anonymous users; whether they are for services is not said. */
function ofService(value: string): Named {
  return value === '*' ? { ...NOT_NAMED, anyone: UNKNOWN } : NOT_NAMED;
}

/** Some services go by two names in China. */
function isService(value: string, name: string): Answer {
  if (value === name) { return YES; }
  const isUnusual = !/^[a-z0-9.-]+$/.test(value) || value.replace(/\.cn$/, '') === name.replace(/\.cn$/, '');
  return isUnusual ? UNKNOWN : NO;
}

function namedByAws(value: string, { identity, id }: NamedCaller): Named {
  if (value === '*') { return { ...NOT_NAMED, anyone: YES }; }
  if (identity.kind === 'service') { return NOT_NAMED; }
  if (identity.kind === 'other') { return CANNOT_TELL; }
  if (/^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:root)$/.test(value)) {
    if (value !== identity.account && value !== arnIn(identity, 'iam', 'root')) { return NOT_NAMED; }
    return { ...NOT_NAMED, [identity.kind === 'root' ? 'self' : 'account']: YES };
  }
  if (/^(AROA|AIDA)[A-Z0-9]+$/.test(value)) { return namedById(value, identity, id); }
  if (!/^arn:aws[a-z-]*:(iam|sts)::\d{12}:[^*?$]+$/.test(value)) { return CANNOT_TELL; }
  if (value === identity.arn) { return { ...NOT_NAMED, [identity.kind === 'role' ? 'role' : 'self']: YES }; }
  return namedByOtherArn(value, identity);
}

/**
 * A principal that is shown as a unique id is gone, and one of the same name has another id.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
function namedById(value: string, { kind }: CallerIdentity, id: string | undefined): Named {
  const isRole = value.startsWith('AROA');
  if (isRole ? kind !== 'role' && kind !== 'session' : kind !== 'user') { return NOT_NAMED; }
  const same = id === undefined ? UNKNOWN : (id === value ? YES : NO);
  return { ...NOT_NAMED, [isRole ? 'role' : 'self']: same };
}

/** A role and its sessions name each other, as far as their ARNs tell. */
function namedByOtherArn(value: string, identity: CallerIdentity): Named {
  if (identity.kind === 'session' && value.startsWith(arnIn(identity, 'iam', 'role/')) && value.endsWith(`/${identity.roleName}`)) {
    // Names of roles are unique in an account, and KMS refuses a policy that names a role that does not exist. A path may still be wrong.
    return { ...NOT_NAMED, role: value === arnIn(identity, 'iam', `role/${identity.roleName}`) ? YES : UNKNOWN };
  }
  if (identity.kind === 'role' && value.startsWith(arnIn(identity, 'sts', `assumed-role/${identity.roleName}/`))) {
    return { ...NOT_NAMED, self: UNKNOWN };
  }
  return NOT_NAMED;
}

function arnIn({ partition, account }: InAccount, service: 'iam' | 'sts', resource: string): string {
  return `arn:${partition}:${service}::${account}:${resource}`;
}
