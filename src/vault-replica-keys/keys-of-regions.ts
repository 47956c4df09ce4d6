import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { RegionalReplicaKeyOptions } from './regional-replica-key-options';
import { validateKeyOptions } from './validate-key-options';
import { fullAliasName } from '../arns/alias-name';
import { assertList, assertOptionalList } from '../arns/option-type';
import { partitionOfAll } from '../arns/region-list';
import { identityStatements, withAlias } from '../key-policy/identity-statements';
import type { ReplicaKeyPolicy } from '../key-policy/replica-key-policy';

/**
 * A construct whose keys, in several regions, share one policy that grows until synthesis.
 *
 * @internal
 */
export abstract class KeysOfRegions extends Construct {
  /** The name of the alias with its prefix, such as `alias/very_secret_key`: the same in every region. */
  public readonly aliasName: string;

  /** @internal */
  protected readonly _partition: string;

  /** @internal */
  protected abstract readonly _policy: ReplicaKeyPolicy;

  private readonly replicationRegions: string[];
  private readonly givenUpRegions: string[];

  constructor(scope: Construct, id: string, options: RegionalReplicaKeyOptions) {
    super(scope, id);
    this.aliasName = fullAliasName(options.alias);
    validateKeyOptions(options);
    assertList(options.regions, 'regions');
    assertOptionalList(options.retiredRegions, 'retiredRegions');
    this.replicationRegions = [...options.regions];
    this.givenUpRegions = [...options.retiredRegions ?? []];
    this._partition = partitionOfAll(this.replicationRegions, this.givenUpRegions);
  }

  /** The replication regions, as listed. */
  public get regions(): string[] {
    return [...this.replicationRegions];
  }

  /** The retired regions, as listed. */
  public get retiredRegions(): string[] {
    return [...this.givenUpRegions];
  }

  /**
   * Lets another PROTECTED account use the keys of all regions.
   *
   * Throws when the id is not that of an account, is VAULT's, or makes the policy larger than the 32,768 bytes that KMS takes. The
   * policy then stays as it was.
   *
   * @param account the id of the account, 12 digits.
   */
  public addProtectedAccount(account: string): void {
    this._policy.addProtectedAccount(account);
    this._followPolicy();
  }

  /**
   * Adds an administrator to the keys of all regions.
   *
   * Throws when the principal is not a role or user of the VAULT account, or makes the policy larger than the 32,768 bytes that
   * KMS takes. The policy then stays as it was.
   *
   * @param principal a role or user, by ARN, imported, or made in the same app with a `roleName` or `userName`.
   */
  public addAdministrator(principal: iam.IPrincipal): void {
    this._policy.addAdministrator(principal);
    this._followPolicy();
  }

  /**
   * Adds a statement to the key policies of all regions, after the library's own. The statement cannot be changed
   * afterwards.
   *
   * Throws when the statement lacks a principal or an action, has a resource other than `*`, a Sid that is taken, a character beyond
   * U+00FF, a principal that KMS does not accept, or a condition without a value; when it allows anyone without a condition that says
   * who they are, such as `kms:CallerAccount`, or denies everyone in the VAULT account to change the policy; when it names what is
   * known at deployment only; and when it makes the policy larger than the limit of 32,768 bytes. The policy then stays as it was.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   * @param statement a statement with a principal, an action, and `*` as its resource.
   */
  public addToKeyPolicy(statement: iam.PolicyStatement): void {
    this._policy.addStatement(statement);
    this._followPolicy();
  }

  /**
   * What IAM must allow a role of a PROTECTED account, such as `SourceIAMRole`, beside the key policies.
   *
   * That is use of the keys of the listed and the retired regions, and grants on them for AWS services. Key ids are not known
   * there, so the statements speak of all keys of the VAULT account in these regions that bear the alias. IAM takes up to five
   * minutes to notice an alias.
   *
   * Throws when the VAULT account is known at deployment only, as it may be for a StackSet.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  public protectedRoleStatements(): iam.PolicyStatement[] {
    return identityStatements(this._allRegions.map((region) => this._policy._keysIn(region)), withAlias(this.aliasName));
  }

  /** @internal */
  protected get _allRegions(): string[] {
    return [...this.regions, ...this.retiredRegions];
  }

  /**
   * Does what follows from the policy as it is now.
   *
   * @internal
   */
  protected abstract _followPolicy(): void;
}
