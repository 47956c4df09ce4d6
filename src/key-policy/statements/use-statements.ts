import { FOR_AWS_RESOURCES, GRANT_ACTIONS, USE_ACTIONS, USE_OF_RETIRED_ACTIONS } from './key-actions';
import { oneOrMany, type ConditionJson, type StatementJson } from '../key-policy-json';
import type { PolicyContent } from '../policy-content';
import { BY, SIDS } from './sids';
import { allow, ANYONE, mergeConditions } from './statement';
import { ACCOUNT, REGION } from '../../arns/deploy-time/deploy-time';
import { iamArn, type KeyOwner } from '../../arns/principal-arn';
import { AccountMatching } from '../users/account-matching';
import { pathPatterns, type OrganizationMembers } from '../users/protected-organization';

/** Users that one pair of statements is about. */
interface UserGroup {
  /** What is added to the Sids. */
  readonly suffix: string;
  readonly principals: readonly string[] | typeof ANYONE;
  readonly conditions: ConditionJson;
}

/**
 * The statements for the VAULT role and the PROTECTED accounts: the manual's two where the options leave it at that.
 *
 * @param retired whether the key decrypts old replicas only.
 */
export function useStatements(content: PolicyContent, retired: boolean): StatementJson[] {
  const use = retired ? USE_OF_RETIRED_ACTIONS : USE_ACTIONS;
  const cryptographic = use.filter((action) => action !== 'kms:DescribeKey');
  const services = content.services.map((service) => `${service}.${REGION}.amazonaws.com`);
  return groups(content).flatMap(({ suffix, principals, conditions }) => [
    ...services.length === 0 ? [allow(SIDS.USE + suffix, principals, use, conditions)] : [
      allow(SIDS.USE + suffix, principals, cryptographic, mergeConditions(conditions, { StringEquals: { 'kms:ViaService': oneOrMany(services) } })),
      // Services look at the key in the caller's own name, before they use it.
      allow(SIDS.DESCRIBE + suffix, principals, ['kms:DescribeKey'], conditions),
    ],
    allow(SIDS.GRANT + suffix, principals, GRANT_ACTIONS, mergeConditions(conditions, FOR_AWS_RESOURCES)),
  ]);
}

function groups(content: PolicyContent): UserGroup[] {
  const { owner, vaultRole, accounts, accountMatching, protectedRoleName, organization } = content;
  const roots = accounts.map((account) => iamArn({ ...owner, account }, 'root'));
  const byRole: ConditionJson = protectedRoleName === undefined ? {} : { ArnLike: { 'aws:PrincipalArn': roleArnPatterns(protectedRoleName, owner) } };
  const asPrincipals = accountMatching === AccountMatching.PRINCIPAL;
  const plain = [
    ...vaultRole.lateBound ? [] : [vaultRole.arn],
    ...asPrincipals && protectedRoleName === undefined ? roots : [],
  ];
  return [
    { suffix: '', principals: plain, conditions: {} },
    ...vaultRole.lateBound ? [{ suffix: BY.ROLE, principals: ANYONE, conditions: vaultRole.conditions } as const] : [],
    ...asPrincipals && protectedRoleName !== undefined
      ? [{ suffix: BY.ACCOUNTS, principals: roots, conditions: byRole }] : [],
    ...!asPrincipals && accounts.length > 0
      ? [{
        suffix: BY.ACCOUNTS,
        principals: ANYONE,
        conditions: mergeConditions(accountConditions(accounts, owner), byRole),
      } as const] : [],
    ...organization ? [{
      suffix: BY.ORGANIZATION, principals: ANYONE, conditions: mergeConditions(organizationConditions(organization, owner), byRole),
    } as const] : [],
  ].filter(({ principals }) => principals.length > 0);
}

/**
 * Anyone in the accounts. VAULT is never one of them. If its id is known only during deployment, a condition ensures that: anyone
 * of the key's own account would need no IAM policy.
 */
function accountConditions(accounts: readonly string[], { account }: KeyOwner): ConditionJson {
  return {
    StringEquals: { 'kms:CallerAccount': oneOrMany(accounts) },
    ...account === ACCOUNT && { StringNotEquals: { 'kms:CallerAccount': account } },
  };
}

/** Anyone in the organization, except in VAULT, which can be a member. */
function organizationConditions({ id, paths }: OrganizationMembers, { account }: KeyOwner): ConditionJson {
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
