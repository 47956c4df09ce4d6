import { Aws, CfnCondition, Fn, Token } from 'aws-cdk-lib';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { stackAround, stackSetOf } from './stack-set';
import { deploymentOf } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import { StackTemplate } from './stack-template';
import { accountOf } from '../arns/account-id';
import { ReplicaKeyPolicy } from '../key-policy/replica-key-policy';
import { deployAfter } from '../synthesis/deploy-after';
import { PROTECTED_ACCOUNTS, warnOfOptInRegions } from '../synthesis/opt-in-regions';
import { KeysOfRegions } from '../vault-replica-keys/keys-of-regions';
import type { RegionalReplicaKeyOptions } from '../vault-replica-keys/regional-replica-key-options';
import { addReplicaKey } from '../vault-replica-keys/regional-stack';
import { warnOfPolicy } from '../vault-replica-keys/warnings';

/** Properties of a `VaultReplicaKeyStackSet`. */
export interface VaultReplicaKeyStackSetProps extends RegionalReplicaKeyOptions, StackSetOptions {
  /**
   * The id of the VAULT account, which owns the keys: 12 digits, or `Aws.ACCOUNT_ID` for the account that the StackSet
   * is deployed to. Any other token is refused.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   * @default - the account that the StackSet is deployed to, known before deployment or not
   */
  readonly vaultAccount?: string;
}

/**
 * The keys that `VaultReplicaKeys` makes, by one CloudFormation StackSet: a resource of one stack, which CloudFormation deploys to
 * all regions at once. Only the region of that stack needs to be bootstrapped, if any.
 *
 * The template of each region has the same resources and outputs as a regional stack of `VaultReplicaKeys`. A StackSet tells the
 * stack that holds it no outputs: refer to the keys by their alias.
 *
 * The constructor throws when an option is not valid, the construct is in no Stack, or the policy would be larger than the 32,768
 * bytes that KMS takes. Synthesis fails when there is neither a PROTECTED account nor an organization, the template would be
 * larger than the 51,200 bytes that CloudFormation takes, or another StackSet of the app has the alias in the account and a region.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 */
export class VaultReplicaKeyStackSet extends KeysOfRegions {
  /** @internal */
  protected readonly _policy: ReplicaKeyPolicy;
  private readonly vaultAccount: string;

  constructor(scope: Construct, id: string, props: VaultReplicaKeyStackSetProps) {
    super(scope, id, props);
    const accounts = deploymentOf(props)._accounts(accountOf(stackAround(this))) ?? [];
    this.vaultAccount = props.vaultAccount ?? (accounts.length === 1 ? accounts[0] : Aws.ACCOUNT_ID);
    this._policy = new ReplicaKeyPolicy({ ...props, vaultAccount: this.vaultAccount, partition: this._partition });

    const template = new StackTemplate(this, 'Template', {
      description: `AutoBackup replica key ${this.aliasName}`,
      remedy: 'set accountMatching to AccountMatching.CALLER_ACCOUNT, or give protectedOrganization, either of which makes the key policy smaller',
    });
    this.addKey(template, props);
    const description = `AutoBackup replica keys ${this.aliasName}`;
    const stackSet = stackSetOf(this, { template, regions: this._allRegions, options: props, description, retainsStacks: true });
    deployAfter(stackSet, () => this._policy._resources);
    this._followPolicy();
    warnOfOptInRegions(this, this._allRegions, PROTECTED_ACCOUNTS);
    this.node.addValidation({ validate: () => [...this._policy._problems(), ...this.sharedAliases()] });
  }

  /** Regional stacks may bear the same alias, as long as keys move between them and a StackSet. Two StackSets have no reason to. */
  private sharedAliases(): string[] {
    const others = this.node.root.node.findAll().filter((other): other is VaultReplicaKeyStackSet => other instanceof VaultReplicaKeyStackSet
      && other.aliasName === this.aliasName && other.vaultAccount === this.vaultAccount && !Token.isUnresolved(this.vaultAccount)
      // Of two, one says it.
      && other.node.path > this.node.path);
    return others.flatMap((other) => this._allRegions.filter((region) => other._allRegions.includes(region))
      .slice(0, 1)
      .map((region) => `alias "${this.aliasName}" exists twice in account ${this.vaultAccount} and region ${region}, in the StackSets "${this.node.path}" and "${other.node.path}", but a name is taken once: give one of them another alias`));
  }

  private addKey(template: StackTemplate, props: VaultReplicaKeyStackSetProps): void {
    const { key } = addReplicaKey(template, props, { policy: this._policy, retired: false });
    if (this.retiredRegions.length === 0) { return; }
    // One template for all regions: which policy a region has is decided where it is deployed.
    const retired = new CfnCondition(template, 'Retired', {
      expression: Fn.conditionOr(...this.retiredRegions.map((region) => Fn.conditionEquals(Aws.REGION, region))),
    });
    const cfnKey = key.node.defaultChild as CfnKey;
    cfnKey.keyPolicy = Fn.conditionIf(retired.logicalId, this._policy._document(undefined, true), cfnKey.keyPolicy);
  }

  /** @internal */
  protected _followPolicy(): void {
    warnOfPolicy(this, this._policy);
  }
}
