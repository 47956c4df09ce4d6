import { Aws, type CfnStackSetProps } from 'aws-cdk-lib';
import type { StackSetOptions } from './stack-set-options';
import { assertAccountId } from '../arns/account-id';
import { copyOf } from '../arns/copy-of';
import { isDummy } from '../arns/dummy-value';
import { assertInstance, assertList, assertOptionalFlag, assertOptionalList, assertText } from '../arns/option-type';
import { ROOT_ID, UNIT_ID } from '../arns/organization-ids';
import { iamArn } from '../arns/principal-arn';
import { assertRoleName } from '../arns/role-name';

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

/**
 * Which accounts a StackSet is deployed to, and by whose permissions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs.html
 */
export abstract class StackSetDeployment {
  /**
   * Deployment to accounts by their ids, with an administration role and execution roles that exist already.
   *
   * Throws when an account, or the name of a role, is not valid.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-prereqs-self-managed.html
   * @param options which accounts and which roles, by default the account of the stack and CloudFormation's own role names.
   */
  public static selfManaged(options: SelfManagedDeploymentOptions = {}): StackSetDeployment {
    return new SelfManaged(copyOf({ ...options }));
  }

  /**
   * Deployment to organizational units. The StackSet must be made in the management account of the organization, which gets no stack
   * itself, or by a delegated administrator.
   *
   * Throws when there is no unit, or a unit or an account is not valid.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-associate-stackset-with-org.html
   * @param options which units, and what becomes of accounts that join or leave.
   */
  public static serviceManaged(options: ServiceManagedDeploymentOptions): StackSetDeployment {
    return new ServiceManaged(copyOf({ ...options }));
  }

  /**
   * The properties of the StackSet that concern it.
   *
   * @param retainsStacks whether the stacks of an account stay when it leaves a unit.
   * @internal
   */
  public abstract _properties(regions: string[], retainsStacks: boolean): Pick<CfnStackSetProps, DeploymentProperty>;

  /**
   * The accounts that it goes to. Undefined where units alone say so.
   *
   * @internal
   */
  public abstract _accounts(ofStack: string): string[] | undefined;
}

type DeploymentProperty = 'permissionModel' | 'stackInstancesGroup' | 'administrationRoleArn' | 'executionRoleName' | 'autoDeployment' | 'callAs';

const ROOT_OR_UNIT = new RegExp(`^(?:${ROOT_ID}|${UNIT_ID})$`);

class SelfManaged extends StackSetDeployment {
  constructor(private readonly options: SelfManagedDeploymentOptions) {
    super();
    assertAccounts(options.accounts);
    const remedies = { arn: 'give its name alone', path: 'give its name alone' };
    for (const option of ['administrationRoleName', 'executionRoleName'] as const) {
      const name = options[option];
      if (name !== undefined) { assertRoleName(name, option, remedies); }
    }
  }

  public _accounts(ofStack: string): string[] {
    return this.options.accounts ?? [ofStack];
  }

  public _properties(regions: string[]): Pick<CfnStackSetProps, DeploymentProperty> {
    const { accounts = [Aws.ACCOUNT_ID], administrationRoleName, executionRoleName } = this.options;
    return {
      permissionModel: 'SELF_MANAGED',
      stackInstancesGroup: [{ deploymentTargets: { accounts }, regions }],
      administrationRoleArn: administrationRoleName
        && iamArn({ partition: Aws.PARTITION, account: Aws.ACCOUNT_ID }, `role/${administrationRoleName}`),
      executionRoleName,
    };
  }
}

class ServiceManaged extends StackSetDeployment {
  constructor(private readonly options: ServiceManagedDeploymentOptions) {
    super();
    assertAccounts(options.accounts);
    for (const flag of ['autoDeployment', 'delegatedAdministrator'] as const) { assertOptionalFlag(options[flag], flag); }
    assertList(options.organizationalUnits, 'organizationalUnits');
    if (options.organizationalUnits.length === 0) {
      throw new Error('organizationalUnits are empty, so that the StackSet would have no stack: list units, "ou-…", or the root, "r-…"');
    }
    for (const unit of options.organizationalUnits) {
      assertText(unit, 'organizational unit');
      if (!isDummy(unit) && !ROOT_OR_UNIT.test(unit)) {
        throw new Error(`organizational unit "${unit}" is not the id of a unit or of a root: write it as AWS Organizations shows it, such as "ou-f6g7-h8i9j0k1"`);
      }
    }
  }

  public _accounts(): string[] | undefined {
    // Accounts that join are deployed to whether they are listed or not.
    return this.autoDeployment ? undefined : this.options.accounts;
  }

  private get autoDeployment(): boolean {
    return this.options.autoDeployment ?? this.options.accounts === undefined;
  }

  public _properties(regions: string[], retainsStacks: boolean): Pick<CfnStackSetProps, DeploymentProperty> {
    const { organizationalUnits, accounts, delegatedAdministrator = false } = this.options;
    const enabled = this.autoDeployment;
    return {
      permissionModel: 'SERVICE_MANAGED',
      stackInstancesGroup: [{
        deploymentTargets: {
          organizationalUnitIds: organizationalUnits,
          ...accounts && { accounts, accountFilterType: 'INTERSECTION' },
        },
        regions,
      }],
      autoDeployment: { enabled, ...enabled && { retainStacksOnAccountRemoval: retainsStacks } },
      callAs: delegatedAdministrator ? 'DELEGATED_ADMIN' : undefined,
    };
  }
}

function assertAccounts(accounts: string[] | undefined): void {
  assertOptionalList(accounts, 'accounts');
  if (accounts?.length === 0) {
    throw new Error('accounts are empty, so that the StackSet would have no stack: list at least one, or leave accounts out');
  }
  for (const account of accounts ?? []) { assertAccountId(account, 'account'); }
}

/** The deployment that the options give, or the default. */
export function deploymentOf({ deployment = StackSetDeployment.selfManaged() }: StackSetOptions): StackSetDeployment {
  assertInstance(deployment, 'deployment', '_accounts', 'a StackSetDeployment', () => 'StackSetDeployment.selfManaged() or StackSetDeployment.serviceManaged(…)');
  return deployment;
}
