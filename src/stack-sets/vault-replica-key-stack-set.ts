import { Aws, CfnCondition, Fn, Stack, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { stackAround, stackSetOf } from './stack-set';
import { targetsOf } from './stack-set-deployment';
import type { StackSetOptions } from './stack-set-options';
import { StackTemplate } from './stack-template';
import { accountOf, ownAccount } from '../arns/names/account-id';
import { assertOptions } from '../arns/options/option-type';
import { envOf } from '../arns/principal-arn';
import { parseRegionLists, regionsOf } from '../arns/regions/region-list';
import { keyUsersOf } from '../assembly-records/key-users';
import { leaveRecord } from '../assembly-records/leave-record';
import { nestedTemplateOf } from '../assembly-records/nested-template';
import { missingUsers, namedResources } from '../key-policy/policy-content';
import { deployAfter } from '../synthesis/deploy-after';
import { PROTECTED_ACCOUNTS, warnOfOptInRegions } from '../synthesis/opt-in-regions';
import { warnOfPolicy } from '../vault-replica-keys/policy-warnings';
import type { RegionalReplicaKeyOptions } from '../vault-replica-keys/regional-replica-key-options';
import { RegionalReplicaKeysBase } from '../vault-replica-keys/regional-replica-keys-base';
import { addReplicaKey, cfnKeyOf } from '../vault-replica-keys/regional-stack';
import { parseReplicaKeyOptions, ReplicaKeyParts, type SharedParts } from '../vault-replica-keys/replica-key-parts';
import type { VaultReplicaKey } from '../vault-replica-keys/vault-replica-key';

/** Properties of a `VaultReplicaKeyStackSet`. */
export interface VaultReplicaKeyStackSetProps extends RegionalReplicaKeyOptions, StackSetOptions {
  /**
   * The id of the VAULT account, which owns the keys: 12 digits, or `Aws.ACCOUNT_ID` for the account that the StackSet
   * is deployed to. Any other token is rejected.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   * @default - the account that the StackSet is deployed to, even if it is known at deployment only
   */
  readonly vaultAccount?: string;
}

/**
 * The keys of `VaultReplicaKeys`, deployed by one CloudFormation StackSet.
 *
 * The StackSet is a resource of one stack, and CloudFormation deploys it to all Regions at once. Only the Region of that stack needs to be
 * bootstrapped, if any.
 *
 * The template of each Region has the same resources and outputs as a regional stack of `VaultReplicaKeys`. The stack with the StackSet does
 * not get these outputs: refer to the keys by their alias.
 *
 * The constructor throws when an option is not valid, when the construct is not in a Stack, or when the policy would exceed the limit of 32,768
 * bytes. Synthesis fails when:
 * - there is neither a PROTECTED account nor an organization;
 * - the template exceeds the limit of 51,200 bytes;
 * - another StackSet of the app has the alias in the same account and Region.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/what-is-cfnstacksets.html
 * @example
 * new VaultReplicaKeyStackSet(stack, 'ReplicaKeys', {
 *   alias: 'very_secret_key',
 *   regions: ['eu-west-1', 'eu-central-1'],
 *   protectedAccounts: ['222222222222'],
 * });
 */
export class VaultReplicaKeyStackSet extends RegionalReplicaKeysBase {
  private readonly vaultAccount: string;

  constructor(scope: Construct, id: string, props: VaultReplicaKeyStackSetProps) {
    const stack = stackAround(scope, id);
    assertOptions(props, 'props of VaultReplicaKeyStackSet');
    const accounts = targetsOf(props.deployment).accounts(accountOf(stack));
    const { vaultAccount = accounts?.length === 1 ? accounts[0] : Aws.ACCOUNT_ID } = props;
    const lists = parseRegionLists(props);
    const parts = parseReplicaKeyOptions(props, {
      account: ownAccount(vaultAccount, 'vaultAccount'),
      partition: lists.partition,
      accountOrigin: props.vaultAccount === undefined ? originOfDefault(vaultAccount, stack) : undefined,
    });
    const keys = new Array<VaultReplicaKey>();
    super(scope, id, parts, lists, {
      all: () => keys,
      perRegion: (method) => `use VaultReplicaKeys, and call keyIn(region).${method}(id, { target }) for each region`,
    });
    this.vaultAccount = vaultAccount;

    const { policy } = parts;
    const template = new StackTemplate(this, 'Template', {
      description: `AutoBackup replica key ${this.aliasName}`,
      remedy: 'set accountMatching to AccountMatching.CALLER_ACCOUNT, or set protectedOrganization, either of which makes the key policy smaller',
    });
    const replicaKey = addKey(template, parts, lists.retired);
    keys.push(replicaKey);
    const regions = regionsOf(lists);
    const description = `AutoBackup replica keys ${this.aliasName}`;
    const stackSet = stackSetOf(this, { template, regions, options: props, description, retainsStacks: true });
    deployAfter(stackSet, () => namedResources(policy.content));
    leaveRecord(this, () => ({
      kind: 'replica keys of a StackSet',
      ...keyUsersOf(this.aliasName, policy.content),
      stackSet: stackSet.logicalId,
      key: template.getLogicalId(cfnKeyOf(replicaKey)),
      nestedTemplate: nestedTemplateOf(Stack.of(this)),
      regions: lists.inUse,
      retiredRegions: lists.retired,
      accounts,
    }));
    warnOfPolicy(this, policy);
    warnOfOptInRegions(this, regions, PROTECTED_ACCOUNTS);
    this.node.addValidation({ validate: () => [...missingUsers(policy.content), ...this.sharedAliases()] });
  }

  /** Regional stacks may have the same alias, as long as keys move between them and a StackSet. Two StackSets have no reason to. */
  private sharedAliases(): string[] {
    const others = this.node.root.node.findAll().filter((other): other is VaultReplicaKeyStackSet => other instanceof VaultReplicaKeyStackSet
      && other.aliasName === this.aliasName && other.vaultAccount === this.vaultAccount && !Token.isUnresolved(this.vaultAccount)
      // Of two StackSets, only one reports it.
      && other.node.path > this.node.path);
    const regionsIn = ({ regions, retiredRegions }: VaultReplicaKeyStackSet) => [...regions, ...retiredRegions];
    return others.flatMap((other) => regionsIn(this).filter((region) => regionsIn(other).includes(region))
      .slice(0, 1)
      .map((region) => `alias "${this.aliasName}" exists twice in account "${this.vaultAccount}" and region "${region}", in the StackSets "${this.node.path}" and "${other.node.path}", but must be unique there; set another alias for one of them`));
  }
}

/** Where the default for the VAULT account comes from. */
function originOfDefault(account: string, stack: Stack): string {
  return account === accountOf(stack) ? envOf(stack) : 'from the accounts of deployment';
}

function addKey(template: StackTemplate, parts: SharedParts, retiredRegions: readonly string[]): VaultReplicaKey {
  const replicaKey = addReplicaKey(template, new ReplicaKeyParts(parts));
  if (retiredRegions.length === 0) { return replicaKey; }
  // One template for all Regions: the deployment decides which policy a Region has.
  const retired = new CfnCondition(template, 'Retired', {
    expression: Fn.conditionOr(...retiredRegions.map((region) => Fn.conditionEquals(Aws.REGION, region))),
  });
  const cfnKey = cfnKeyOf(replicaKey);
  cfnKey.keyPolicy = Fn.conditionIf(retired.logicalId, new ReplicaKeyParts(parts, undefined, true).document, cfnKey.keyPolicy);
  return replicaKey;
}
