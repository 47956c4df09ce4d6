import { Aws, type CfnStackSetProps } from 'aws-cdk-lib';
import type { SelfManagedDeploymentOptions, ServiceManagedDeploymentOptions } from './stack-set-deployment-options';
import { isDummy } from '../arns/deploy-time/dummy-value';
import { assertAccountId } from '../arns/names/account-id';
import { ROOT_ID, UNIT_ID } from '../arns/names/organization-ids';
import { assertRoleName } from '../arns/names/role-name';
import { assertList, assertOptionalFlag, assertOptionalList, assertOptions, assertText } from '../arns/options/option-type';
import { iamArn } from '../arns/principal-arn';

type DeploymentProperty = 'permissionModel' | 'stackInstancesGroup' | 'administrationRoleArn' | 'executionRoleName' | 'autoDeployment' | 'callAs';

/** Which accounts a StackSet is deployed to, and by whose permissions. */
export interface DeploymentTargets {
  /**
   * The properties of the StackSet that concern it.
   *
   * @param retainsStacks whether the stacks of an account stay when it leaves a unit.
   */
  properties(regions: readonly string[], retainsStacks: boolean): Pick<CfnStackSetProps, DeploymentProperty>;

  /** The accounts, by default that of the stack. Undefined if only units decide that. */
  accounts(ofStack: string): string[] | undefined;
}

const ROOT_OR_UNIT = new RegExp(`^(?:${ROOT_ID}|${UNIT_ID})$`);

/** @throws when an account, or the name of a role, is not valid. */
export function selfManaged(options: SelfManagedDeploymentOptions): DeploymentTargets {
  assertOptions(options, 'options of selfManaged');
  const { accounts, administrationRoleName, executionRoleName } = options;
  const listed = parseAccounts(accounts);
  const remedies = { arn: 'write only the name', path: 'write only the name' };
  if (administrationRoleName !== undefined) { assertRoleName(administrationRoleName, 'administrationRoleName', remedies); }
  if (executionRoleName !== undefined) { assertRoleName(executionRoleName, 'executionRoleName', remedies); }
  return {
    accounts: (ofStack) => listed ?? [ofStack],
    properties: (regions) => ({
      permissionModel: 'SELF_MANAGED',
      stackInstancesGroup: [{ deploymentTargets: { accounts: listed ?? [Aws.ACCOUNT_ID] }, regions: [...regions] }],
      administrationRoleArn: administrationRoleName
        && iamArn({ partition: Aws.PARTITION, account: Aws.ACCOUNT_ID }, `role/${administrationRoleName}`),
      executionRoleName,
    }),
  };
}

/** @throws when there is no unit, or a unit or an account is not valid. */
export function serviceManaged(options: ServiceManagedDeploymentOptions): DeploymentTargets {
  assertOptions(options, 'options of serviceManaged');
  const accounts = parseAccounts(options.accounts);
  assertOptionalFlag(options.autoDeployment, 'autoDeployment');
  assertOptionalFlag(options.delegatedAdministrator, 'delegatedAdministrator');
  const organizationalUnitIds = parseUnits(options.organizationalUnits);
  const { autoDeployment: enabled = accounts === undefined, delegatedAdministrator = false } = options;
  return {
    // Accounts that join are deployed to whether they are listed or not.
    accounts: () => enabled ? undefined : accounts,
    properties: (regions, retainsStacks) => ({
      permissionModel: 'SERVICE_MANAGED',
      stackInstancesGroup: [{
        deploymentTargets: {
          organizationalUnitIds,
          ...accounts && { accounts, accountFilterType: 'INTERSECTION' },
        },
        regions: [...regions],
      }],
      autoDeployment: { enabled, ...enabled && { retainStacksOnAccountRemoval: retainsStacks } },
      callAs: delegatedAdministrator ? 'DELEGATED_ADMIN' : undefined,
    }),
  };
}

function parseAccounts(accounts: string[] | undefined): string[] | undefined {
  assertOptionalList(accounts, 'accounts');
  if (accounts?.length === 0) {
    throw new Error('accounts is empty, so the StackSet would create no stack; list at least one account, or leave accounts out');
  }
  for (const account of accounts ?? []) { assertAccountId(account, 'account'); }
  return accounts && [...accounts];
}

function parseUnits(units: string[]): string[] {
  assertList(units, 'organizationalUnits');
  if (units.length === 0) {
    throw new Error('organizationalUnits is empty, so the StackSet would create no stack; list units, "ou-…", or the root, "r-…"');
  }
  for (const unit of units) {
    assertText(unit, 'organizational unit');
    if (!isDummy(unit) && !ROOT_OR_UNIT.test(unit)) {
      throw new Error(`organizational unit "${unit}" is not the id of a unit or of a root; write it as AWS Organizations shows it, such as "ou-f6g7-h8i9j0k1"`);
    }
  }
  return [...units];
}
