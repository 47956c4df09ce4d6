import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { DeploymentTargets } from './deployment-targets';
import { MissingKey } from './missing-key';
import { stackAround, stackSetOf } from './stack-set';
import { targetsOf } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import { StackTemplate } from './stack-template';
import { parseKey, type ImportedKey } from '../arns/app-key';
import { renderKeyArn } from '../arns/key-arn';
import { accountOf, assertAccountId } from '../arns/names/account-id';
import { fullAliasName } from '../arns/names/alias-name';
import { assertList, assertOptionalFlag, assertOptionalMember, assertOptions } from '../arns/options/option-type';
import { keyOwnerIn } from '../arns/principal-arn';
import { parseRegionLists } from '../arns/regions/region-list';
import { accessOf } from '../assembly-records/access';
import { leaveRecord } from '../assembly-records/leave-record';
import { grantStatements, identityStatements, withAlias } from '../key-policy/statements/identity-statements';
import { vaultRoleIn, type VaultRole } from '../key-policy/users/vault-role';
import type { RestoreStatementsOptions } from '../key-policy-statements/restore-statements-options';
import { StatementsOfKey } from '../key-policy-statements/statements-of-key';
import { accessStatements } from '../protected-key-access/access-statements';
import { deployAfter } from '../synthesis/deploy-after';
import { VAULT_ACCOUNT, warnOfOptInRegions } from '../synthesis/opt-in-regions';

/** Properties of a `ProtectedKeyAccessStackSet`. */
export interface ProtectedKeyAccessStackSetProps extends StackSetOptions, RestoreStatementsOptions {
  /**
   * The aliases of the keys in each account and Region, with or without the prefix `alias/`, at least one.
   *
   * About 25 aliases fit in the template, or four with `restoreStatements`. The aliases of AWS managed keys, `aws/…`, are rejected.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
   */
  readonly aliases: string[];

  /**
   * The codes of the Regions that the keys are in, such as `eu-west-1`. At least one, and all in one partition.
   *
   * A Region that this aws-cdk-lib does not know is rejected, and so are a Region that is listed twice and a token.
   */
  readonly regions: string[];

  /**
   * The id of the VAULT account, 12 digits. A token is rejected.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   */
  readonly vaultAccount: string;

  /**
   * The VAULT role. It must exist before the deployment, unless it is `lateBound`.
   *
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;

  /**
   * The result of the deployment to an account and Region where no key has the alias.
   *
   * @default MissingKey.FAIL
   */
  readonly missingKey?: MissingKey;
}

/**
 * Access of the VAULT role to keys in many PROTECTED accounts and Regions, deployed by one CloudFormation StackSet.
 *
 * It does the same as `ProtectedKeyAccess`, and finds the keys by their aliases in each account and Region. In an account that joins an
 * organizational unit, the keys get the statements automatically. In an account that leaves the unit, they lose the statements.
 *
 * The constructor throws when an alias, a Region, the VAULT account, its role or an option of the deployment is not valid, or when the
 * construct is not in a Stack. Synthesis fails when the template exceeds the limit of 51,200 bytes, or when an aspect gives the role of the
 * function a name that is the same in two Regions.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 * @example
 * new ProtectedKeyAccessStackSet(stack, 'VaultAccess', {
 *   aliases: ['databases'],
 *   regions: ['eu-west-1', 'eu-central-1'],
 *   vaultAccount: '111111111111',
 *   deployment: StackSetDeployment.serviceManaged({ organizationalUnits: ['ou-f6g7-h8i9j0k1'] }),
 * });
 */
export class ProtectedKeyAccessStackSet extends Construct {
  private readonly aliases: string[];
  private readonly regions: readonly string[];
  private readonly partition: string;
  private readonly targets: DeploymentTargets;

  constructor(scope: Construct, id: string, props: ProtectedKeyAccessStackSetProps) {
    super(scope, id);
    stackAround(scope, id);
    assertOptions(props, 'props of ProtectedKeyAccessStackSet');
    assertList(props.aliases, 'aliases');
    this.aliases = [...new Set(props.aliases.map(fullAliasName))];
    const { inUse: regions, partition } = parseRegionLists({ regions: props.regions });
    this.regions = regions;
    this.partition = partition;
    this.targets = targetsOf(props.deployment);
    assertOptionalMember(props.missingKey, 'missingKey', MissingKey);
    assertOptionalFlag(props.restoreStatements, 'restoreStatements');
    if (this.aliases.length === 0) {
      throw new Error(`aliases of "${this.node.path}" is empty, so the VAULT role could use no key; list the aliases of the keys that snapshots are encrypted with`);
    }
    assertAccountId(props.vaultAccount, 'vaultAccount');

    const description = 'Lets the AutoBackup VAULT role use keys of PROTECTED accounts';
    const template = new StackTemplate(this, 'Template', {
      description, remedy: props.restoreStatements ? 'list fewer aliases, or leave restoreStatements out' : 'list fewer aliases',
    });
    const vault = { account: props.vaultAccount, partition: keyOwnerIn(template).partition };
    const role = vaultRoleIn(vault, props.vaultRole);
    this.aliases.forEach((alias, index) => {
      const key = parseKey(Alias.fromAliasName(template, `Key${index}`, alias)) as ImportedKey;
      const all = StatementsOfKey.in(template, key, { skipsMissingKey: props.missingKey === MissingKey.SKIP });
      all.add(...accessStatements(role, vault));
      if (props.restoreStatements) { all.restore(); }
    });
    stackSetOf(this, { template, regions, options: props, description, retainsStacks: false });
    warnOfOptInRegions(this, regions, VAULT_ACCOUNT);
    deployAfter(this, () => role.resources);
    leaveRecord(this, () => ({
      kind: 'source keys of a StackSet',
      aliases: this.aliases,
      regions,
      accounts: this.targets.accounts(accountOf(Stack.of(this))),
      ...accessOf(vault.account, role, accessStatements(role, vault)),
    }));
  }

  /**
   * Returns the statements that the VAULT role needs in IAM in addition to the key policies.
   *
   * They allow the use of the keys with the aliases, and grants for AWS services. They apply to the listed accounts. With automatic deployment
   * to accounts that join a unit, they apply to all accounts whose keys grant access to the role. With neither, they apply to the account of
   * the stack. It can take up to five minutes until IAM applies an alias.
   *
   * Throws when the account of the stack is needed, and is known only during deployment.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html
   */
  public vaultRoleStatements(): iam.PolicyStatement[] {
    const stack = Stack.of(this);
    const accounts = this.targets.accounts(accountOf(stack)) ?? ['*'];
    if (Token.isUnresolved(accounts[0])) {
      throw new Error(`account of stack "${stack.node.path}" is known only during deployment, and a policy in another account cannot refer to it; set env.account of the stack, or list accounts in the deployment`);
    }
    const keys = accounts.flatMap((account) => this.regions.map((region) => renderKeyArn({ partition: this.partition, region, account, resource: 'key/*' })));
    return this.aliases.flatMap((alias) => identityStatements(keys, withAlias(alias)));
  }

  /**
   * Grants the VAULT role the use of the keys in its IAM policy, which gets `vaultRoleStatements()`.
   *
   * Call this in the app that creates the role.
   *
   * Throws when the role is imported from an account other than that of its stack, and when `vaultRoleStatements()` throws.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @param vaultRole the VAULT role.
   */
  public grantUse(vaultRole: iam.IGrantable): iam.Grant {
    return grantStatements(vaultRole, this.vaultRoleStatements());
  }
}
