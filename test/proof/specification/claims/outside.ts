import { iamDoesItsPart, isIdentity, isNotForbidden, isRoot } from '../../model/request';
import { and, implies, not, or, type Term } from '../../solver/term';
import type { Claim } from '../claim';
import type { Facts } from '../facts';
import {
  changesPolicy, createsGrant, decrypts, describes, destroys, encrypts, isAboutGrants, isForAws, isInProtected, isInVault, isRoleOfProtected,
  isThroughServices,
} from '../words';

const isOutside = (facts: Facts): Term => and(isIdentity, not(isInVault(facts)));

/** Claims about callers of other accounts than VAULT. */
export const ABOUT_OTHER_ACCOUNTS: readonly Claim[] = [
  {
    id: 'outside-use-and-grants-only',
    sentence: 'Outside VAULT, a caller can at most encrypt, decrypt, look at the key, and create, list and revoke grants for AWS services.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({
      when: and(isOutside(facts), allowed(facts)), then: or(encrypts, decrypts, describes, and(isAboutGrants, isForAws)),
    }),
  },
  {
    id: 'outside-no-change',
    sentence: 'Outside VAULT, nobody can change the key policy, disable the key, schedule its deletion, or create a grant for a principal of their own.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({
      when: and(isOutside(facts), or(changesPolicy, destroys, and(createsGrant, not(isForAws)))), then: not(allowed(facts)),
    }),
  },
  {
    id: 'outside-needs-iam',
    sentence: 'Outside VAULT, nobody but the root user of an account can do anything unless IAM of that account allows it.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({ when: and(isOutside(facts), allowed(facts)), then: iamDoesItsPart }),
  },
  {
    id: 'protected-use',
    sentence: 'A PROTECTED account decides by its own IAM who of its roles and users decrypts, encrypts unless the Region is retired, and looks at the key: '
      + 'those named by `protectedRoleName`, through the services of `viaServices`.',
    from: 'README.md',
    about: (facts, allowed) => ({
      when: and(
        isInProtected(facts), isRoleOfProtected(facts), iamDoesItsPart, isNotForbidden,
        or(describes, and(isThroughServices(facts), facts.retired ? decrypts : or(encrypts, decrypts))),
      ),
      then: allowed(facts),
    }),
  },
  {
    id: 'protected-grants-of-others',
    sentence: 'A PROTECTED account can have grants for AWS services created, and can list and revoke those that exist, whoever created them.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({
      when: and(isInProtected(facts), isRoleOfProtected(facts), iamDoesItsPart, isNotForbidden, isAboutGrants, isForAws), then: allowed(facts),
    }),
  },
  {
    id: 'protected-root-user',
    sentence: 'The root user of a PROTECTED account needs no IAM policy to use the key, unless `protectedRoleName` keeps it out.',
    from: 'SECURITY.md',
    about: (facts, allowed) => facts.protectedRoleName !== undefined ? undefined : {
      when: and(isInProtected(facts), isRoot, isNotForbidden, describes), then: allowed(facts),
    },
  },
  {
    id: 'one-role-of-protected',
    sentence: 'With `protectedRoleName`, a role of this name is the only caller outside VAULT that can do anything, whatever IAM allows others.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.protectedRoleName === undefined ? undefined : {
      when: and(isOutside(facts), allowed(facts)), then: isRoleOfProtected(facts),
    },
  },
  {
    id: 'outside-through-services',
    sentence: 'With `viaServices`, nobody outside VAULT can encrypt or decrypt except through these services in the Region of the key.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => facts.services.length === 0 ? undefined : {
      when: and(isOutside(facts), allowed(facts)), then: implies(or(encrypts, decrypts), isThroughServices(facts)),
    },
  },
];
