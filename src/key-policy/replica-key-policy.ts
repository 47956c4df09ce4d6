import { Token, type CfnResource } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { AccountMatching } from './account-matching';
import { ADMINISTRATION_SIDS, administrationStatements, type Administration } from './administration';
import { administrator, type Administrator } from './administrator';
import { extraStatement } from './extra-statement';
import { KeyPolicyDocument } from './key-policy-document';
import { MAX_POLICY_BYTES } from './key-policy-limits';
import { policyProblems } from './key-policy-rules';
import { USER_SIDS, useStatements, type KeyUsers } from './key-users';
import { policyBytes } from './policy-size';
import { administratorRolePattern } from './role-pattern';
import { validatePolicyOptions } from './validate-policy-options';
import { vaultRoleOf, type VaultRole } from './vault-role';
import { assertAccountId, ownAccount } from '../arns/account-id';
import { copyOf } from '../arns/copy-of';
import { ACCOUNT, PARTITION, REGION, hasPlaceholder, mapStrings, substitute } from '../arns/deploy-time';
import type { Literal } from '../arns/literal';
import { ownPartition } from '../arns/partition-name';
import type { KeyOwner } from '../arns/principal-arn';
import { isDeletionDenied } from '../vault-replica-keys/removal';
import type { ReplicaKeyPolicyOptions } from '../vault-replica-keys/replica-key-options';

/** Properties of a `ReplicaKeyPolicy`. */
export interface ReplicaKeyPolicyProps extends ReplicaKeyPolicyOptions {
  /**
   * The id of the VAULT account, which owns the key: 12 digits, or `Aws.ACCOUNT_ID` for the account of the stack that holds
   * the key. Any other token is refused.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   */
  readonly vaultAccount: string;

  /**
   * The AWS partition of the key, such as `aws`, `aws-cn` or `aws-us-gov`, or `Aws.PARTITION` for that of the stack that holds the
   * key. Any other token is refused.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
   * @default 'aws'
   */
  readonly partition?: string;
}

/** What may be added to until synthesis. */
interface Content {
  readonly accounts: ReadonlySet<string>;
  readonly administrators: readonly Administrator[];
  readonly extraStatements: readonly Literal[];
}

/**
 * The key policy of a replica key, made without a construct tree: the same bytes under every feature flag and however the lists
 * are ordered. All values are written out, but for an account, partition or region that is known at deployment only.
 *
 * It grants access to the VAULT account's IAM, the key administrators, the VAULT role and the PROTECTED accounts. The last two may
 * also create grants, for AWS services only; the key administrators may create any grant, one to themselves too.
 *
 * The constructor throws when an option is not valid, or the policy would be larger than the 32,768 bytes that KMS takes.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 */
export class ReplicaKeyPolicy {
  /**
   * The most bytes that KMS takes as a key policy, as minified UTF-8 text: 32,768.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
   */
  public static readonly MAX_BYTES = MAX_POLICY_BYTES;

  private readonly owner: KeyOwner;
  private readonly options: ReplicaKeyPolicyProps;
  private readonly vaultRole: VaultRole;
  private readonly rolePatterns: string[];
  private readonly breakGlass: Administrator[];
  private content!: Content;
  /** What the keys of all regions render, made once for each change and not for each key. */
  private policy: any;
  private bytes = 0;
  private retiredPolicy: any;

  constructor(props: ReplicaKeyPolicyProps) {
    validatePolicyOptions(props);
    this.owner = {
      account: ownAccount(props.vaultAccount, 'vaultAccount'),
      partition: ownPartition(props.partition ?? 'aws', 'partition'),
    };
    const { viaServices, protectedOrganization } = props;
    this.options = copyOf({ ...props, viaServices, protectedOrganization: protectedOrganization && { ...protectedOrganization } });
    this.vaultRole = vaultRoleOf(props.vaultRole);
    this.vaultRole._arnIn(this.owner);
    this.rolePatterns = sortedSet((props.administratorRolePatterns ?? []).map((pattern) => administratorRolePattern(pattern, this.owner)));
    this.breakGlass = (props.breakGlass ?? []).map((principal) => administrator(principal, 'breakGlass principal', this.owner));
    this.become({
      accounts: new Set((props.protectedAccounts ?? []).map((account) => this.acceptAccount(account))),
      administrators: (props.administrators ?? []).map((principal) => this.acceptAdministrator(principal)),
      extraStatements: [],
    });
  }

  /**
   * Lets another PROTECTED account use the key.
   *
   * Throws when the id is not that of an account, is VAULT's, or makes the policy larger than the 32,768 bytes that KMS takes. The
   * policy then stays as it was.
   *
   * @param account the id of the account, 12 digits.
   */
  public addProtectedAccount(account: string): void {
    this.become({ ...this.content, accounts: new Set([...this.content.accounts, this.acceptAccount(account)]) });
  }

  /**
   * Adds a key administrator.
   *
   * Throws when the principal is not a role or user of the VAULT account, or makes the policy larger than the 32,768 bytes that
   * KMS takes. The policy then stays as it was.
   *
   * @param principal a role or user, by ARN, imported, or made in the same app with a `roleName` or `userName`.
   */
  public addAdministrator(principal: iam.IPrincipal): void {
    this.become({ ...this.content, administrators: [...this.content.administrators, this.acceptAdministrator(principal)] });
  }

  /**
   * Adds a statement after the library's own. The statement cannot be changed afterwards.
   *
   * Throws when the statement lacks a principal or an action, has a resource other than `*`, a Sid that is taken, a character beyond
   * U+00FF, a principal that KMS does not accept, or a condition without a value; when it allows anyone without a condition that says
   * who they are, such as `kms:CallerAccount`, or denies everyone in the VAULT account to change the policy; when it names what is
   * known at deployment only; and when it makes the policy larger than the limit of 32,768 bytes. The policy then stays as it was.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   * @param statement a statement with a principal, an action, and `*` as its resource.
   */
  public addStatement(statement: iam.PolicyStatement): void {
    const { extraStatements } = this.content;
    const takenSids = [...ADMINISTRATION_SIDS, ...USER_SIDS, ...extraStatements.map(({ value }) => value.Sid)];
    const { value, resources } = extraStatement(statement, this.owner, takenSids);
    const inVault = mapStrings(value, (text) => text
      .replaceAll(PARTITION, () => this.owner.partition)
      .replaceAll(ACCOUNT, () => this.owner.account));
    this.become({ ...this.content, extraStatements: [...extraStatements, { value: inVault, resources }] });
  }

  /**
   * The policy as a document that a `kms.Key` or `CfnKey` takes. It follows what is added to this policy later.
   *
   * Throws when there is neither a PROTECTED account nor an organization.
   *
   * @param region the code of the key's region, for `viaServices` and statements that name `Aws.REGION`, by default left to the
   * deployment.
   */
  public document(region?: string): iam.PolicyDocument {
    this._assertComplete();
    return this._document(region);
  }

  /** @internal */
  public _document(region?: string, retired = false): KeyPolicyDocument {
    return new KeyPolicyDocument(() => this.render(region, retired), this.owner, () => this._resources);
  }

  /**
   * What keeps the policy from being rendered and may still be mended before synthesis.
   *
   * @internal
   */
  public _problems(): string[] {
    return this.content.accounts.size > 0 || this.options.protectedOrganization
      ? []
      : ['protectedAccounts is empty, but a replica key serves at least one PROTECTED account: list one, or add it before synthesis'];
  }

  /** @internal */
  public _assertComplete(): void {
    for (const problem of this._problems()) { throw new Error(problem); }
  }

  /**
   * Whether the policy leaves nobody who may delete the key.
   *
   * @internal
   */
  public get _isDeletionDenied(): boolean {
    return isDeletionDenied(this.options);
  }

  /**
   * What is wrong with the policy as a template carries it.
   *
   * @internal
   */
  public _problemsOf(rendered: any): string[] {
    return policyProblems(rendered, this.owner);
  }

  /**
   * The roles and users of the app that the policy names: they must exist before it.
   *
   * @internal
   */
  public get _resources(): CfnResource[] {
    return [
      ...this.vaultRole._resources,
      ...[...this.content.administrators, ...this.breakGlass, ...this.content.extraStatements].flatMap(({ resources }) => resources),
    ];
  }

  /**
   * How many PROTECTED accounts are listed.
   *
   * @internal
   */
  public get _accountCount(): number {
    return this.content.accounts.size;
  }

  /** @internal */
  public get _bytes(): number {
    return this.bytes;
  }

  /**
   * The ARN that stands for all keys of the VAULT account in a region.
   *
   * @throws when the account is known at deployment only, and would be that of whoever uses the ARN.
   * @internal
   */
  public _keysIn(region: string): string {
    const { partition, account } = this.owner;
    if (account === ACCOUNT) {
      throw new Error('the VAULT account is known at deployment only, which a policy in another account cannot name: give vaultAccount');
    }
    return `arn:${partition}:kms:${region}:${account}:key/*`;
  }

  private acceptAccount(account: string): string {
    assertAccountId(account, 'PROTECTED account');
    if (account === this.owner.account) {
      throw new Error(`PROTECTED account "${account}" is the VAULT account, which the first statement lets in: list only the accounts whose snapshots are copied`);
    }
    return account;
  }

  private acceptAdministrator(principal: iam.IPrincipal): Administrator {
    return administrator(principal, 'administrator', this.owner);
  }

  private render(region: string | undefined, retired: boolean): any {
    const policy = retired ? this.retiredPolicy ??= this.build(this.content, true) : this.policy;
    if (!hasPlaceholder(policy)) { return policy; }
    return substitute(region === undefined || Token.isUnresolved(region)
      ? policy
      : mapStrings(policy, (text) => text.replaceAll(REGION, () => region)));
  }

  /** @throws when the policy would be too large, and leaves it as it was. */
  private become(content: Content): void {
    const policy = this.build(content);
    const bytes = policyBytes(policy);
    this.assertSize(bytes, content);
    this.content = content;
    this.policy = policy;
    this.bytes = bytes;
    this.retiredPolicy = undefined;
  }

  private build({ accounts, administrators, extraStatements }: Content, retired = false): any {
    const { policyId, protectedRoleName, protectedOrganization, viaServices = [], deletionProtection = false } = this.options;
    const users: KeyUsers = {
      vaultRole: this.vaultRole,
      accounts: [...accounts].sort(),
      accountMatching: this.options.accountMatching ?? AccountMatching.PRINCIPAL,
      protectedRoleName,
      protectedOrganization,
      viaServices,
    };
    const administration: Administration = {
      administrators: sortedSet(administrators.map(({ arn }) => arn)),
      rolePatterns: this.rolePatterns,
      deletionProtection,
      breakGlass: sortedSet(this.breakGlass.map(({ arn }) => arn)),
    };
    const { first, last } = administrationStatements(administration, this.owner);
    return {
      Version: '2012-10-17',
      ...(policyId === undefined ? {} : { Id: policyId }),
      Statement: [...first, ...useStatements(users, this.owner, retired), ...last, ...extraStatements.map(({ value }) => value)],
    };
  }

  private assertSize(bytes: number, content: Content): void {
    if (bytes <= MAX_POLICY_BYTES) { return; }
    const accounts = content.accounts.size;
    const bytesWithNone = policyBytes(this.build({ ...content, accounts: new Set() }));
    const fitting = Math.max(0, Math.floor((MAX_POLICY_BYTES - bytesWithNone) / (bytes - bytesWithNone) * accounts));
    const remedies = [
      ...this.options.accountMatching === AccountMatching.CALLER_ACCOUNT ? [] : ['set accountMatching to AccountMatching.CALLER_ACCOUNT, with which more than twice as many fit'],
      ...this.options.protectedOrganization ? [] : ['give their protectedOrganization'],
      `list at most the ${fitting} that fit, and give the rest replica keys of their own under another alias`,
    ];
    throw new Error(`${accounts} PROTECTED accounts make a key policy of ${bytes} bytes, but KMS takes at most ${MAX_POLICY_BYTES}: ${remedies.join(', or ')}`);
  }
}

function sortedSet(values: string[]): string[] {
  return [...new Set(values)].sort();
}
