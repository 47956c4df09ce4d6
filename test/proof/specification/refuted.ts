import type { Claim } from './claim';
import { roleOfPermissionSet } from './claims/options';
import { MANUAL, type Facts } from './facts';
import {
  changesPolicy, createsGrant, decrypts, describes, destroys, encrypts, hasNameOfAdministrator, hasNameOfVaultRole, isAboutGrants, isForAws,
  isInProtected, isInVault,
} from './words';
import { text } from '../languages/language';
import { IAM_ALLOWS, iamDoesItsPart, isIdentity, isNotForbidden, isService, RECREATED, RESOURCE, VIA } from '../model/request';
import { and, isIn, isPresent, not, or } from '../solver/term';

/** A sentence that a document said, and that a request refutes. */
export interface RefutedSentence extends Claim {
  /** Options under which a request refutes it. */
  readonly facts: Facts;
  /** The claims that say what is true instead. */
  readonly provenInstead: readonly string[];
}

const SSO = 'role/aws-reserved/sso.amazonaws.com';
const EBS: Facts = { ...MANUAL, services: ['ec2'] };

/** What the documents said before, or a reader may believe. A request for each keeps it from coming back. */
export const REFUTED: readonly RefutedSentence[] = [
  {
    id: 'administrators-do-not-use',
    sentence: 'Key administrators do not use the key unless they change the policy.',
    from: 'README.md',
    facts: MANUAL,
    about: (facts, allowed) => ({
      when: and(hasNameOfAdministrator(facts), not(iamDoesItsPart), createsGrant, not(isForAws)), then: not(allowed(facts)),
    }),
    provenInstead: ['administrators-any-grant', 'administrators-no-use'],
  },
  {
    id: 'direct-calls-refused',
    sentence: 'With `viaServices`, anything that calls KMS by itself is refused.',
    from: 'docs/guides/day-2.md',
    facts: EBS,
    about: (facts, allowed) => ({ when: and(isIdentity, not(isPresent(VIA)), or(encrypts, decrypts)), then: not(allowed(facts)) }),
    provenInstead: ['outside-through-services', 'vault-role-through-services', 'services-leave-iam-of-vault'],
  },
  {
    id: 'listed-services-only',
    sentence: 'With `viaServices`, PROTECTED accounts use the key through the named services only.',
    from: 'docs/guides/day-2.md',
    facts: EBS,
    about: (facts, allowed) => ({
      when: and(isInProtected(facts), createsGrant, isIn(VIA, text('lambda.eu-west-1.amazonaws.com'))), then: not(allowed(facts)),
    }),
    provenInstead: ['services-leave-grants', 'outside-through-services'],
  },
  {
    id: 'retired-encrypts-no-more',
    sentence: 'With a key of a retired Region, the VAULT role and the PROTECTED accounts no longer encrypt.',
    from: 'README.md',
    facts: { ...MANUAL, retired: true },
    about: (facts, allowed) => ({ when: and(or(hasNameOfVaultRole(facts), isInProtected(facts)), encrypts), then: not(allowed(facts)) }),
    provenInstead: ['retired-no-encryption', 'retired-else-same'],
  },
  {
    id: 're-created-has-no-access',
    sentence: 'A VAULT role that was re-created under the same name has no access.',
    from: 'docs/guides/day-2.md',
    facts: MANUAL,
    about: (facts, allowed) => ({ when: and(hasNameOfVaultRole(facts), RECREATED), then: not(allowed(facts)) }),
    provenInstead: ['re-created-nothing', 'iam-of-vault-decides'],
  },
  {
    id: 'late-bound-otherwise-same',
    sentence: 'Apart from a role that is re-created, `lateBound` changes nothing about who may do what.',
    from: 'docs/guides/day-2.md',
    facts: { ...MANUAL, lateBound: true },
    about: (facts, allowed) => ({ when: and(not(RECREATED), allowed(facts)), then: allowed({ ...facts, lateBound: false }) }),
    provenInstead: ['late-bound-same', 'principal-held-back', 'late-bound-not-held-back'],
  },
  {
    id: 'pattern-same-as-arn',
    sentence: 'A role that is an administrator by a pattern may do what it may do as an administrator by its ARN.',
    from: 'docs/guides/day-2.md',
    facts: { ...MANUAL, administrators: [], administratorPatterns: ['role/KeyAdmin'] },
    about: (facts, allowed) => ({
      when: and(not(RECREATED), allowed(facts)), then: allowed({ ...facts, administrators: ['role/KeyAdmin'], administratorPatterns: [] }),
    }),
    provenInstead: ['administrator-held-back', 'pattern-not-held-back'],
  },
  {
    id: 'pattern-of-one-permission-set',
    sentence: 'The pattern `*AWSReservedSSO_KeyAdmins_????????????????` matches the roles of the permission set KeyAdmins only.',
    from: 'docs/guides/day-2.md',
    facts: { ...MANUAL, administratorPatterns: [`${SSO}/*AWSReservedSSO_KeyAdmins_????????????????`] },
    about: (facts, allowed) => ({
      when: and(isInVault(facts), isIn(RESOURCE, roleOfPermissionSet()), not(iamDoesItsPart), allowed(facts)),
      then: isIn(RESOURCE, roleOfPermissionSet(text('KeyAdmins'))),
    }),
    provenInstead: ['one-permission-set'],
  },
  {
    id: 'protected-grants-only-created',
    sentence: 'A PROTECTED account can have AWS services create grants, and nothing more about grants.',
    from: 'SECURITY.md',
    facts: MANUAL,
    about: (facts, allowed) => ({
      when: and(isInProtected(facts), isAboutGrants, not(createsGrant), isForAws), then: not(allowed(facts)),
    }),
    provenInstead: ['protected-grants-of-others'],
  },
  {
    id: 'account-matching-makes-no-difference',
    sentence: '`accountMatching` makes no difference to who may do what.',
    from: 'docs/guides/day-2.md',
    facts: { ...MANUAL, accountsInCondition: true },
    about: (facts, allowed) => ({ when: and(isService, allowed(facts)), then: allowed({ ...facts, accountsInCondition: false }) }),
    provenInstead: ['same-by-principal-and-condition', 'same-by-condition-and-principal', 'services-nothing'],
  },
  {
    id: 'protected-without-policies-nothing',
    sentence: 'A PROTECTED account that nobody attached a policy in can do nothing.',
    from: 'SECURITY.md',
    facts: MANUAL,
    about: (facts, allowed) => ({ when: and(isInProtected(facts), not(IAM_ALLOWS)), then: not(allowed(facts)) }),
    provenInstead: ['protected-root-user', 'outside-needs-iam'],
  },
  {
    id: 'vault-role-never-destroys',
    sentence: 'The VAULT role cannot change or delete a key.',
    from: 'SECURITY.md',
    facts: MANUAL,
    about: (facts, allowed) => ({ when: and(hasNameOfVaultRole(facts), or(changesPolicy, destroys)), then: not(allowed(facts)) }),
    provenInstead: ['vault-role-nothing-else', 'iam-of-vault-decides'],
  },
  {
    id: 'vault-role-may-always',
    sentence: 'The VAULT role may use the key without an IAM policy, whatever limits it.',
    from: 'README.md',
    facts: MANUAL,
    about: (facts, allowed) => ({
      when: and(hasNameOfVaultRole(facts), not(RECREATED), isNotForbidden, describes), then: allowed(facts),
    }),
    provenInstead: ['vault-role-use', 'principal-held-back'],
  },
];
