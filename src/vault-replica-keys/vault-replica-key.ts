import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import type * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { ExistingPolicy } from './existing-key';
import { warnOfPolicy } from './policy-warnings';
import { declaredRemoval, removalPolicyOf, removalProblem, RemovalWarning } from './removal';
import type { ReplicaKeyOptions } from './replica-key-options';
import { ReplicaKeyParts } from './replica-key-parts';
import { ReplicaKeysBase } from './replica-keys-base';
import { arnInStack } from '../arns/arn-in-stack';
import { assertOptions } from '../arns/options/option-type';
import { keyUsersOf } from '../assembly-records/key-users';
import { leaveRecord } from '../assembly-records/leave-record';
import { nestedTemplateOf } from '../assembly-records/nested-template';
import { addRule } from '../key-events/add-rule';
import { FAILED_COPY_PATTERN } from '../key-events/failed-copy-pattern';
import { keyChangePattern } from '../key-events/key-change-pattern';
import type { KeyPolicyJson } from '../key-policy/key-policy-json';
import { isDeletionDenied, missingUsers } from '../key-policy/policy-content';
import { deployAfter } from '../synthesis/deploy-after';
import { PROTECTED_ACCOUNTS, warnOfOptInRegions } from '../synthesis/opt-in-regions';
import { refuseDummies } from '../synthesis/refuse-dummies';
import { isOverridden, renderedResource, type RenderedResource } from '../synthesis/rendered-resource';
import { warnOfTemplateSize } from '../synthesis/template-size';
import { requireUniqueName } from '../synthesis/unique-names';

/** Properties of a `VaultReplicaKey`. */
export interface VaultReplicaKeyProps extends ReplicaKeyOptions {}

/**
 * One replica key and its alias, in the stack around it.
 *
 * The stack can be an existing stack of a VAULT account app, a stack of a pipeline stage, or a stack without an account and Region, such as
 * the template of a StackSet. `VaultReplicaKeys` creates one key in each Region.
 *
 * The key is a symmetric single-Region key with rotation. In a stack with an account and a Region, its policy contains only literal values.
 * In other stacks, `Fn::Sub` inserts the account, Region or partition of the deployment.
 *
 * The constructor throws when an option is not valid, or when the policy would exceed the limit of 32,768 bytes. Synthesis fails when there is
 * neither a PROTECTED account nor an organization, or when the app has the alias twice in an account and Region.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html
 * @example
 * const replicaKey = new VaultReplicaKey(stack, 'ReplicaKey', {
 *   alias: 'very_secret_key',
 *   protectedAccounts: ['222222222222'],
 * });
 */
export class VaultReplicaKey extends ReplicaKeysBase {
  /**
   * The KMS key. Statements that the CDK adds to its policy, for example with `key.grantDecrypt()`, follow the statements of the library.
   *
   * Synthesis fails when an added statement is not valid in a key policy, as `addToKeyPolicy` describes, or when the policy exceeds the limit
   * of 32,768 bytes.
   */
  public readonly key: kms.Key;

  /** The alias of the key. */
  public readonly alias: kms.Alias;

  constructor(scope: Construct, id: string, props: VaultReplicaKeyProps) {
    assertOptions(props, 'props of VaultReplicaKey');
    const stack = Stack.of(scope);
    const sharesPolicy = props instanceof ReplicaKeyParts;
    const parts = sharesPolicy ? props : ReplicaKeyParts.of(props, stack);
    super(scope, id, parts, [stack.region]);
    const { attributes, document, policy } = parts;

    this.key = new kms.Key(this, 'Key', {
      description: attributes.description ?? 'AutoBackup replica key',
      enableKeyRotation: true,
      rotationPeriod: attributes.rotationPeriod,
      pendingWindow: attributes.pendingWindow,
      removalPolicy: attributes.removalPolicy ?? RemovalPolicy.RETAIN,
      policy: document,
    });
    this.alias = new kms.Alias(this, 'Alias', { aliasName: this.aliasName, targetKey: this.key });
    if (!sharesPolicy) {
      deployAfter(this, () => document.resources);
      warnOfPolicy(this, policy);
      this.node.addValidation({ validate: () => missingUsers(policy.content) });
      leaveRecord(this, () => ({
        kind: 'replica keys',
        ...keyUsersOf(this.aliasName, policy.content),
        keys: [{ key: stack.getLogicalId(this.cfnKey), nestedTemplate: nestedTemplateOf(stack), retired: parts.retired }],
      }));
    }
    requireUniqueName(this.alias.node.defaultChild as kms.CfnAlias);
    warnOfTemplateSize(this.cfnKey);
    warnOfOptInRegions(this, [stack.region], PROTECTED_ACCOUNTS);
    const warning = new RemovalWarning(this.key);
    warning.follow(attributes.removalPolicy);
    this.node.addValidation({ validate: () => this.problems(parts, warning) });
    refuseDummies(this, () => [this.aliasName, attributes.description, stack.account, stack.region, stack.stackName, document.text]);
  }

  /** Returns the key policy in the template as plain JSON, for snapshot tests. */
  public renderKeyPolicy(): any {
    return Stack.of(this).resolve(this.cfnKey.keyPolicy);
  }

  /**
   * Defines an EventBridge rule for calls that change the key, its policy or its alias, as CloudTrail records them.
   *
   * The rule matches `DisableKey`, `ScheduleKeyDeletion`, `CancelKeyDeletion`, `DisableKeyRotation` and `DeleteAlias` by anyone;
   * `PutKeyPolicy` and `UpdateAlias` by anyone except CloudFormation; `CreateGrant` that no AWS service makes; and calls to AWS RAM
   * that add the key to a resource share or remove it. A call that fails is not matched.
   *
   * Events arrive only while a trail in the account logs management events of AWS KMS in this Region, usually within minutes. The
   * rule is in the stack of the key. A target in another Region gets the events through a central event bus: see
   * `VaultReplicaKeys.onCloudTrailKeyChange`.
   *
   * Throws when `eventPattern` restricts a field that the rule restricts already, such as `detail.eventName`.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html
   * @param id the id of the rule in this construct.
   * @param options the target, the name, the description and further restrictions. The default is a rule without a target.
   */
  public onCloudTrailKeyChange(id: string, options: events.OnEventOptions = {}): events.Rule {
    const aliasArn = arnInStack(Stack.of(this), 'kms', this.aliasName);
    return addRule(this, id, keyChangePattern({ keyArn: this.key.keyArn, aliasArn }), options);
  }

  /**
   * Defines an EventBridge rule for copies of snapshots that fail in the account and Region of the key. It needs no trail.
   *
   * The rule matches EBS's `copySnapshot` events with the result `failed`, copy jobs of AWS Backup in the state `FAILED`, and copies
   * of DB snapshots that RDS cancels. RDS has no such event for snapshots of DB clusters. No event names the key, so the rule matches
   * every failed copy of the account and Region, whichever key it is for.
   *
   * EBS and RDS send an event to the account that makes the copy, in the Region that it copies to: for AutoBackup, the VAULT account
   * and the Region of the replica. AWS Backup sends it to the account that owns the copy job.
   *
   * Throws when `eventPattern` restricts a field that the rule restricts already, such as `source`.
   *
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html
   * @param id the id of the rule in this construct.
   * @param options the target, the name, the description and further restrictions. The default is a rule without a target.
   */
  public onReplicaCopyFailed(id: string, options: events.OnEventOptions = {}): events.Rule {
    return addRule(this, id, FAILED_COPY_PATTERN, options);
  }

  private get cfnKey(): kms.CfnKey {
    return this.key.node.defaultChild as kms.CfnKey;
  }

  /** The problems of the key in the template, which aspects, escape hatches and methods of the CDK may have changed. */
  private problems(parts: ReplicaKeyParts, warning: RemovalWarning): string[] {
    // Rendering takes time. A key without overrides has the document as its policy, and the CDK's key reports the problems of that.
    const isAsDeclared = this.cfnKey.keyPolicy === parts.document && !isOverridden(this.cfnKey);
    const rendered = isAsDeclared ? undefined : renderedResource(this.cfnKey);
    const removalPolicy = removalPolicyOf(rendered ?? declaredRemoval(this.cfnKey));
    warning.follow(removalPolicy);
    const removal = removalProblem(removalPolicy, isDeletionDenied(parts.policy.content));
    return [...removal ? [removal] : [], ...rendered ? this.policyProblems(rendered, parts) : []];
  }

  private policyProblems({ Properties }: RenderedResource, { document, policy }: ReplicaKeyParts): string[] {
    if (this.cfnKey.keyPolicy instanceof ExistingPolicy) { return []; }
    const reportedByKey = document.validateForResourcePolicy();
    return policy.problemsOf(Properties.KeyPolicy as KeyPolicyJson).filter((problem) => !reportedByKey.includes(problem));
  }
}
