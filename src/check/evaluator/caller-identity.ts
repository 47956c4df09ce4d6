import type { Caller } from './call';

/** What a caller is, as far as its ARN says. */
export type CallerIdentity = RoleIdentity | SessionIdentity | UserIdentity | RootIdentity | ServiceIdentity | OtherIdentity;

/** A caller that belongs to an account. */
export interface InAccount {
  readonly arn: string;
  readonly partition: string;
  readonly account: string;
}

/** Any session of a role. */
export interface RoleIdentity extends InAccount {
  readonly kind: 'role';
  readonly roleName: string;
}

/** A session of a role, whose ARN does not tell the path of the role. */
export interface SessionIdentity extends InAccount {
  readonly kind: 'session';
  readonly roleName: string;
  readonly sessionName: string;
}

export interface UserIdentity extends InAccount {
  readonly kind: 'user';
}

/** The root user of an account. */
export interface RootIdentity extends InAccount {
  readonly kind: 'root';
}

export interface ServiceIdentity {
  readonly kind: 'service';
  readonly arn: string;
}

/** A caller of which nothing is known, such as a federated user. */
export interface OtherIdentity {
  readonly kind: 'other';
  readonly arn: string;
}

const ARN = /^arn:(aws[a-z-]*):(iam|sts)::(\d{12}):(.+)$/;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export function identityOf({ arn }: Pick<Caller, 'arn'>): CallerIdentity {
  if (/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/.test(arn)) { return { kind: 'service', arn }; }
  const [, partition, service, account, rest] = ARN.exec(arn) ?? [];
  if (rest === undefined) { return { kind: 'other', arn }; }
  const [type, ...names] = rest.split('/');
  const base = { arn, partition, account };
  const name = names[names.length - 1];
  switch (`${service}:${type}`) {
    case 'iam:root': return names.length === 0 ? { ...base, kind: 'root' } : { kind: 'other', arn };
    case 'iam:user': return name ? { ...base, kind: 'user' } : { kind: 'other', arn };
    case 'iam:role': return name ? { ...base, kind: 'role', roleName: name } : { kind: 'other', arn };
    case 'sts:assumed-role':
      return names.length === 2 && names.every((part) => part !== '')
        ? { ...base, kind: 'session', roleName: names[0], sessionName: names[1] }
        : { kind: 'other', arn };
    default: return { kind: 'other', arn };
  }
}
