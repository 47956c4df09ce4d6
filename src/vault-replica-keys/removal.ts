import { Annotations, RemovalPolicy, Stack, type CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** The attributes of a resource that decide whether CloudFormation deletes it. */
export interface RemovalAttributes {
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The attributes that a resource declares. Escape hatches may override them. */
export function declaredRemoval(resource: CfnResource): RemovalAttributes {
  const { deletionPolicy: DeletionPolicy, updateReplacePolicy: UpdateReplacePolicy } = resource.cfnOptions;
  return Stack.of(resource).resolve({ DeletionPolicy, UpdateReplacePolicy });
}

/** The removal policy that corresponds to the attributes of a key. */
export function removalPolicyOf({ DeletionPolicy = 'Delete', UpdateReplacePolicy }: RemovalAttributes): RemovalPolicy {
  if (DeletionPolicy === 'Delete' || UpdateReplacePolicy === 'Delete') { return RemovalPolicy.DESTROY; }
  return DeletionPolicy === 'RetainExceptOnCreate' ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.RETAIN;
}

/** The problem of the removal policy of a key whose deletion is denied. */
export function removalProblem(removalPolicy: RemovalPolicy | undefined, isDenied: boolean): string | undefined {
  const when = removalPolicy && DELETES[removalPolicy];
  return when && isDenied
    ? `removalPolicy "${removalPolicy}" makes CloudFormation delete the key ${when}, but deletionProtection denies that; use RemovalPolicy.RETAIN, which is the default, leave deletionProtection out, or list the role that deploys the stack in breakGlassPrincipals`
    : undefined;
}

/**
 * Warns of a key that is deleted with its stack. The warning for an option is added at once, so that it can be acknowledged, and is removed
 * at synthesis if the key is kept after all.
 */
export class RemovalWarning {
  private isGiven = false;

  constructor(private readonly key: IConstruct) {}

  /** @param removalPolicy what is known now. */
  public follow(removalPolicy: RemovalPolicy | undefined): void {
    const isDestroyed = removalPolicy === RemovalPolicy.DESTROY;
    if (isDestroyed && !this.isGiven) { Annotations.of(this.key).addWarningV2(ID, TEXT); }
    if (!isDestroyed && this.isGiven) { Annotations.of(this.key).acknowledgeWarning(ID); }
    this.isGiven = isDestroyed;
  }
}

const ID = 'cdk-vault-replica-keys:keyDestroyed';
const TEXT = 'removalPolicy "destroy" deletes the key with its stack, and no replica can be read without its key; use RemovalPolicy.RETAIN, which is the default';

/** When CloudFormation deletes a key under each policy under which it does. */
const DELETES: Partial<Record<RemovalPolicy, string>> = {
  [RemovalPolicy.DESTROY]: 'with its stack',
  [RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE]: 'when it rolls back the creation of the stack',
};
