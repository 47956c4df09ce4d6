import { AccountMatching } from './account-matching';
import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS, USE_OF_RETIRED_ACTIONS } from './key-actions';
import { pathPatterns, type ProtectedOrganization } from './protected-organization';
import { allow, ANYONE, both, oneOrMany, type Conditions } from './statement';
import type { VaultRole } from './vault-role';
import type { ViaService } from './via-service';
import { ACCOUNT, REGION } from '../arns/deploy-time';
import { iamArn, type KeyOwner } from '../arns/principal-arn';

/** The Sids of the AutoBackup manual's example for those who use the key, and one more. */
const USE_SID = 'Allow use of the key';
const GRANT_SID = 'Allow attachment of persistent resources';
const DESCRIBE_SID = 'Allow key users to describe the key';

/** What is added to the Sids for users that the manual's two statements do not cover. */
const BY = { ROLE: ' by the VAULT role', ACCOUNTS: ' by PROTECTED accounts', ORGANIZATION: ' by the organization' };

/** All Sids that statements for key users may have. */
export const USER_SIDS = ['', ...Object.values(BY)].flatMap((suffix) => [USE_SID, GRANT_SID, DESCRIBE_SID].map((sid) => sid + suffix));

/** Who uses the key, and how the policy names them. */
export interface KeyUsers {
  readonly vaultRole: VaultRole;
  /** Sorted. */
  readonly accounts: readonly string[];
  readonly accountMatching: AccountMatching;
  readonly protectedRoleName?: string;
  readonly protectedOrganization?: ProtectedOrganization;
  readonly viaServices: readonly ViaService[];
}

/** Users that one pair of statements lets in. */
interface Group {
  /** What is added to the Sids. */
  readonly suffix: string;
  readonly principals: readonly string[] | typeof ANYONE;
  readonly conditions: Conditions;
}

/**
 * The statements that let the VAULT role and the PROTECTED accounts in: the manual's two where the options leave it at that.
 *
 * @param retired whether the key decrypts old replicas only.
 */
export function useStatements(users: KeyUsers, owner: KeyOwner, retired: boolean): any[] {
  const use = retired ? USE_OF_RETIRED_ACTIONS : USE_ACTIONS;
  const cryptographic = use.filter((action) => action !== 'kms:DescribeKey');
  const services = [...new Set(users.viaServices)].sort().map((service) => `${service}.${REGION}.amazonaws.com`);
  return groups(users, owner).flatMap(({ suffix, principals, conditions }) => [
    ...services.length === 0 ? [allow(USE_SID + suffix, principals, use, conditions)] : [
      allow(USE_SID + suffix, principals, cryptographic, both(conditions, { StringEquals: { 'kms:ViaService': oneOrMany(services) } })),
      // Services look at the key in the caller's own name, before they use it.
      allow(DESCRIBE_SID + suffix, principals, ['kms:DescribeKey'], conditions),
    ],
    allow(GRANT_SID + suffix, principals, GRANT_ACTIONS, both(conditions, FOR_AWS_RESOURCES)),
  ]);
}

function groups(users: KeyUsers, owner: KeyOwner): Group[] {
  const { vaultRole, accounts, accountMatching, protectedRoleName, protectedOrganization } = users;
  const vaultRoleArn = vaultRole._arnIn(owner);
  const roots = accounts.map((account) => iamArn({ ...owner, account }, 'root'));
  const byRole: Conditions = protectedRoleName === undefined ? {} : { ArnLike: { 'aws:PrincipalArn': roleArnPatterns(protectedRoleName, owner) } };
  const asPrincipals = accountMatching === AccountMatching.PRINCIPAL;
  const plain = [
    ...vaultRole._lateBound ? [] : [vaultRoleArn],
    ...asPrincipals && protectedRoleName === undefined ? roots : [],
  ];
  return [
    { suffix: '', principals: plain, conditions: {} },
    ...vaultRole._lateBound ? [{ suffix: BY.ROLE, principals: ANYONE, conditions: vaultRole._conditionsIn(owner) } as const] : [],
    ...asPrincipals && protectedRoleName !== undefined
      ? [{ suffix: BY.ACCOUNTS, principals: roots, conditions: byRole }] : [],
    ...!asPrincipals && accounts.length > 0
      ? [{
        suffix: BY.ACCOUNTS,
        principals: ANYONE,
        conditions: both(accountConditions(accounts, owner), byRole),
      } as const] : [],
    ...protectedOrganization ? [{
      suffix: BY.ORGANIZATION, principals: ANYONE, conditions: both(organizationConditions(protectedOrganization, owner), byRole),
    } as const] : [],
  ].filter(({ principals }) => principals.length > 0);
}

/**
 * Anyone of the accounts. VAULT is never one of them, and where its id is known at deployment only, a condition sees to that: anyone
 * of the key's own account would need no IAM policy.
 */
function accountConditions(accounts: readonly string[], { account }: KeyOwner): Conditions {
  return {
    StringEquals: { 'kms:CallerAccount': oneOrMany(accounts) },
    ...account === ACCOUNT && { StringNotEquals: { 'kms:CallerAccount': account } },
  };
}

/** Anyone of the organization but of VAULT, which is a member too. */
function organizationConditions({ id, paths }: ProtectedOrganization, { account }: KeyOwner): Conditions {
  return {
    StringEquals: { 'aws:PrincipalOrgID': id },
    StringNotEquals: { 'kms:CallerAccount': account },
    ...paths && { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': oneOrMany(pathPatterns(paths)) } },
  };
}

/** The role in whatever account the caller is of, with and without a path. */
function roleArnPatterns(name: string, owner: KeyOwner): string[] {
  return ['role', 'role/*'].map((path) => iamArn({ ...owner, account: '*' }, `${path}/${name}`));
}
