import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SharedParts } from './replica-key-parts';
import { grantStatements, identityStatements, keysOfAccount, withAlias } from '../key-policy/identity-statements';
import type { PolicyDraft } from '../key-policy/policy-draft';

/**
 * A construct whose keys, in one Region or several, share one alias and one policy that can be added to until synthesis.
 *
 * @internal
 */
export abstract class ReplicaKeysBase extends Construct {
  /** The name of the alias with its prefix, such as `alias/very_secret_key`: the same in every region. */
  public readonly aliasName: string;

  private readonly policy: PolicyDraft;
  private readonly keyRegions: readonly string[];

  constructor(scope: Construct, id: string, { attributes, policy }: SharedParts, keyRegions: readonly string[]) {
    super(scope, id);
    this.aliasName = attributes.aliasName;
    this.policy = policy;
    this.keyRegions = keyRegions;
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
    this.policy.addProtectedAccount(account);
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
    this.policy.addAdministrator(principal);
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
    this.policy.addStatement(statement);
  }

  /**
   * What IAM must allow a role of a PROTECTED account, such as `SourceIAMRole`, in addition to the key policies.
   *
   * That is use of the keys of the listed and the retired regions, and grants on them for AWS services. Key ids are not known
   * there, so the statements speak of all keys of the VAULT account in these regions that have the alias. IAM takes up to five
   * minutes to notice an alias.
   *
   * Throws when the VAULT account or the region of a key is known at deployment only, as they may be for a StackSet, or for a key in a
   * stack without an env.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  public protectedRoleStatements(): iam.PolicyStatement[] {
    const { owner } = this.policy.content;
    return identityStatements(this.keyRegions.map((region) => keysOfAccount(owner, region)), withAlias(this.aliasName));
  }

  /**
   * Allows a role of a PROTECTED account, such as `SourceIAMRole`, to use the keys by its IAM policy, which gets
   * `protectedRoleStatements()`. The key policies grant the same to the PROTECTED accounts.
   *
   * Throws when the role is imported from another account than that of its stack, and when `protectedRoleStatements()` does.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @param grantee the role.
   */
  public grantUse(grantee: iam.IGrantable): iam.Grant {
    return grantStatements(grantee, this.protectedRoleStatements());
  }
}
