import type * as iam from 'aws-cdk-lib/aws-iam';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { MissingKey } from './missing-key';
import { stackAround, stackSetOf } from './stack-set';
import { StackSetDeployment } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import { StackTemplate } from './stack-template';
import { StatementsOfKey } from '../key-policy-statements/statements-of-key';
import { deployAfter } from '../private/deploy-after';
import { identityStatements, withAlias } from '../private/identity-statements';
import { ProtectedKeyAccess } from '../protected-key-access/protected-key-access';
import { fullAliasName } from '../vault-replica-keys/alias-name';
import { partitionOfAll } from '../vault-replica-keys/region-list';
import type { VaultRole } from '../vault-replica-keys/vault-role';

/** Properties of a `ProtectedKeyAccessStackSet`. */
export interface ProtectedKeyAccessStackSetProps extends StackSetOptions {
  /**
   * The aliases that the keys bear in each account and region, with or without the prefix `alias/`. At least one. The aliases of AWS
   * managed keys, `aws/…`, are refused.
   */
  readonly aliases: string[];

  /** The regions that the keys are in, all of one partition. At least one. */
  readonly regions: string[];

  /** The id of the VAULT account. */
  readonly vaultAccount: string;

  /**
   * The VAULT role. It must exist before this is deployed, unless it is `lateBound`.
   *
   * @default VaultRole.fromRoleName('BackupIAMRole')
   */
  readonly vaultRole?: VaultRole;

  /**
   * What becomes of the deployment to an account and region where no key bears the alias.
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
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 */
export class ProtectedKeyAccessStackSet extends Construct {
  private readonly aliases: string[];
  private readonly regions: string[];
  private readonly partition: string;
  private readonly deployment: StackSetDeployment;

  /**
   * Throws when an alias, a region, the VAULT account or an option of the deployment is not valid, or the construct is in no Stack;
   * and at synthesis, when the template would be larger than the 51,200 bytes that CloudFormation takes.
   */
  constructor(scope: Construct, id: string, props: ProtectedKeyAccessStackSetProps) {
    super(scope, id);
    stackAround(this);
    this.aliases = [...new Set(props.aliases.map(fullAliasName))];
    this.regions = [...props.regions];
    this.partition = partitionOfAll(this.regions, []);
    this.deployment = props.deployment ?? StackSetDeployment.selfManaged();
    if (this.aliases.length === 0) {
      throw new Error(`aliases of "${this.node.path}" are empty, so that the VAULT role could use no key: give those of the keys that snapshots are encrypted with`);
    }

    const description = 'Lets the AutoBackup VAULT role use keys of PROTECTED accounts';
    const template = new StackTemplate(this, 'Template', { description, remedy: 'list fewer aliases' });
    new ProtectedKeyAccess(template, 'Access', {
      keys: this.aliases.map((alias, index) => Alias.fromAliasName(template, `Key${index + 1}`, alias)),
      vaultAccount: props.vaultAccount,
      vaultRole: props.vaultRole,
    });
    if (props.missingKey === MissingKey.SKIP) {
      for (const construct of template.node.findAll()) {
        if (construct instanceof StatementsOfKey) { construct.skipMissingKey(); }
      }
    }
    const stackSet = stackSetOf(this, template, this.regions, props, description);
    deployAfter(props.vaultRole?._resources ?? [], this, [stackSet]);
  }

  /**
   * What IAM policies of the VAULT role must allow beside the key policies: use of the keys that bear the aliases, and grants for AWS
   * services; in the accounts that are listed, or in all that let the role in where units are.
   */
  public vaultRoleStatements(): iam.PolicyStatement[] {
    const accounts = this.deployment._accounts(stackAround(this).account) ?? ['*'];
    const keys = accounts.flatMap((account) => this.regions.map((region) => `arn:${this.partition}:kms:${region}:${account}:key/*`));
    return this.aliases.flatMap((alias) => identityStatements(keys, withAlias(alias)));
  }
}
