import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestedStack, Stack, Stage, Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { warnOfEmptyStack } from './empty-stack';
import { describeExistingKey, type ExistingKey } from './existing-key';
import { warnOfPolicy } from './policy-warnings';
import type { RegionalReplicaKeyOptions } from './regional-replica-key-options';
import { RegionalReplicaKeysBase } from './regional-replica-keys-base';
import { addReplicaKey, cfnKeyOf } from './regional-stack';
import { parseReplicaKeyOptions, ReplicaKeyParts } from './replica-key-parts';
import type { VaultReplicaKey } from './vault-replica-key';
import { isDummy, nameOf } from '../arns/deploy-time/dummy-value';
import { accountOf, assertAccountId, ownAccount } from '../arns/names/account-id';
import { assertStackName } from '../arns/names/stack-name';
import { assertOptionalFlag, assertOptionalText, assertOptions, assertText, refuse } from '../arns/options/option-type';
import { envOf, type KeyOwner } from '../arns/principal-arn';
import { parseRegionLists, regionsOf } from '../arns/regions/region-list';
import { keyUsersOf } from '../assembly-records/key-users';
import { leaveRecord } from '../assembly-records/leave-record';
import { missingUsers } from '../key-policy/policy-content';
import { childPath } from '../synthesis/child-path';
import { deployAfter } from '../synthesis/deploy-after';
import { stageAround } from '../synthesis/stage-around';
import { requireUniqueName } from '../synthesis/unique-names';

/** Properties of `VaultReplicaKeys`. */
export interface VaultReplicaKeysProps extends RegionalReplicaKeyOptions {
  /**
   * The id of the VAULT account, which owns the keys: 12 digits. A change creates new keys in the other account.
   *
   * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html
   * @default - the account of the enclosing Stack or Stage, which must be known before deployment
   */
  readonly vaultAccount?: string;

  /**
   * The beginning of the names of the regional stacks, which end with a hyphen and the Region.
   *
   * It has ASCII letters, digits and hyphens, and begins with a letter. The whole name has at most 128 characters. A change creates new stacks
   * with new keys.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
   * @default - the id of this construct. In a Stage, the name of the Stage and a hyphen come before it
   */
  readonly stackNamePrefix?: string;

  /**
   * Whether CloudFormation refuses to delete the regional stacks. `removalPolicy` decides about a key that is removed from its stack.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html
   * @default false
   */
  readonly terminationProtection?: boolean;
}

/** The keys that an app adopts, and the directory of their resource mappings. */
export interface AdoptKeysOptions {
  /** The directory of the resource mappings. Synthesis creates it if it is missing. */
  readonly directory: string;

  /** The keys that exist already, by the codes of their Regions. */
  readonly keys: { [region: string]: ExistingKey };
}

/**
 * The KMS keys with which AutoBackup re-encrypts replicas: one key in each replication Region, all under one alias.
 *
 * The keys are in the VAULT account. Their key policy grants access to the VAULT role, the PROTECTED accounts and the key administrators.
 *
 * Each Region has a stack of its own below this construct, with the key, its alias, and the outputs `KeyArn` and `KeyAlias`. Put the
 * construct in an App or Stage. In a Stack that contains nothing else, it adds the warning `cdk-vault-replica-keys:emptyStack`, or synthesis
 * fails if the CDK rejects stacks without resources (`@aws-cdk/core:validateAgainstDefaultRules`).
 *
 * The stacks are independent of each other: deploy one, some or all of them, in any order. They depend on the stacks of the roles and users
 * that their key policies name, if the app creates these.
 *
 * The constructor throws when an option is not valid, when the VAULT account is not known, when the construct is in a NestedStack, or when the
 * policy would exceed the limit of 32,768 bytes. Synthesis fails when:
 * - there is neither a PROTECTED account nor an organization;
 * - the app has the name of a stack, or the alias, twice in an account and Region;
 * - a role or user that a key policy names cannot be deployed before the key, because its stack refers to that key.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying-external-accounts.html
 * @example
 * const replicaKeys = new VaultReplicaKeys(app, 'ReplicaKeys', {
 *   alias: 'very_secret_key',
 *   regions: ['eu-west-1', 'eu-central-1'],
 *   vaultAccount: '111111111111',
 *   protectedAccounts: ['222222222222'],
 * });
 * replicaKeys.grantUse(sourceRole);
 */
export class VaultReplicaKeys extends RegionalReplicaKeysBase {
  private readonly keys: ReadonlyMap<string, VaultReplicaKey>;

  constructor(scope: Construct, id: string, props: VaultReplicaKeysProps) {
    assertOptions(props, 'props of VaultReplicaKeys');
    const path = childPath(scope, id);
    const { terminationProtection, stackNamePrefix } = props;
    const lists = parseRegionLists(props);
    const regions = regionsOf(lists);
    assertOptionalFlag(terminationProtection, 'terminationProtection');
    assertOptionalText(stackNamePrefix, 'stackNamePrefix');
    const stage = stageAround(scope, path);
    assertNotNested(scope, path);
    const { account, accountOrigin } = props.vaultAccount === undefined
      ? enclosingAccount(scope, stage, path)
      : { account: vaultAccount(props.vaultAccount, path) };
    const stackNames = regions.map((region) => stackName(stage, id, stackNamePrefix, region));
    const parts = parseReplicaKeyOptions(props, { account, partition: lists.partition, accountOrigin });
    const keys = new Map<string, VaultReplicaKey>();
    super(scope, id, parts, lists, {
      all: () => [...keys.values()],
      perRegion: (method) => `call keyIn(region).${method}(id, { target }) for each region`,
    });

    regions.forEach((region, index) => {
      const stack = new Stack(this, nameOf(region), {
        stackName: stackNames[index],
        description: `AutoBackup replica key ${this.aliasName}`,
        env: { account: nameOf(account), region: nameOf(region) },
        terminationProtection,
      });
      requireUniqueName(stack);
      const partsOfRegion = new ReplicaKeyParts(parts, stack.region, lists.retired.includes(region));
      const replicaKey = addReplicaKey(stack, partsOfRegion);
      deployAfter(replicaKey, () => partsOfRegion.document.resources);
      keys.set(region, replicaKey);
    });
    this.keys = keys;
    // On a construct in a stack: this construct can be above all stacks.
    warnOfPolicy(this.keyIn(regions[0]), parts.policy);
    warnOfEmptyStack(this);
    leaveRecord(this.keyIn(regions[0]), () => ({
      kind: 'replica keys',
      ...keyUsersOf(this.aliasName, parts.policy.content),
      keys: [...keys].map(([region, key]) => {
        const stack = Stack.of(key);
        return { stack: stack.artifactId, key: stack.getLogicalId(cfnKeyOf(key)), retired: lists.retired.includes(region) };
      }),
    }));
    this.node.addValidation({ validate: () => missingUsers(parts.policy.content) });
  }

  /**
   * Returns the key of one Region, retired or not.
   *
   * While the CDK has not looked up the list of Regions yet, every Region has the same placeholder key.
   *
   * Throws when the Region is not listed. The error names the listed Regions.
   *
   * @param region the code of the Region, such as `eu-west-1`.
   */
  public keyIn(region: string): VaultReplicaKey {
    assertText(region, 'region');
    const listed = [...this.keys.keys()];
    const key = this.keys.get(region) ?? this.keys.get(listed.find(isDummy) ?? region);
    if (!key) {
      const known = listed.map((one) => `"${one}"`);
      throw new Error(`region "${region}" has no key in "${this.node.path}"; use ${known.length === 1 ? known[0] : `one of ${known.join(', ')}`}, or add it to regions`);
    }
    return key;
  }

  /**
   * Returns the stack of one Region, retired or not, for resources next to its key, such as a backup vault or an SSM parameter.
   *
   * Throws when the Region is not listed. The error names the listed Regions.
   *
   * @param region the code of the Region, such as `eu-west-1`.
   */
  public stackIn(region: string): Stack {
    return Stack.of(this.keyIn(region));
  }

  /**
   * Describes existing keys in the templates as they are, so that `cdk import` can import them. Remove the call after the import.
   *
   * Synthesis writes a resource mapping for each Region in `keys`, in a file that is named after its stack. Import each Region with
   * `cdk import ReplicaKeys/eu-west-1 --resource-mapping FILE`, then remove the call and deploy: the deployment applies the policy and the
   * other options to the keys.
   *
   * CloudFormation changes only what differs between two templates. Without this call, imported keys would keep the policy that they have, and
   * no difference would show. The templates also omit the tags of the app, which the deployment after the import adds.
   *
   * Throws when a Region is not listed, when an ARN is not that of a single-Region key of the VAULT account in that Region, or when a policy is
   * not a key policy.
   *
   * @see https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-import.html
   * @param options the directory of the files, and the keys.
   * @returns the paths of the files.
   */
  public adoptKeys(options: AdoptKeysOptions): string[] {
    assertOptions(options, 'options of adoptKeys');
    const { directory, keys } = options;
    assertText(directory, 'directory');
    if (directory === '') { refuse(directory, 'directory', 'the path of a directory', 'write one, such as "mappings"'); }
    assertOptions(keys, 'keys');
    const mappings = Object.entries(keys).map(([region, existing]) => ({
      file: join(directory, `${this.stackIn(region).stackName}.json`),
      mapping: describeExistingKey(this.keyIn(region), existing),
    }));
    this.node.addValidation({
      validate: () => {
        mkdirSync(directory, { recursive: true });
        for (const { file, mapping } of mappings) { writeFileSync(file, `${JSON.stringify(mapping, undefined, 2)}\n`); }
        return [];
      },
    });
    return mappings.map(({ file }) => file);
  }
}

function assertNotNested(scope: Construct, path: string): void {
  const nested = scope.node.scopes.find((construct) => NestedStack.isNestedStack(construct));
  if (nested) {
    throw new Error(`VaultReplicaKeys "${path}" is in the NestedStack "${nested.node.path}", which is deployed to only one Region; put it in an App, Stage or Stack, or use VaultReplicaKey`);
  }
}

function vaultAccount(account: string | undefined, path: string): string {
  if (account === undefined || Token.isUnresolved(account)) {
    throw new Error(`vaultAccount of "${path}" is not known before deployment, but the key policy contains it; set vaultAccount, or set env.account of the Stack or Stage around the construct`);
  }
  return ownAccount(account, 'vaultAccount');
}

function enclosingAccount(scope: Construct, { account, node }: Stage, path: string): Pick<KeyOwner, 'account' | 'accountOrigin'> {
  const stack = scope.node.scopes.reverse().find((construct) => Stack.isStack(construct));
  if (stack) { return { account: vaultAccount(accountOf(Stack.of(stack)), path), accountOrigin: envOf(Stack.of(stack)) }; }
  if (account !== undefined && !Token.isUnresolved(account)) { assertAccountId(account, `account of Stage "${node.path}"`); }
  return { account: vaultAccount(account, path), accountOrigin: `from the env of Stage "${node.path}"` };
}

function stackName({ stageName }: Stage, id: string, stackNamePrefix: string | undefined, region: string): string {
  const name = `${nameOf(stackNamePrefix ?? [...stageName ? [stageName] : [], id].join('-'))}-${nameOf(region)}`;
  if (stackNamePrefix === undefined) {
    const source = stageName ? `the Stage "${stageName}" and the construct id "${id}"` : `the construct id "${id}"`;
    assertStackName(name, `stack name "${name}", which comes from ${source},`, 'set stackNamePrefix, or change the id');
  } else {
    assertStackName(name, `stack name "${name}", which comes from stackNamePrefix "${stackNamePrefix}",`, 'set another stackNamePrefix');
  }
  return name;
}
