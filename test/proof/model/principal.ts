import { ACCOUNT, FEDERATOR, hasAccount, isFederatedUser, isIdentity, isRole, isUser, RECREATED, RESOURCE, SERVICE, SESSION } from './request';
import { ANY_CHARACTER, optional, sequence, some, text } from '../languages/language';
import { and, FALSE, isIn, not, or, TRUE, type Term } from '../solver/term';

/** How a principal of a statement names the caller. What an Allow gives depends on it. */
export interface Naming {
  /** As anyone. */
  readonly anyone: Term;
  /** As one of an account, which leaves the rest to IAM of that account. */
  readonly account: Term;
  /** As a role, whichever of its sessions calls; or as the user who called GetFederationToken. A boundary and a session policy limit these. */
  readonly limited: Term;
  /** As a user, or as a session. No boundary and no session policy limits these. */
  readonly direct: Term;
  /** As an AWS service. */
  readonly service: Term;
}

/** What may stand in a statement as Principal or NotPrincipal. */
export type Principals = string | Readonly<Record<string, unknown>>;

/** How the principals name the caller. Fails on every principal that is not known for sure. */
export function namingOf(principals: Principals, partition: string): Naming {
  const each = parse(principals).map(([kind, principal]) => nameOne(kind, principal, partition));
  const any = (of: keyof Naming) => or(...each.map((naming) => naming[of]));
  return { anyone: any('anyone'), account: any('account'), limited: any('limited'), direct: any('direct'), service: any('service') };
}

/**
 * Whether NotPrincipal spares the caller: all that stands for it must be listed. For a role these are the account, the role and the session, as
 * for a user the account and the user.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function isSpared(principals: Principals, partition: string): Term {
  const { anyone, account, limited, direct, service } = namingOf(principals, partition);
  const bySession = and(isRole, limited, direct);
  const itself = or(bySession, and(not(isRole), or(direct, limited)));
  const isRootNamed = and(isIdentity, not(isRole), not(isUser), not(isFederatedUser), account);
  return or(anyone, service, isRootNamed, and(account, itself));
}

function parse(principals: Principals): Array<[kind: string, principal: string]> {
  if (principals === '*') { return [['AWS', '*']]; }
  if (typeof principals === 'string') { throw new Error(`principal "${principals}" is not known`); }
  return Object.entries(principals).flatMap(([kind, values]) => [values].flat().map((value): [string, string] => [kind, String(value)]));
}

const NOBODY: Naming = { anyone: FALSE, account: FALSE, limited: FALSE, direct: FALSE, service: FALSE };

function nameOne(kind: string, principal: string, partition: string): Naming {
  if (kind === 'Service' && /^[a-z0-9.-]+$/.test(principal)) { return { ...NOBODY, service: isIn(SERVICE, text(principal)) }; }
  if (kind !== 'AWS') { throw new Error(`the encoder does not know the principal ${kind} "${principal}"`); }
  if (principal === '*') { return { ...NOBODY, anyone: TRUE }; }
  if (/^\d{12}$/.test(principal)) { return { ...NOBODY, account: and(isIdentity, hasAccount(principal)) }; }
  // The unique id of a role or user that was deleted names nobody who calls.
  if (/^A(ROA|IDA)[A-Z0-9]{10,}$/.test(principal)) { return NOBODY; }
  const [, inPartition, service, account, type, name] = /^arn:([a-z-]+):(iam|sts)::(\d{12}):([a-z-]+)\/?([^*?]*)$/.exec(principal) ?? [];
  if (inPartition !== undefined && inPartition !== partition) { return NOBODY; }
  const ofAccount = and(isIdentity, isIn(ACCOUNT, text(account ?? '')));
  switch (`${service} ${type}`) {
    case 'iam root': return { ...NOBODY, account: ofAccount };
    case 'iam role': return { ...NOBODY, limited: and(ofAccount, isIn(RESOURCE, text(`role/${name}`)), not(RECREATED)) };
    case 'iam user': return {
      ...NOBODY,
      direct: and(ofAccount, isIn(RESOURCE, text(`user/${name}`)), not(RECREATED)),
      limited: and(ofAccount, isFederatedUser, isIn(FEDERATOR, text(`user/${name}`)), not(RECREATED)),
    };
    case 'sts federated-user': return { ...NOBODY, direct: and(ofAccount, isIn(RESOURCE, text(`federated-user/${name}`))) };
    case 'sts assumed-role': {
      const [role, session] = name.split('/');
      const path = optional(sequence(some(ANY_CHARACTER), text('/')));
      return { ...NOBODY, direct: and(ofAccount, isIn(RESOURCE, sequence(text('role/'), path, text(role))), isIn(SESSION, text(session))) };
    }
    default: throw new Error(`the encoder does not know the principal "${principal}"`);
  }
}
