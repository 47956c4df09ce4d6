import type * as iam from 'aws-cdk-lib/aws-iam';
import { KeyPolicyDocument } from './key-policy-document';
import { missingUsers, parsePolicyOptions } from './policy-content';
import { PolicyDraft } from './policy-draft';
import type { ReplicaKeyPolicyOptions } from './replica-key-policy-options';
import { MAX_POLICY_BYTES } from './rules/key-policy-limits';
import { ownAccount } from '../arns/names/account-id';
import { ownPartition } from '../arns/names/partition-name';
import { assertOptionalText, assertOptions } from '../arns/options/option-type';

/** Properties of a `ReplicaKeyPolicy`. */
export interface ReplicaKeyPolicyProps extends ReplicaKeyPolicyOptions {
  /**
   * The id of the VAULT account, which owns the key: 12 digits, or `Aws.ACCOUNT_ID` for the account of the stack that contains the
   * key. Any other token is rejected.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   */
  readonly vaultAccount: string;

  /**
   * The AWS partition of the key, such as `aws`, `aws-cn` or `aws-us-gov`.
   *
   * Write `Aws.PARTITION` for the partition of the stack that contains the key. Any other token is rejected.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
   * @default 'aws'
   */
  readonly partition?: string;
}

/**
 * The key policy of a replica key, without a construct tree.
 *
 * The policy enables the IAM policies of the VAULT account, and grants access to the key administrators, the VAULT role and the PROTECTED accounts.
 * The VAULT role and the PROTECTED accounts can also create grants, for AWS services only. The key administrators can create any grant,
 * including one for themselves.
 *
 * The policy has the same bytes under every feature flag, and in whatever order the lists are. It contains literal values, except for an
 * account, partition or Region that is known only during deployment.
 *
 * The constructor throws when an option is not valid, or when the policy would exceed the limit of 32,768 bytes.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
 * @example
 * const policy = new ReplicaKeyPolicy({ vaultAccount: '111111111111', protectedAccounts: ['222222222222'] });
 * new kms.Key(stack, 'Key', { policy: policy.document(stack.region) });
 */
export class ReplicaKeyPolicy {
  /**
   * The limit of a key policy: 32,768 bytes of minified UTF-8 text.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html
   */
  public static readonly MAX_BYTES = MAX_POLICY_BYTES;

  private readonly draft: PolicyDraft;

  constructor(props: ReplicaKeyPolicyProps) {
    assertOptions(props, 'props of ReplicaKeyPolicy');
    const { partition = 'aws' } = props;
    const owner = {
      account: ownAccount(props.vaultAccount, 'vaultAccount'),
      partition: ownPartition(partition, 'partition'),
    };
    this.draft = new PolicyDraft(parsePolicyOptions(props, owner));
  }

  /**
   * Adds a PROTECTED account, which can then use the key.
   *
   * Throws when the value is not an account id or is the id of the VAULT account, or when the policy would exceed the limit of 32,768 bytes.
   * The policy then stays as it was.
   *
   * @param account the id of the account, 12 digits.
   */
  public addProtectedAccount(account: string): void {
    this.draft.addProtectedAccount(account);
  }

  /**
   * Adds a key administrator.
   *
   * Throws when the principal is not a role or user of the VAULT account, or when the policy would exceed the limit of 32,768 bytes. The
   * policy then stays as it was.
   *
   * @param principal a role or user: by its ARN, imported, or created in the same app with a `roleName` or `userName`.
   */
  public addAdministrator(principal: iam.IPrincipal): void {
    this.draft.addAdministrator(principal);
  }

  /**
   * Adds a statement after the statements of the library. The statement cannot be changed afterward.
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
  public addStatement(statement: iam.PolicyStatement): void {
    this.draft.addStatement(statement);
  }

  /**
   * Returns the policy as the document for a `kms.Key` or `CfnKey`. The document includes later additions to this policy.
   *
   * Throws when there is neither a PROTECTED account nor an organization.
   *
   * @param region the code of the Region of the key, for `viaServices` and statements with `Aws.REGION`. The default is the Region of the
   * deployment.
   */
  public document(region?: string): iam.PolicyDocument {
    assertOptionalText(region, 'region');
    for (const problem of missingUsers(this.draft.content)) { throw new Error(problem); }
    return new KeyPolicyDocument(this.draft, region);
  }
}
