import {
  BOUNDARY_ALLOWS, HAS_BOUNDARY, IAM_ALLOWS, iamDoesItsPart, isNotForbidden, isNotHeldBack, isRole, isRoot, RECREATED,
} from '../../model/request';
import { and, FALSE, implies, not, or, TRUE } from '../../solver/term';
import type { Claim } from '../claim';
import {
  administers, changesPolicy, createsGrant, decrypts, destroys, encrypts, hasNameOfAdministrator, hasNameOfBreakGlass, hasNameOfVaultRole,
  isAdministrator, isForAws, isFromNamedUser, isInVault, isThroughServices, isVaultRole, matchesPattern, mayBeUsedFor,
} from '../words';

/** Claims about callers of VAULT. */
export const ABOUT_VAULT: readonly Claim[] = [
  {
    id: 'iam-of-vault-decides',
    sentence: 'IAM of the VAULT account can allow its roles and users everything, except destroying the key where `deletionProtection` denies it.',
    from: 'README.md',
    about: (facts, allowed) => ({
      when: and(isInVault(facts), iamDoesItsPart, isNotForbidden, facts.deletionProtection ? not(destroys) : TRUE),
      then: allowed(facts),
    }),
  },
  {
    id: 'no-lockout',
    sentence: 'The root user of VAULT, and everyone whom IAM of VAULT allows it, can change the key policy under every option.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({ when: and(isInVault(facts), iamDoesItsPart, isNotForbidden, changesPolicy), then: allowed(facts) }),
  },
  {
    id: 'root-user',
    sentence: 'The root user of VAULT needs no IAM policy.',
    from: 'README.md',
    about: (facts, allowed) => ({ when: and(isInVault(facts), isRoot, isNotForbidden, not(destroys)), then: allowed(facts) }),
  },
  {
    id: 'vault-role-use',
    sentence: 'The VAULT role can do what the manual says without an IAM policy.',
    from: 'README.md',
    about: (facts, allowed) => ({ when: and(isVaultRole(facts), mayBeUsedFor(facts), isNotForbidden), then: allowed(facts) }),
  },
  {
    id: 'vault-role-nothing-else',
    sentence: 'Without an IAM policy that allows more, the VAULT role can do nothing else: not change or destroy the key, not create a grant for anyone but AWS.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({ when: and(hasNameOfVaultRole(facts), not(IAM_ALLOWS), allowed(facts)), then: mayBeUsedFor(facts) }),
  },
  {
    id: 'no-other-name',
    sentence: 'Without IAM, nobody in VAULT can do anything but the VAULT role, administrators and break-glass principals, and sessions that such users federate: no other name, no other path.',
    from: 'README.md',
    about: (facts, allowed) => ({
      when: and(isInVault(facts), not(iamDoesItsPart), allowed(facts)),
      then: or(hasNameOfVaultRole(facts), hasNameOfAdministrator(facts), hasNameOfBreakGlass(facts), isFromNamedUser(facts)),
    }),
  },
  {
    id: 'membership-nothing',
    sentence: 'VAULT has no access by being a member of the organization.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.organization === undefined || facts.protectedAccounts.length === 0 ? undefined : {
      when: and(isInVault(facts), allowed(facts)), then: allowed({ ...facts, organization: undefined }),
    },
  },
  {
    id: 'vault-role-through-services',
    sentence: 'With `viaServices`, nobody in VAULT can encrypt or decrypt except through these services in the Region of the key, unless IAM of VAULT allows it.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.services.length === 0 ? undefined : {
      when: and(isInVault(facts), not(iamDoesItsPart), allowed(facts)), then: implies(or(encrypts, decrypts), isThroughServices(facts)),
    },
  },
  {
    id: 're-created-nothing',
    sentence: 'A role or user of VAULT that was re-created has nothing by the name that the policy has as a principal. IAM of VAULT, a pattern or `lateBound` can still give it access.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => ({
      when: and(
        isInVault(facts), RECREATED, not(iamDoesItsPart),
        not(matchesPattern(facts, [...facts.administratorPatterns, ...facts.breakGlassPatterns])),
        not(facts.lateBound ? hasNameOfVaultRole(facts) : FALSE),
      ),
      then: not(allowed(facts)),
    }),
  },
  {
    id: 'late-bound-re-created',
    sentence: 'A VAULT role that is `lateBound` and was re-created has the same access as before.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.lateBound ? undefined : {
      when: and(hasNameOfVaultRole(facts), RECREATED, mayBeUsedFor(facts), isNotForbidden), then: allowed(facts),
    },
  },
  {
    id: 'late-bound-same',
    sentence: 'Where no permissions boundary and no session policy is silent, and no role was re-created, `lateBound` makes no difference.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.lateBound ? undefined : {
      when: and(isNotHeldBack, not(RECREATED), allowed(facts)), then: allowed({ ...facts, lateBound: false }),
    },
  },
  {
    id: 'principal-held-back',
    sentence: 'A permissions boundary that does not mention KMS takes from the VAULT role what the key policy gives it as a principal.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.lateBound ? undefined : {
      when: and(hasNameOfVaultRole(facts), HAS_BOUNDARY, not(BOUNDARY_ALLOWS), not(or(hasNameOfAdministrator(facts), hasNameOfBreakGlass(facts)))),
      then: not(allowed(facts)),
    },
  },
  {
    id: 'late-bound-not-held-back',
    sentence: 'A permissions boundary or session policy that does not mention KMS takes nothing from a VAULT role that is `lateBound`; one that denies it does.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.lateBound ? undefined : {
      when: and(hasNameOfVaultRole(facts), not(isNotHeldBack), mayBeUsedFor(facts), isNotForbidden), then: allowed(facts),
    },
  },
  {
    id: 'administrator-held-back',
    sentence: 'A permissions boundary that does not mention KMS takes from a role what the key policy gives it as a key administrator by its ARN.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.administrators.some((one) => one.startsWith('role/')) ? undefined : {
      when: and(
        hasNameOfAdministrator(facts), isRole, HAS_BOUNDARY, not(BOUNDARY_ALLOWS),
        not(matchesPattern(facts, [...facts.administratorPatterns, ...facts.breakGlassPatterns])),
        not(facts.lateBound ? hasNameOfVaultRole(facts) : FALSE),
      ),
      then: not(allowed(facts)),
    },
  },
  {
    id: 'pattern-not-held-back',
    sentence: 'A permissions boundary or session policy that does not mention KMS takes nothing from a role or user that is a key administrator by a pattern.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.administratorPatterns.length === 0 ? undefined : {
      when: and(matchesPattern(facts, facts.administratorPatterns), not(isNotHeldBack), administers, not(destroys), isNotForbidden),
      then: allowed(facts),
    },
  },
  {
    id: 'administrators-any-grant',
    sentence: 'A key administrator can create a grant for anyone, and so let anyone use the key, itself too.',
    from: 'SECURITY.md',
    about: (facts, allowed) => facts.administrators.length === 0 ? undefined : {
      when: and(isAdministrator(facts), createsGrant, isNotForbidden), then: allowed(facts),
    },
  },
  {
    id: 'administrators-no-use',
    sentence: 'The policy lets no key administrator encrypt or decrypt, unless IAM of VAULT or a grant does.',
    from: 'README.md',
    about: (facts, allowed) => facts.administrators.length === 0 ? undefined : {
      when: and(hasNameOfAdministrator(facts), not(hasNameOfVaultRole(facts)), not(iamDoesItsPart), allowed(facts)),
      then: not(or(encrypts, decrypts)),
    },
  },
  {
    id: 'vault-grants-for-aws-only',
    sentence: 'Without IAM, nobody in VAULT but key administrators can create a grant that no AWS service asks for.',
    from: 'README.md',
    about: (facts, allowed) => ({
      when: and(isInVault(facts), not(iamDoesItsPart), createsGrant, not(isForAws)),
      then: implies(allowed(facts), or(hasNameOfAdministrator(facts), isFromNamedUser(facts))),
    }),
  },
];
