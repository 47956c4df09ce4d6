import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { ReplicaKeyPolicyOptions } from '../key-policy/replica-key-policy-options';

/** A replica key: its name, who may do what with it, and its life. No change of these options replaces the key. */
export interface ReplicaKeyOptions extends ReplicaKeyPolicyOptions {
  /**
   * The alias of the key, with or without the prefix `alias/`.
   *
   * It is what is typed into AutoBackup's field "Replicas encryption KMS key ARN or alias". It has at most 256 ASCII letters,
   * digits and characters of `/_-` with the prefix, does not begin with `aws/`, and is taken once in an account and region. A
   * change replaces the alias, not the key.
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
   * How often KMS makes new key material: 90 to 2,560 whole days. Rotation itself is always on.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
   * @default - KMS's own: 365 days
   */
  readonly rotationPeriod?: Duration;

  /**
   * How long KMS waits before it deletes a key that CloudFormation deletes: 7 to 30 whole days. So it matters with
   * `RemovalPolicy.DESTROY` alone. Whoever schedules the deletion of a key by hand says then how long.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
   * @default - KMS's own: 30 days
   */
  readonly pendingWindow?: Duration;

  /**
   * What becomes of the key when it leaves its stack, or the stack is deleted. The alias is always deleted with the stack, so that
   * a new deployment does not find it taken.
   *
   * Replicas cannot be read without their key, so `RemovalPolicy.DESTROY` adds a warning. With `deletionProtection` and without
   * break-glass principals, it is refused, and so is `RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE`, under which CloudFormation deletes the key when
   * it rolls back the creation of the stack. Synthesis fails when an aspect or `applyRemovalPolicy` sets one of them.
   * `RemovalPolicy.SNAPSHOT` is always refused.
   *
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}
