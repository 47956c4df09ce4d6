import { Aws, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { removalPolicyOf, removalProblem, RemovalWarning } from './removal';
import type { ReplicaKeyOptions } from './replica-key-options';
import { sharedPolicyOf } from './shared-policy';
import { validateKeyOptions } from './validate-key-options';
import { warnOfPolicy } from './warnings';
import { accountOf } from '../arns/account-id';
import { fullAliasName } from '../arns/alias-name';
import { refuseDummies } from '../arns/dummy-value';
import { partitionOf } from '../arns/known-regions';
import type { KeyPolicyDocument } from '../key-policy/key-policy-document';
import { ReplicaKeyPolicy } from '../key-policy/replica-key-policy';
import { deployAfter } from '../synthesis/deploy-after';
import { watchName } from '../synthesis/name-collisions';
import { PROTECTED_ACCOUNTS, warnOfOptInRegions } from '../synthesis/opt-in-regions';
import { renderedResource } from '../synthesis/rendered-resource';
import { warnOfTemplateSize } from '../synthesis/template-size';

/** Properties of a `VaultReplicaKey`. */
export interface VaultReplicaKeyProps extends ReplicaKeyOptions {}

/**
 * One replica key and its alias, in the stack that it is put in. That may be an existing stack of a VAULT account app, a stack
 * of a pipeline stage, or one without account and region, as for a StackSet. `VaultReplicaKeys` makes one in each region.
 *
 * The key is a symmetric, independent single-Region key with rotation. In a stack with a concrete account and region its
 * policy is written out in full; elsewhere `Fn::Sub` fills in the account, region or partition of the deployment.
 *
 * The constructor throws when an option is not valid, there is neither a PROTECTED account nor an organization, or the policy
 * would be larger than the 32,768 bytes that KMS takes. Synthesis fails when the app has the alias twice in an account and region.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 */
export class VaultReplicaKey extends Construct {
  /**
   * The KMS key. What the CDK adds to its policy, as `key.grantDecrypt()` and `key.addToResourcePolicy()` do, follows after the
   * library's statements. Synthesis fails when an added statement is not valid in a key policy, as `addToKeyPolicy` describes, or makes
   * the policy larger than the limit of 32,768 bytes.
   */
  public readonly key: kms.Key;

  /** The alias of the key. */
  public readonly alias: kms.Alias;

  /** The name of the alias with its prefix, such as `alias/very_secret_key`. */
  public readonly aliasName: string;

  private readonly document: KeyPolicyDocument;
  private acceptsAnyPolicy = false;

  constructor(scope: Construct, id: string, props: VaultReplicaKeyProps) {
    super(scope, id);
    this.aliasName = fullAliasName(props.alias);
    validateKeyOptions(props);
    const stack = Stack.of(this);
    const { region } = stack;
    const shared = sharedPolicyOf(props);
    const { policy, retired } = shared ?? { policy: this.ownPolicy(props, accountOf(stack), region), retired: false };
    this.document = policy._document(region, retired);

    this.key = new kms.Key(this, 'Key', {
      description: props.description ?? 'AutoBackup replica key',
      enableKeyRotation: true,
      rotationPeriod: props.rotationPeriod,
      pendingWindow: props.pendingWindow,
      removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
      policy: this.document,
    });
    this.alias = new kms.Alias(this, 'Alias', { aliasName: this.aliasName, targetKey: this.key });
    watchName(this.alias.node.defaultChild as kms.CfnAlias);
    if (!shared) { this._deployAfterPrincipals(); }
    warnOfTemplateSize(this.key.node.defaultChild as kms.CfnKey);
    warnOfOptInRegions(this, [region], PROTECTED_ACCOUNTS);
    const warning = new RemovalWarning(this.key);
    warning.follow(props.removalPolicy);
    this.node.addValidation({ validate: () => this.problems(policy, warning) });
    const { account, stackName } = stack;
    refuseDummies(this, () => [this.aliasName, props.description, account, region, stackName, this.document]);
  }

  /** The key policy that the template will carry, as plain JSON: for snapshot tests of who may do what. */
  public renderKeyPolicy(): any {
    return Stack.of(this).resolve((this.key.node.defaultChild as kms.CfnKey).keyPolicy);
  }

  /**
   * Has the key deployed after the roles and users of the app that its policy names.
   *
   * @internal
   */
  public _deployAfterPrincipals(): void {
    deployAfter(this, () => this.document.resources);
  }

  /**
   * Leaves the policy unjudged: that of a key which is described as it is.
   *
   * @internal
   */
  public _acceptAnyPolicy(): void {
    this.acceptsAnyPolicy = true;
  }

  /** What is wrong with the key as the template carries it: aspects, escape hatches and the CDK's own methods may have changed it. */
  private problems(policy: ReplicaKeyPolicy, warning: RemovalWarning): string[] {
    const { Properties: { KeyPolicy }, ...attributes } = renderedResource(this.key.node.defaultChild as kms.CfnKey);
    const removalPolicy = removalPolicyOf(attributes);
    warning.follow(removalPolicy);
    const saidByKey = this.document.validateForResourcePolicy();
    return [
      ...[removalProblem(removalPolicy, policy._isDeletionDenied) ?? []].flat(),
      ...this.acceptsAnyPolicy ? [] : policy._problemsOf(KeyPolicy).filter((problem) => !saidByKey.includes(problem)),
    ];
  }

  private ownPolicy(props: VaultReplicaKeyProps, vaultAccount: string, region: string): ReplicaKeyPolicy {
    // Not the stack's partition, which is a token or not by a feature flag.
    const policy = new ReplicaKeyPolicy({ ...props, vaultAccount, partition: partitionOf(region) ?? Aws.PARTITION });
    policy._assertComplete();
    warnOfPolicy(this, policy);
    return policy;
  }
}
