import type { CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { StatementJson } from './key-policy-json';
import type { ReplicaKeyPolicyOptions } from './replica-key-policy-options';
import { parseStatement } from './statements/extra-statement';
import { RESERVED_SIDS } from './statements/sids';
import { AccountMatching } from './users/account-matching';
import { parseAdministrator, type Administrator } from './users/administrator';
import { parsePrincipalPattern } from './users/principal-pattern';
import { membersOf, type OrganizationMembers } from './users/protected-organization';
import { vaultRoleIn, type VaultRoleOfKey } from './users/vault-role';
import { ViaService } from './users/via-service';
import { ACCOUNT, mapStrings, PARTITION } from '../arns/deploy-time/deploy-time';
import type { Literal } from '../arns/deploy-time/literal';
import { assertAccountId } from '../arns/names/account-id';
import { assertRoleName } from '../arns/names/role-name';
import { assertInstance, assertOptionalFlag, assertOptionalList, assertOptionalMember, assertOptionalText } from '../arns/options/option-type';
import { originOf, type KeyOwner } from '../arns/principal-arn';

/** Who may do what with a replica key: the options of its policy, checked and copied. It never changes. */
export interface PolicyContent {
  readonly owner: KeyOwner;
  readonly policyId?: string;
  readonly vaultRole: VaultRoleOfKey;
  /** Sorted. */
  readonly accounts: readonly string[];
  readonly accountMatching: AccountMatching;
  readonly protectedRoleName?: string;
  readonly organization?: OrganizationMembers;
  /** As KMS calls them before the Region. Sorted. */
  readonly services: readonly string[];
  /** Sorted by ARN. */
  readonly administrators: readonly Administrator[];
  /** Sorted. */
  readonly administratorPatterns: readonly string[];
  readonly deletionProtection: boolean;
  /** Sorted by ARN. */
  readonly breakGlassPrincipals: readonly Administrator[];
  /** Sorted. */
  readonly breakGlassPatterns: readonly string[];
  readonly extraStatements: ReadonlyArray<Literal<StatementJson>>;
}

const LISTS = ['protectedAccounts', 'administrators', 'administratorPatterns', 'viaServices', 'breakGlassPrincipals', 'breakGlassPatterns'] as const;

/** @throws when an option has a wrong type, is not valid in a key policy, or grants access to nobody. */
export function parsePolicyOptions(options: ReplicaKeyPolicyOptions, owner: KeyOwner): PolicyContent {
  for (const name of LISTS) { assertOptionalList(options[name], name); }
  assertOptionalFlag(options.deletionProtection, 'deletionProtection');
  assertOptionalMember(options.accountMatching, 'accountMatching', AccountMatching);
  const { policyId, protectedRoleName, protectedOrganization, deletionProtection = false } = options;
  assertPolicyId(policyId);
  if (protectedRoleName !== undefined) {
    assertRoleName(protectedRoleName, 'protectedRoleName', { arn: 'write only the name', path: 'write only the name, which matches a role with any path' });
  }
  for (const option of ['breakGlassPrincipals', 'breakGlassPatterns'] as const) {
    if (!options[option]?.length || deletionProtection) { continue; }
    throw new Error(`${option} lists who may delete the key despite deletionProtection, but deletionProtection is off; set deletionProtection to true, or remove ${option}`);
  }
  const principals = (given: iam.IPrincipal[] = [], option: string) => sorted(given.map((principal) => parseAdministrator(principal, option, owner)));
  const patterns = (given: string[] = [], option: string) => unique(given.map((pattern) => parsePrincipalPattern(pattern, option, owner)));
  return {
    owner,
    policyId,
    vaultRole: vaultRoleIn(owner, options.vaultRole),
    accounts: unique((options.protectedAccounts ?? []).map((account) => parseAccount(account, owner))),
    accountMatching: options.accountMatching ?? AccountMatching.PRINCIPAL,
    protectedRoleName,
    organization: protectedOrganization === undefined ? undefined : membersOf(protectedOrganization),
    services: parseServices(options.viaServices),
    administrators: principals(options.administrators, 'administrator'),
    administratorPatterns: patterns(options.administratorPatterns, 'administratorPattern'),
    deletionProtection,
    breakGlassPrincipals: principals(options.breakGlassPrincipals, 'breakGlassPrincipal'),
    breakGlassPatterns: patterns(options.breakGlassPatterns, 'breakGlassPattern'),
    extraStatements: [],
  };
}

/** @throws when the id is not that of an account, or is VAULT's. */
export function withAccount(content: PolicyContent, account: string): PolicyContent {
  return { ...content, accounts: unique([...content.accounts, parseAccount(account, content.owner)]) };
}

/** @throws when the principal is not a role or user of the VAULT account. */
export function withAdministrator(content: PolicyContent, principal: iam.IPrincipal): PolicyContent {
  return { ...content, administrators: sorted([...content.administrators, parseAdministrator(principal, 'administrator', content.owner)]) };
}

/** @throws when the statement is not valid in a key policy, or contains a value that is known only during deployment. */
export function withStatement(content: PolicyContent, statement: iam.PolicyStatement): PolicyContent {
  const { owner, extraStatements } = content;
  const takenSids = [...RESERVED_SIDS, ...extraStatements.flatMap(({ value }) => value.Sid ?? [])];
  const { value, resources } = parseStatement(statement, owner, takenSids);
  const inVault = mapStrings(value, (text) => text
    .replaceAll(PARTITION, () => owner.partition)
    .replaceAll(ACCOUNT, () => owner.account));
  return { ...content, extraStatements: [...extraStatements, { value: inVault, resources }] };
}

/** The roles and users of the app that the policy names: they must exist before it. */
export function namedResources({ vaultRole, administrators, breakGlassPrincipals, extraStatements }: PolicyContent): CfnResource[] {
  return [vaultRole, ...administrators, ...breakGlassPrincipals, ...extraStatements].flatMap(({ resources }) => resources);
}

/** What keeps the policy from being rendered, and may be added before synthesis. */
export function missingUsers({ accounts, organization }: PolicyContent): string[] {
  return accounts.length > 0 || organization
    ? []
    : ['protectedAccounts is empty, but a replica key needs at least one PROTECTED account; list one, or call addProtectedAccount before synthesis'];
}

/** Whether the policy allows nobody to delete the key. */
export function isDeletionDenied({ deletionProtection, breakGlassPrincipals, breakGlassPatterns }: PolicyContent): boolean {
  return deletionProtection && breakGlassPrincipals.length === 0 && breakGlassPatterns.length === 0;
}

/** The ARNs of principals, each once. */
export function arnsOf(principals: readonly Administrator[]): string[] {
  return [...new Set(principals.map(({ arn }) => arn))];
}

function parseAccount(account: string, owner: KeyOwner): string {
  assertAccountId(account, 'PROTECTED account');
  if (account === owner.account) {
    throw new Error(`PROTECTED account "${account}" is the VAULT account${originOf(owner)}, to which the first statement grants access; list only the accounts whose snapshots are copied`);
  }
  return account;
}

function assertPolicyId(policyId: string | undefined): void {
  assertOptionalText(policyId, 'policyId');
  // A token is such text, and not judged.
  if (policyId !== undefined && !/^[\u0020-\u00FF]+$/.test(policyId)) {
    throw new Error(`policyId ${JSON.stringify(policyId)} is empty or contains a character that KMS does not accept in a key policy; use at least one character, all from U+0020 to U+00FF`);
  }
}

function parseServices(services: ViaService[] | undefined): string[] {
  if (services?.length === 0) {
    throw new Error('viaServices is empty, which allows no service to use the key; list services, such as ViaService.EBS, or leave it out');
  }
  return unique((services ?? []).map((service) => {
    assertInstance(service, 'service in viaServices', 'serviceName', 'a ViaService', (text = '"ec2"') => `ViaService.of(${text})`);
    return ViaService.of(service.serviceName).serviceName;
  }));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function sorted(principals: Administrator[]): Administrator[] {
  return principals.sort((one, other) => one.arn < other.arn ? -1 : 1);
}
