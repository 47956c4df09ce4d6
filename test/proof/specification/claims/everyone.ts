import { isAnonymous, isIdentity, isService } from '../../model/request';
import { and, not, or } from '../../solver/term';
import type { Claim } from '../claim';
import { isPromised } from '../promise';
import { isInProtected, isInVault, isServiceOfListedAccount } from '../words';

/** Claims about all callers. */
export const ABOUT_EVERYONE: readonly Claim[] = [
  {
    id: 'sound',
    sentence: 'KMS allows nothing that the documents do not promise.',
    from: 'README.md',
    about: (facts, allowed) => ({ when: allowed(facts), then: isPromised(facts) }),
  },
  {
    id: 'complete',
    sentence: 'KMS allows everything that the documents promise.',
    from: 'README.md',
    about: (facts, allowed) => ({ when: isPromised(facts), then: allowed(facts) }),
  },
  {
    id: 'third-account-nothing',
    sentence: 'A caller of an account that is neither VAULT nor PROTECTED can do nothing.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({ when: and(isIdentity, not(or(isInVault(facts), isInProtected(facts)))), then: not(allowed(facts)) }),
  },
  {
    id: 'anonymous-nothing',
    sentence: 'An anonymous caller can do nothing.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({ when: isAnonymous, then: not(allowed(facts)) }),
  },
  {
    id: 'services-nothing',
    sentence: 'An AWS service that calls for itself, and not for a caller or by a grant, can do nothing. With `CALLER_ACCOUNT` this assumes that '
      + 'KMS gives such a call no `kms:CallerAccount` of a listed account.',
    from: 'SECURITY.md',
    about: (facts, allowed) => ({ when: and(isService, not(isServiceOfListedAccount(facts))), then: not(allowed(facts)) }),
  },
  {
    id: 'same-by-principal-and-condition',
    sentence: 'With `AccountMatching.CALLER_ACCOUNT`, root users, roles and users can do nothing that they cannot do with `AccountMatching.PRINCIPAL`.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.accountsInCondition ? undefined : {
      when: and(isIdentity, allowed(facts)), then: allowed({ ...facts, accountsInCondition: false }),
    },
  },
  {
    id: 'same-by-condition-and-principal',
    sentence: 'With `AccountMatching.CALLER_ACCOUNT`, everyone can do what they can do with `AccountMatching.PRINCIPAL`.',
    from: 'docs/guides/day-2.md',
    about: (facts, allowed) => !facts.accountsInCondition ? undefined : {
      when: allowed({ ...facts, accountsInCondition: false }), then: allowed(facts),
    },
  },
];
