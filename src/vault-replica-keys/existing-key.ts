import { Stack, type IResolvable } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { isDummy } from '../arns/deploy-time/dummy-value';
import { parseKeyArn } from '../arns/key-arn';
import { assertOptions, assertText } from '../arns/options/option-type';

/** A key that exists already, as it is. */
export interface ExistingKey {
  /**
   * The ARN of the key, and not of its alias. The key is in the account and Region of the stack that adopts it.
   *
   * `aws kms describe-key --key-id alias/… --query KeyMetadata.Arn` prints the ARN.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/find-cmk-id-arn.html
   */
  readonly keyArn: string;

  /**
   * The key policy as JSON text.
   *
   * `aws kms get-key-policy --key-id … --policy-name default --query Policy --output text` prints the policy.
   *
   * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
   */
  readonly policy: string;
}

interface KeyAndAlias {
  readonly key: kms.Key;
  readonly alias: kms.Alias;
}

/** The policy of a key that is described as it is, whatever is in it. */
export class ExistingPolicy implements IResolvable {
  public readonly creationStack = new Array<string>();

  constructor(private readonly policy: object) {}

  public resolve(): object {
    return this.policy;
  }
}

/**
 * Makes the template describe the key as it is, and returns the resource mapping for `cdk import`.
 *
 * An import does not compare the resource with the template, and the next deployment changes only what differs from that
 * template: a property that the template describes wrongly would never change.
 *
 * @throws when the ARN is not that of a single-Region key of the account and region of the stack, or when the policy is not a key policy.
 */
export function describeExistingKey({ key, alias }: KeyAndAlias, existing: ExistingKey): Record<string, Record<string, string>> {
  const stack = Stack.of(key);
  assertOptions(existing, `existing key of "${stack.region}"`);
  assertText(existing.keyArn, 'keyArn');
  const KeyId = keyIdIn(stack, existing.keyArn);
  const [cfnKey, cfnAlias] = [key.node.defaultChild as kms.CfnKey, alias.node.defaultChild as kms.CfnAlias];
  cfnKey.keyPolicy = new ExistingPolicy(parsePolicy(existing));
  // Deleted from what is rendered, as aspects set some of them at synthesis: the app's tags, for one.
  for (const property of ['Description', 'EnableKeyRotation', 'RotationPeriodInDays', 'PendingWindowInDays', 'Tags']) {
    cfnKey.addPropertyDeletionOverride(property);
  }
  return { [stack.getLogicalId(cfnKey)]: { KeyId }, [stack.getLogicalId(cfnAlias)]: { AliasName: cfnAlias.aliasName } };
}

function keyIdIn({ account, region }: Stack, keyArn: string): string {
  const { region: ofRegion, account: ofAccount, resource } = parseKeyArn(keyArn) ?? {};
  if (isDummy(keyArn)) { return keyArn; }
  if (!resource?.startsWith('key/')) {
    throw new Error(`keyArn ${JSON.stringify(keyArn)} is not the ARN of a key; write it as the KMS console shows it, "arn:aws:kms:${region}:${account}:key/…"`);
  }
  if (ofRegion !== region || ofAccount !== account) {
    throw new Error(`key "${keyArn}" is in account "${ofAccount}" and region "${ofRegion}", but must be in account "${account}" and region "${region}" of the stack; write the ARN of a key there`);
  }
  const id = resource.slice('key/'.length);
  if (id.startsWith('mrk-')) {
    throw new Error(`key "${keyArn}" is a multi-Region key, but a replica key is a single-Region key and KMS converts neither into the other; adopt a single-Region key, or let this app create a key under another alias`);
  }
  return id;
}

function parsePolicy({ keyArn, policy }: ExistingKey): object {
  try {
    const json = JSON.parse(policy);
    if (json.Statement) { return json; }
  } catch {
    // The error below says so.
  }
  throw new Error(`policy of key "${keyArn}" is not a key policy; pass the output of "aws kms get-key-policy --key-id ${keyArn} --policy-name default --query Policy --output text"`);
}
