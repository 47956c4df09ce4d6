import type * as iam from 'aws-cdk-lib/aws-iam';
import { KeyPolicyDocument } from './key-policy-document';
import { MAX_POLICY_BYTES } from './key-policy-limits';
import { missingUsers, parsePolicyOptions } from './policy-content';
import { PolicyDraft } from './policy-draft';
import type { ReplicaKeyPolicyOptions } from './replica-key-policy-options';
import { ownAccount } from '../arns/account-id';
import { assertOptionalText, assertOptions } from '../arns/option-type';
import { ownPartition } from '../arns/partition-name';

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
 * @example
 * const policy = new ReplicaKeyPolicy({ vaultAccount: '111111111111', protectedAccounts: ['222222222222'] });
 * new kms.Key(stack, 'Key', { policy: policy.document(stack.region) });
 */
export class ReplicaKeyPolicy {
  /**
   * The most bytes that KMS takes as a key policy, as minified UTF-8 text: 32,768.
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
   * Lets another PROTECTED account use the key.
   *
   * Throws when the id is not that of an account, is VAULT's, or makes the policy larger than the 32,768 bytes that KMS takes. The
   * policy then stays as it was.
   *
   * @param account the id of the account, 12 digits.
   */
  public addProtectedAccount(account: string): void {
    this.draft.addProtectedAccount(account);
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
    this.draft.addAdministrator(principal);
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
    this.draft.addStatement(statement);
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
    assertOptionalText(region, 'region');
    for (const problem of missingUsers(this.draft.content)) { throw new Error(problem); }
    return new KeyPolicyDocument(this.draft, region);
  }
}
