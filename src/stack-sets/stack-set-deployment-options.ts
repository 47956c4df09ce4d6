/** The options of a StackSet with self-managed permissions, which deploys with roles that exist already. */
export interface SelfManagedDeploymentOptions {
  /**
   * The ids of the accounts, 12 digits each, at least one. A token is rejected.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   * @default - the account of the stack that contains the StackSet
   */
  readonly accounts?: string[];

  /**
   * The name of the administration role, which CloudFormation uses in the account of the stack to reach the other accounts.
   *
   * The name has 1 to 64 ASCII letters, digits and characters of `_+=,.@-`, and no path.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
   * @default - the default of CloudFormation, `AWSCloudFormationStackSetAdministrationRole`
   */
  readonly administrationRoleName?: string;

  /**
   * The name of the execution role, with which CloudFormation deploys in each account.
   *
   * The name has 1 to 64 ASCII letters, digits and characters of `_+=,.@-`, and no path. The administration role must be allowed to assume
   * the execution role.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
   * @default - the default of CloudFormation, `AWSCloudFormationStackSetExecutionRole`
   */
  readonly executionRoleName?: string;
}

/** The options of a StackSet with service-managed permissions, which deploys to the accounts of an AWS Organization. */
export interface ServiceManagedDeploymentOptions {
  /**
   * The ids of organizational units, such as `ou-f6g7-h8i9j0k1`, or of the root, such as `r-f6g7`, at least one.
   *
   * The StackSet is deployed to their accounts, and to the accounts of the units below.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
   */
  readonly organizationalUnits: string[];

  /**
   * The ids of the accounts in the units that the StackSet is deployed to, 12 digits each, at least one.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
   * @default - all accounts in the units
   */
  readonly accounts?: string[];

  /**
   * Whether CloudFormation deploys automatically to an account that joins a unit, even if `accounts` does not list it.
   *
   * An account that leaves the unit keeps the stacks of a `VaultReplicaKeyStackSet`, because replicas need their keys and aliases, and loses
   * those of a `ProtectedKeyAccessStackSet`.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
   * @default - true, unless there are `accounts`
   */
  readonly autoDeployment?: boolean;

  /**
   * Whether the account of the StackSet is a delegated administrator, and not the management account.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-delegated-admin.html
   * @default false
   */
  readonly delegatedAdministrator?: boolean;
}
