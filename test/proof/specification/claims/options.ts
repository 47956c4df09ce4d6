import { oneOf, optional, sequence, some, text, type Language } from '../../languages/language';
import { iamDoesItsPart, isRole, RESOURCE } from '../../model/request';
import { and, implies, isIn, not, or } from '../../solver/term';
import type { Claim } from '../claim';
import type { Facts } from '../facts';
import { decrypts, destroys, encrypts, hasNameOfAdministrator, hasNameOfBreakGlass, isFromNamedUser, isInVault } from '../words';

const DIGITS_AND_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** As in the sentence of the claim. */
const PATTERN = /^role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^?]*\/)?AWSReservedSSO_([^*?/]+)_\?{16}$/;

const PERMISSION_SET = oneOf(`${DIGITS_AND_LETTERS}${DIGITS_AND_LETTERS.toUpperCase()}_+=,.@-`);

const unprotected = (facts: Facts): Facts => ({ ...facts, deletionProtection: false, breakGlass: [], breakGlassPatterns: [] });

/** Roles as IAM Identity Center makes them: in us-east-1 without the Region in the path. */
export function roleOfPermissionSet(name = some(PERMISSION_SET)): Language {
  const region = sequence(some(oneOf(`${DIGITS_AND_LETTERS}-`)), text('/'));
  const suffix = sequence(...Array.from({ length: 16 }, () => oneOf(DIGITS_AND_LETTERS)));
  return sequence(text('role/aws-reserved/sso.amazonaws.com/'), optional(region), text('AWSReservedSSO_'), name, text('_'), suffix);
}

/** Claims about options that take something away. */
export const ABOUT_OPTIONS: readonly Claim[] = [
  {
    id: 'who-destroys',
    sentence: 'Without `deletionProtection`, only key administrators and those whom IAM of VAULT allows it can disable the key or schedule its deletion.',
    from: 'README.md',
    about: (facts, allowed) => facts.deletionProtection ? undefined : {
      when: and(destroys, allowed(facts)), then: and(isInVault(facts), or(iamDoesItsPart, hasNameOfAdministrator(facts), isFromNamedUser(facts))),
    },
  },
  {
    id: 'protected-from-deletion',
    sentence: 'With `deletionProtection`, nobody but break-glass principals can disable the key or schedule its deletion, whatever IAM allows.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.deletionProtection ? undefined : { when: destroys, then: implies(allowed(facts), hasNameOfBreakGlass(facts)) },
  },
  {
    id: 'retired-no-encryption',
    sentence: 'With a key of a retired Region, nobody encrypts by a call of their own unless IAM of the VAULT account allows it.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.retired ? undefined : { when: encrypts, then: implies(allowed(facts), and(isInVault(facts), iamDoesItsPart)) },
  },
  {
    id: 'retired-decrypts',
    sentence: 'Whoever could decrypt with a key before its Region was retired can do so after.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.retired ? undefined : { when: and(decrypts, allowed({ ...facts, retired: false })), then: allowed(facts) },
  },
  {
    id: 'retired-narrows',
    sentence: 'Retiring a Region gives nobody anything.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.retired ? undefined : { when: allowed(facts), then: allowed({ ...facts, retired: false }) },
  },
  {
    id: 'retired-else-same',
    sentence: 'Retiring a Region takes away encryption and nothing else.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.retired ? undefined : { when: and(not(encrypts), allowed({ ...facts, retired: false })), then: allowed(facts) },
  },
  {
    id: 'role-name-narrows',
    sentence: '`protectedRoleName` gives nobody anything.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.protectedRoleName === undefined ? undefined : {
      when: allowed(facts), then: allowed({ ...facts, protectedRoleName: undefined }),
    },
  },
  {
    id: 'services-narrow',
    sentence: '`viaServices` gives nobody anything.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.services.length === 0 ? undefined : { when: allowed(facts), then: allowed({ ...facts, services: [] }) },
  },
  {
    id: 'services-leave-iam-of-vault',
    sentence: '`viaServices` takes nothing from a role or user of VAULT whom IAM of VAULT allows to use the key.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.services.length === 0 ? undefined : {
      when: and(isInVault(facts), iamDoesItsPart, allowed({ ...facts, services: [] })), then: allowed(facts),
    },
  },
  {
    id: 'services-leave-grants',
    sentence: '`viaServices` takes away encryption and decryption and nothing else: services that are not listed can still have grants created, and use the key by them.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.services.length === 0 ? undefined : {
      when: and(not(or(encrypts, decrypts)), allowed({ ...facts, services: [] })), then: allowed(facts),
    },
  },
  {
    id: 'protection-narrows',
    sentence: '`deletionProtection` gives nobody anything but what break-glass principals get.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.deletionProtection ? undefined : {
      when: allowed(facts),
      then: or(hasNameOfBreakGlass(facts), isFromNamedUser(facts), allowed(unprotected(facts))),
    },
  },
  {
    id: 'protection-else-same',
    sentence: '`deletionProtection` takes away `DisableKey` and `ScheduleKeyDeletion` and nothing else.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.deletionProtection ? undefined : {
      when: and(not(destroys), allowed(unprotected(facts))), then: allowed(facts),
    },
  },
  {
    id: 'units-narrow',
    sentence: 'Units of an organization have no more than the whole organization.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.organization?.paths === undefined ? undefined : {
      when: allowed(facts), then: allowed({ ...facts, organization: { id: facts.organization.id } }),
    },
  },
  {
    id: 'one-permission-set',
    sentence: 'A pattern that ends in `/AWSReservedSSO_NAME_` and sixteen `?` matches the role of that permission set and of no other.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => {
      const of = facts.administratorPatterns.map((pattern) => PATTERN.exec(pattern));
      const [set] = of.flatMap((parts) => parts?.[1] ?? []);
      if (set === undefined || of.includes(null)) { return undefined; }
      return {
        when: and(isInVault(facts), isRole, isIn(RESOURCE, roleOfPermissionSet()), not(iamDoesItsPart), allowed(facts)),
        then: isIn(RESOURCE, roleOfPermissionSet(text(set))),
      };
    },
  },
];
