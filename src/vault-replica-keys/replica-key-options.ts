import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ReplicaKeyPolicyOptions } from '../key-policy/replica-key-policy-options';

/** The options of a replica key: its alias, its policy, rotation and deletion. No change of these options replaces the key. */
export interface ReplicaKeyOptions extends ReplicaKeyPolicyOptions {
  /**
   * The alias of the key, with or without the prefix `alias/`.
   *
   * Enter it in AutoBackup's field "Replicas encryption KMS key ARN or alias". With the prefix, it has at most 256 ASCII letters,
   * digits and characters of `/_-`. It does not begin with `aws/`, and is unique in an account and Region. A change replaces the alias, and
   * not the key.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html
   */
  readonly alias: string;

  /**
   * The description of the key, at most 8,192 characters.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html
   * @default 'AutoBackup replica key'
   */
  readonly description?: string;

  /**
   * The time between rotations of the key material: 90 to 2,560 whole days. Rotation is always on.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
   * @default - the default of KMS, 365 days
   */
  readonly rotationPeriod?: Duration;

  /**
   * The time that KMS waits before it deletes a key that CloudFormation deletes: 7 to 30 whole days.
   *
   * It applies only with `RemovalPolicy.DESTROY`. Whoever schedules the deletion of a key manually chooses the time then.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
   * @default - the default of KMS, 30 days
   */
  readonly pendingWindow?: Duration;

  /**
   * What CloudFormation does with the key when it is removed from its stack, or the stack is deleted. The alias is always deleted with
   * the stack, so that a new deployment can create it again.
   *
   * Replicas cannot be read without their key, so `RemovalPolicy.DESTROY` adds a warning. With `deletionProtection` and without
   * break-glass principals, it is rejected, and so is `RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE`, with which CloudFormation deletes the key
   * when it rolls back the creation of the stack. Synthesis fails when an aspect or `applyRemovalPolicy` sets one of them.
   * `RemovalPolicy.SNAPSHOT` is always rejected.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
