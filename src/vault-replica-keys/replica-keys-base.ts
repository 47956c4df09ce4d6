import type * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { SharedParts } from './replica-key-parts';
import type { PolicyDraft } from '../key-policy/policy-draft';
import { grantStatements, identityStatements, keysOfAccount, withAlias } from '../key-policy/statements/identity-statements';

/**
 * A construct whose keys, in one Region or several, share one alias and one policy that can be added to until synthesis.
 *
 * @internal
 */
export abstract class ReplicaKeysBase extends Construct {
  /** The name of the alias with its prefix, such as `alias/very_secret_key`. It is the same in every Region. */
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
   * Adds a PROTECTED account, which can then use the keys of all Regions.
   *
   * Throws when the value is not an account id or is the id of the VAULT account, or when the policy would exceed the limit of 32,768 bytes.
   * The policy then stays as it was.
   *
   * @param account the id of the account, 12 digits.
   */
  public addProtectedAccount(account: string): void {
    this.policy.addProtectedAccount(account);
  }

  /**
   * Adds a key administrator of the keys of all Regions.
   *
   * Throws when the principal is not a role or user of the VAULT account, or when the policy would exceed the limit of 32,768 bytes. The
   * policy then stays as it was.
   *
   * @param principal a role or user: by its ARN, imported, or created in the same app with a `roleName` or `userName`.
   */
  public addAdministrator(principal: iam.IPrincipal): void {
    this.policy.addAdministrator(principal);
  }

  /**
   * Adds a statement to the key policies of all Regions, after the statements of the library. The statement cannot be changed afterward.
   *
   * Throws when the statement:
   * - lacks a principal or an action, or has a resource other than `*`;
   * - has a Sid that is in use, a character beyond U+00FF, a principal that KMS does not accept, or a condition without a value;
   * - allows anyone without a condition that identifies the caller, such as `kms:CallerAccount`;
   * - denies everyone in the VAULT account to change the policy;
   * - contains a value that is known only during deployment;
   * - makes the policy exceed the limit of 32,768 bytes.
   *
   * The policy then stays as it was.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
   * @param statement a statement with a principal, an action, and `*` as its resource.
   */
  public addToKeyPolicy(statement: iam.PolicyStatement): void {
    this.policy.addStatement(statement);
  }

  /**
   * Returns the statements that a role of a PROTECTED account, such as `SourceIAMRole`, needs in IAM in addition to the key policies.
   *
   * The statements allow the use of the keys in the listed and the retired Regions, and grants on them for AWS services. The other account does
   * not know key ids, so the statements apply to all keys of the VAULT account in these Regions that have the alias. It can take up to
   * five minutes until IAM applies an alias.
   *
   * Throws when the VAULT account or the Region of a key is known only during deployment, as it can be for a StackSet, or for a key in a
   * stack without an env.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  public protectedRoleStatements(): iam.PolicyStatement[] {
    const { owner } = this.policy.content;
    return identityStatements(this.keyRegions.map((region) => keysOfAccount(owner, region)), withAlias(this.aliasName));
  }

  /**
   * Grants a role of a PROTECTED account, such as `SourceIAMRole`, the use of the keys in its IAM policy.
   *
   * The policy of the role gets `protectedRoleStatements()`. The key policies grant the same to the PROTECTED accounts.
   *
   * Throws when the role is imported from an account other than that of its stack, and when `protectedRoleStatements()` throws.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @param grantee the role.
   */
  public grantUse(grantee: iam.IGrantable): iam.Grant {
    return grantStatements(grantee, this.protectedRoleStatements());
  }
}
