import type { Facts } from './facts';
import { ANYTHING, glob, sequence, text } from '../languages/language';
import {
  FEDERATOR, FOR_AWS, hasAccount, isAction, isFederatedUser, isIdentity, isNotHeldBack, isRole, isService, isUser, PLACE, RECREATED, RESOURCE, VIA,
} from '../model/request';
import { and, FALSE, isIn, not, or, TRUE, type Term } from '../solver/term';

/*
 * The words of the manual and of the guides, as what they mean for a request. Nothing here is read from the library: the lists of actions are
 * the manual's example policy, those of its retired form the day-2 guide.
 */

const anyAction = (...patterns: string[]) => or(...patterns.map(isAction));

/** Encrypt or decrypt: what the manual's statement "Allow use of the key" allows besides a look at the key. */
export const decrypts = anyAction('kms:Decrypt', 'kms:ReEncryptFrom');
export const encrypts = anyAction('kms:Encrypt', 'kms:ReEncryptTo', 'kms:GenerateDataKey*');
export const describes = isAction('kms:DescribeKey');

/** The actions of the manual's statement "Allow attachment of persistent resources". */
export const isAboutGrants = anyAction('kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant');
export const isForAws = isIn(FOR_AWS, text('true'));

/** What makes the replicas of a key unreadable, as the day-2 guide says. */
export const destroys = anyAction('kms:ScheduleKeyDeletion', 'kms:DisableKey');
const undoesDestruction = anyAction('kms:CancelKeyDeletion', 'kms:EnableKey');
export const changesPolicy = isAction('kms:PutKeyPolicy');
export const createsGrant = isAction('kms:CreateGrant');

/** The actions of the manual's statement "Allow access for Key Administrators". */
export const administers = anyAction(
  'kms:Create*', 'kms:Describe*', 'kms:Enable*', 'kms:List*', 'kms:Put*', 'kms:Update*', 'kms:Revoke*', 'kms:Disable*', 'kms:Get*', 'kms:Delete*',
  'kms:TagResource', 'kms:UntagResource', 'kms:ScheduleKeyDeletion', 'kms:CancelKeyDeletion',
);

export const isInVault = ({ vault }: Facts): Term => and(isIdentity, hasAccount(vault));

/** The role or user has the path and name, and is the one that had them when the policy was written. */
const isOneOf = (facts: Facts, identities: readonly string[]) => and(isInVault(facts), or(...identities.map((one) => isIn(RESOURCE, text(one)))));
const isTheSameStill = not(RECREATED);

/** A session that GetFederationToken gave to one of the users. */
const isFederatedBy = (facts: Facts, identities: readonly string[]) => and(
  isInVault(facts), isFederatedUser, or(...identities.map((one) => isIn(FEDERATOR, text(one)))),
);

/**
 * Named as a principal. A user has what the key policy gives it in every case; a role, and a session that GetFederationToken gave to the user,
 * unless a permissions boundary or session policy is silent.
 */
function isNamed(facts: Facts, identities: readonly string[]): Term {
  const users = identities.filter((one) => one.startsWith('user/'));
  return and(isTheSameStill, or(and(isOneOf(facts, identities), or(isUser, isNotHeldBack)), and(isFederatedBy(facts, users), isNotHeldBack)));
}

/** A session that GetFederationToken gave to a user whom the options name. */
export function isFromNamedUser(facts: Facts): Term {
  return isFederatedBy(facts, [...facts.administrators, ...facts.breakGlass].filter((one) => one.startsWith('user/')));
}

/** Whether a pattern of the options matches: for roles and users of VAULT. */
export function matchesPattern(facts: Facts, patterns: readonly string[]): Term {
  return and(isInVault(facts), or(isRole, isUser), or(...patterns.map((pattern) => isIn(RESOURCE, glob(pattern)))));
}

/** By its path and name, whoever it is today. */
export const hasNameOfVaultRole = (facts: Facts): Term => isOneOf(facts, [`role/${facts.vaultRole}`]);

/** The VAULT role, and what the key policy gives reaches it. */
export function isVaultRole(facts: Facts): Term {
  return facts.lateBound ? hasNameOfVaultRole(facts) : isNamed(facts, [`role/${facts.vaultRole}`]);
}

/** By path and name, or by a pattern. */
export function hasNameOfAdministrator(facts: Facts): Term {
  return or(isOneOf(facts, facts.administrators), matchesPattern(facts, facts.administratorPatterns));
}

export const isAdministrator = (facts: Facts): Term => or(isNamed(facts, facts.administrators), matchesPattern(facts, facts.administratorPatterns));

export const isBreakGlass = (facts: Facts): Term => or(isNamed(facts, facts.breakGlass), matchesPattern(facts, facts.breakGlassPatterns));

/** By path and name, or by a pattern: whom the denial of deletion spares. */
export const hasNameOfBreakGlass = (facts: Facts): Term => or(isOneOf(facts, facts.breakGlass), matchesPattern(facts, facts.breakGlassPatterns));

/** One of the listed accounts, whoever in it calls. */
export const isInListedAccount = ({ protectedAccounts }: Facts): Term => and(isIdentity, or(...protectedAccounts.map(hasAccount)));

/** In the organization or its units, and not VAULT, which may be a member. */
export function isInOrganization(facts: Facts): Term {
  const { organization, vault } = facts;
  if (organization === undefined) { return FALSE; }
  const places = (organization.paths ?? [organization.id]).map((path) => sequence(text(path.endsWith('/') ? path : `${path}/`), ANYTHING));
  return and(isIdentity, not(hasAccount(vault)), or(...places.map((place) => isIn(PLACE, place))));
}

export const isInProtected = (facts: Facts): Term => or(isInListedAccount(facts), isInOrganization(facts));

/** Where the options name one role of PROTECTED: a role of this name, under any path. */
export function isRoleOfProtected({ protectedRoleName }: Facts): Term {
  if (protectedRoleName === undefined) { return TRUE; }
  const withPath = sequence(text('role/'), ANYTHING, text(`/${protectedRoleName}`));
  return and(isRole, or(isIn(RESOURCE, text(`role/${protectedRoleName}`)), isIn(RESOURCE, withPath)));
}

/** Called by one of the services of `viaServices` in the Region of the key, in the name of somebody. */
export function isThroughServices({ services, region }: Facts): Term {
  return services.length === 0 ? TRUE : or(...services.map((service) => isIn(VIA, text(`${service}.${region}.amazonaws.com`))));
}

/** What a key user may do. */
export function mayBeUsedFor(facts: Facts): Term {
  const cryptographic = facts.retired ? decrypts : or(decrypts, encrypts);
  return or(and(cryptographic, isThroughServices(facts)), describes, and(isAboutGrants, isForAws));
}

/** What a break-glass principal may do: destroy the key, undo that, and look. */
export const breaksGlass = or(destroys, undoesDestruction, describes);

/**
 * Listed accounts in a condition are those that a request says it is for: an AWS service that calls for itself is one of them if KMS gives such
 * calls a `kms:CallerAccount`, which AWS does not say.
 */
export function isServiceOfListedAccount({ protectedAccounts, accountsInCondition, protectedRoleName }: Facts): Term {
  return accountsInCondition && protectedRoleName === undefined ? and(isService, or(...protectedAccounts.map(hasAccount))) : FALSE;
}
