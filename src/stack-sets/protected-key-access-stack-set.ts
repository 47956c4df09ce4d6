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
import { accountOf, assertAccountId } from '../arns/account-id';
import { fullAliasName } from '../arns/alias-name';
import { parseKey, type ImportedKey } from '../arns/app-key';
import { renderKeyArn } from '../arns/key-arn';
import { assertList, assertOptionalFlag, assertOptionalMember, assertOptions } from '../arns/option-type';
import { keyOwnerIn } from '../arns/principal-arn';
import { parseRegionLists } from '../arns/region-list';
import { accessOf } from '../assembly-records/access';
import { leaveRecord } from '../assembly-records/leave-record';
import { grantStatements, identityStatements, withAlias } from '../key-policy/identity-statements';
import { vaultRoleIn, type VaultRole } from '../key-policy/vault-role';
import type { RestoreStatementsOptions } from '../key-policy-statements/restore-statements-options';
import { StatementsOfKey } from '../key-policy-statements/statements-of-key';
import { accessStatements } from '../protected-key-access/access-statements';
import { deployAfter } from '../synthesis/deploy-after';
import { VAULT_ACCOUNT, warnOfOptInRegions } from '../synthesis/opt-in-regions';

/** Properties of a `ProtectedKeyAccessStackSet`. */
export interface ProtectedKeyAccessStackSetProps extends StackSetOptions, RestoreStatementsOptions {
  /**
   * The aliases that the keys have in each account and region, with or without the prefix `alias/`. At least one. About 25 fit in
   * the template, four with `restoreStatements`, and more are refused. So are the aliases of AWS managed keys, `aws/…`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
   */
  readonly aliases: string[];

  /**
   * The regions that the keys are in, by their codes, such as `eu-west-1`. At least one, and all of one partition. A region that
   * this aws-cdk-lib does not know, one listed twice, and a token are refused.
   */
  readonly regions: string[];

  /**
   * The id of the VAULT account, 12 digits. A token is refused.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   */
  readonly vaultAccount: string;

  /**
   * The VAULT role. It must exist before this is deployed, unless it is `lateBound`.
   *
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;

  /**
   * What becomes of the deployment to an account and region where no key has the alias.
   *
   * @default MissingKey.FAIL
   */
  readonly missingKey?: MissingKey;
}

/**
 * What `ProtectedKeyAccess` does, in many PROTECTED accounts and regions, by one CloudFormation StackSet: the keys are found by
 * their aliases in each. An account that joins an organizational unit gets its access by itself, and one that leaves it loses the
 * statements again.
 *
 * The constructor throws when an alias, a region, the VAULT account, its role or an option of the deployment is not valid, or the
 * construct is in no Stack. Synthesis fails when the template would be larger than the 51,200 bytes that CloudFormation takes, or an
 * Aspect gives the function's role a name that would be the same in two regions.
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
   * What IAM must allow the VAULT role in addition to the key policies: use of the keys that have the aliases, and grants for AWS services.
   *
   * The statements speak of the accounts that are listed, or of all that grant the role access where accounts that join a unit do too.
   * Where neither is given, they speak of the account of the stack. IAM takes up to five minutes to notice an alias.
   *
   * Throws when that account is known at deployment only.
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
   * Allows the VAULT role to use the keys by its IAM policy, which gets `vaultRoleStatements()`. Call it in the app that makes the role.
   *
   * Throws when the role is imported from another account than that of its stack, and when `vaultRoleStatements()` does.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
   * @param vaultRole the VAULT role.
   */
  public grantUse(vaultRole: iam.IGrantable): iam.Grant {
    return grantStatements(vaultRole, this.vaultRoleStatements());
  }
}
