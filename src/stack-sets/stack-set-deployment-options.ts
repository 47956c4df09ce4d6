/** A StackSet that reaches accounts by roles which exist already. */
export interface SelfManagedDeploymentOptions {
  /**
   * The ids of the accounts, 12 digits each. At least one, where given. A token is refused.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   * @default - the account of the stack that holds the StackSet
   */
  readonly accounts?: string[];

  /**
   * The name of the role of the stack's own account that CloudFormation takes to reach the others. It has 1 to 64 ASCII letters,
   * digits and characters of `_+=,.@-`, and no path.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
   * @default - CloudFormation's own: `AWSCloudFormationStackSetAdministrationRole`
   */
  readonly administrationRoleName?: string;

  /**
   * The name of the role of each account that CloudFormation deploys with. It has 1 to 64 ASCII letters, digits and characters of
   * `_+=,.@-`, and no path. The administration role must be allowed to assume it.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
   * @default - CloudFormation's own: `AWSCloudFormationStackSetExecutionRole`
   */
  readonly executionRoleName?: string;
}

/** A StackSet that reaches the accounts of an AWS Organization, by roles which CloudFormation makes. */
export interface ServiceManagedDeploymentOptions {
  /**
   * The ids of organizational units, such as `ou-f6g7-h8i9j0k1`, or of the root, such as `r-f6g7`. The StackSet goes to their
   * accounts, and to those of the units below. At least one.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
   */
  readonly organizationalUnits: string[];

  /**
   * Of the accounts in the units, these alone, by their ids of 12 digits. At least one, where given.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
   * @default - all accounts in the units
   */
  readonly accounts?: string[];

  /**
   * Whether an account that joins a unit gets its stacks by itself, whatever the `accounts`. An account that leaves the unit keeps the stacks
   * of a `VaultReplicaKeyStackSet`, as replicas need their keys and aliases, and loses those of a `ProtectedKeyAccessStackSet`.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
   * @default - true, unless there are `accounts`
   */
  readonly autoDeployment?: boolean;

  /**
   * Whether the StackSet is made in an account that is a delegated administrator, and not in the management account.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
   * @default false
   */
  readonly delegatedAdministrator?: boolean;
}
