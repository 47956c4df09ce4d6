import { KEY_ACTIONS } from '../model/actions';
import type { Assignment } from '../solver/script';

/** A request that a solver found, in the words of AWS. */
export interface Request {
  /** Such as `kms:Decrypt`. */
  readonly action: string;
  readonly caller: Caller;
  /** The caller's place in an organization. */
  readonly place?: string;
  readonly via?: string;
  readonly forAws?: string;
  readonly identity: 'allows' | 'silent';
  readonly boundary?: 'allows' | 'silent';
  readonly sessionPolicy?: 'allows' | 'silent';
  /** A policy other than the key policy denies the action. */
  readonly deniedElsewhere: boolean;
  readonly organizationAllows: boolean;
}

/** Who makes a request. */
export type Caller =
  | {
    readonly kind: 'root' | 'role' | 'user' | 'federated-user';
    readonly account: string;
    /** With its type, such as `role/path/Name`. */
    readonly resource: string;
    readonly session?: string;
    readonly federator?: string;
    readonly recreated: boolean;
  }
  | { readonly kind: 'service'; readonly service: string; readonly account?: string }
  | { readonly kind: 'anonymous' };

/** The request that an assignment stands for. */
export function requestOf({ texts, facts }: Assignment): Request {
  const action = texts.get('action') ?? KEY_ACTIONS[0];
  return {
    action: KEY_ACTIONS.find((known) => known.toLowerCase() === action.toLowerCase())!,
    caller: callerOf({ texts, facts }),
    place: texts.get('place'),
    via: texts.get('via'),
    forAws: texts.get('for_aws'),
    identity: facts.has('iam_allows') ? 'allows' : 'silent',
    boundary: facts.has('has_boundary') ? facts.has('boundary_allows') ? 'allows' : 'silent' : undefined,
    sessionPolicy: facts.has('has_session_policy') ? facts.has('session_policy_allows') ? 'allows' : 'silent' : undefined,
    deniedElsewhere: facts.has('denied_elsewhere'),
    organizationAllows: facts.has('organization_allows'),
  };
}

function callerOf({ texts, facts }: Assignment): Caller {
  const [resource, service, account] = ['resource', 'service', 'account'].map((name) => texts.get(name));
  if (resource !== undefined) {
    const kind = resource.split('/')[0] as 'root' | 'role' | 'user' | 'federated-user';
    return { kind, account: account!, resource, session: texts.get('session'), federator: texts.get('federator'), recreated: facts.has('recreated') };
  }
  return service === undefined ? { kind: 'anonymous' } : { kind: 'service', service, account };
}
