import { KEY_ACTIONS } from './actions';
import { either, glob, many, oneOf, optional, sequence, some, text, type Language } from '../languages/language';
import { and, flag, implies, isAbsent, isIn, isPresent, not, or, type Term, type Variable } from '../solver/term';

/*
 * A request to KMS, as far as a policy may look at it. Whoever reads the proof begins here: what is not said to be related is free, so that
 * the proof holds for each of its values.
 */

const DIGITS = '0123456789';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const NAME = oneOf(`${LETTERS}${LETTERS.toUpperCase()}${DIGITS}_+=,.@-`);
/** From U+0021 to U+007E. */
const VISIBLE = oneOf(Array.from({ length: 0x7e - 0x20 }, (_, index) => String.fromCharCode(0x21 + index)).join(''));
const HOST = oneOf(`${LETTERS}${DIGITS}.-`);
const ID = some(oneOf(`${LETTERS}${DIGITS}`));
const PATH_AND_NAME = sequence(optional(sequence(some(VISIBLE), text('/'))), some(NAME));

export const ROOT = text('root');
export const ROLES = sequence(text('role/'), PATH_AND_NAME);
export const USERS = sequence(text('user/'), PATH_AND_NAME);
export const FEDERATED_USERS = sequence(text('federated-user/'), some(NAME));

const variable = (name: string, domain: Language, optional_ = true): Variable => ({ name, domain, optional: optional_ });

/** Such as `kms:decrypt`, in small letters: IAM does not tell capitals apart here. */
export const ACTION = variable('action', either(...KEY_ACTIONS.map((action) => text(action.toLowerCase()))), false);

/** The account of the caller, which is `kms:CallerAccount`. A service that calls for itself may carry one or not. */
export const ACCOUNT = variable('account', sequence(...Array.from({ length: 12 }, () => oneOf(DIGITS))));

/**
 * The end of the caller's ARN as `aws:PrincipalArn` has it, such as `role/path/Name`. That of a session is the one of its role. Absent for AWS
 * services and for anonymous callers.
 */
export const RESOURCE = variable('resource', either(ROOT, ROLES, USERS, FEDERATED_USERS));

/** The name of a role's session. */
export const SESSION = variable('session', some(NAME));

/** The root or user that called GetFederationToken for a federated user. */
export const FEDERATOR = variable('federator', either(ROOT, USERS));

/** The principal of an AWS service that calls for itself, such as `backup.amazonaws.com`. */
export const SERVICE = variable('service', sequence(some(HOST), text('.amazonaws.com')));

/** `kms:ViaService`: the service that calls in the name of the caller. */
export const VIA = variable('via', some(HOST));

/** Where an account is in an organization: the one value of `aws:PrincipalOrgPaths`. `aws:PrincipalOrgID` is its beginning. */
export const PLACE = variable('place', sequence(
  text('o-'), ID, text('/r-'), ID, text('/'), many(sequence(text('ou-'), ID, text('-'), ID, text('/'))),
));

/** `kms:GrantIsForAWSResource`. */
export const FOR_AWS = variable('for_aws', either(text('true'), text('false')));

/** The role or user was deleted and created again under the same name after the policy was written. */
export const RECREATED = flag('recreated');
/** The identity policies allow the action on the key. */
export const IAM_ALLOWS = flag('iam_allows');
export const HAS_BOUNDARY = flag('has_boundary');
export const BOUNDARY_ALLOWS = flag('boundary_allows');
export const HAS_SESSION_POLICY = flag('has_session_policy');
export const SESSION_POLICY_ALLOWS = flag('session_policy_allows');
/** A policy other than the key policy denies the action: of the identity, its boundary, the session, the organization, or an endpoint. */
export const DENIED_ELSEWHERE = flag('denied_elsewhere');
/** The service control and resource control policies of the organization allow the action, or there are none. */
export const ORGANIZATION_ALLOWS = flag('organization_allows');

export const isRole = isIn(RESOURCE, ROLES);
export const isUser = isIn(RESOURCE, USERS);
export const isRoot = isIn(RESOURCE, ROOT);
export const isFederatedUser = isIn(RESOURCE, FEDERATED_USERS);
/** Has an ARN: a root, role, user or federated user. */
export const isIdentity = isPresent(RESOURCE);
export const isService = isPresent(SERVICE);
export const isAnonymous = not(or(isIdentity, isService));

export const hasAccount = (account: string): Term => isIn(ACCOUNT, text(account));
export const isAction = (pattern: string): Term => isIn(ACTION, glob(pattern.toLowerCase()));

/** Neither a permissions boundary nor a session policy is silent about the action. */
export const isNotHeldBack = and(implies(HAS_BOUNDARY, BOUNDARY_ALLOWS), implies(HAS_SESSION_POLICY, SESSION_POLICY_ALLOWS));

/** IAM of the caller's own account does its part. A root user has all rights of its account. */
export const iamDoesItsPart = and(isIdentity, or(isRoot, and(IAM_ALLOWS, isNotHeldBack)));

/** No other policy forbids what the key policy and IAM allow. */
export const isNotForbidden = and(not(DENIED_ELSEWHERE), ORGANIZATION_ALLOWS);

/** A caller that a reader thinks of first. */
const isUsualCaller = and(
  not(or(isFederatedUser, RECREATED, HAS_BOUNDARY, HAS_SESSION_POLICY, DENIED_ELSEWHERE)), ORGANIZATION_ALLOWS, implies(isService, isAbsent(ACCOUNT)),
);

/** Requests by how easily a reader understands them, the easiest first. What refutes a claim is sought among these in turn. */
export const EASY_TO_READ: readonly Term[] = [and(isUsualCaller, isAbsent(VIA), isAbsent(PLACE)), isUsualCaller];

/** What holds for every request. */
export const WELL_FORMED: Term = and(
  implies(isIdentity, and(isAbsent(SERVICE), isPresent(ACCOUNT))),
  implies(isAnonymous, and(isAbsent(ACCOUNT), isAbsent(VIA))),
  implies(isPresent(PLACE), isIdentity),
  or(isRole, isAbsent(SESSION)),
  implies(isRole, isPresent(SESSION)),
  or(isFederatedUser, isAbsent(FEDERATOR)),
  implies(isFederatedUser, isPresent(FEDERATOR)),
  // Of a federated user it is the user who called GetFederationToken.
  implies(RECREATED, or(isRole, isUser, isIn(FEDERATOR, USERS))),
  // The key exists only for these actions.
  implies(isPresent(FOR_AWS), or(isAction('kms:CreateGrant'), isAction('kms:ListGrants'), isAction('kms:RevokeGrant'))),
  implies(IAM_ALLOWS, and(isIdentity, not(isRoot))),
  implies(HAS_BOUNDARY, or(isRole, isUser, isFederatedUser)),
  implies(HAS_SESSION_POLICY, or(isRole, isFederatedUser)),
  // GetFederationToken without one gives a session that its policies allow nothing, as one that is silent does.
  implies(isFederatedUser, HAS_SESSION_POLICY),
);
