import type { Stack } from 'aws-cdk-lib';
import { parseKeyAttributes, type KeyAttributes } from './key-attributes';
import { removalProblem } from './removal';
import type { ReplicaKeyOptions } from './replica-key-options';
import { keyOwnerIn, type KeyOwner } from '../arns/principal-arn';
import { KeyPolicyDocument } from '../key-policy/key-policy-document';
import { isDeletionDenied, parsePolicyOptions } from '../key-policy/policy-content';
import { PolicyDraft } from '../key-policy/policy-draft';

/** What the keys of several Regions have in common: their options, parsed once. */
export interface SharedParts {
  readonly attributes: KeyAttributes;
  readonly policy: PolicyDraft;
}

/** @throws when an option is not valid, or the policy would be too large. */
export function parseReplicaKeyOptions(options: ReplicaKeyOptions, owner: KeyOwner): SharedParts {
  const attributes = parseKeyAttributes(options);
  const policy = new PolicyDraft(parsePolicyOptions(options, owner));
  const problem = removalProblem(attributes.removalPolicy, isDeletionDenied(policy.content));
  if (problem) { throw new Error(problem); }
  return { attributes, policy };
}

/** The parts of one replica key. The key of a Region gets them instead of options, and so shares the policy of the others. */
export class ReplicaKeyParts implements ReplicaKeyOptions {
  /** The parts of a key that shares its policy with no other. */
  public static of(options: ReplicaKeyOptions, stack: Stack): ReplicaKeyParts {
    return new ReplicaKeyParts(parseReplicaKeyOptions(options, keyOwnerIn(stack)), stack.region);
  }

  public readonly alias: string;
  public readonly attributes: KeyAttributes;
  public readonly policy: PolicyDraft;
  /** The policy as the template of this key carries it. */
  public readonly document: KeyPolicyDocument;
  public readonly retired: boolean;

  /**
   * @param region the Region of the key, left to the deployment when it is undefined or a token.
   * @param retired whether the key decrypts old replicas only.
   */
  constructor({ attributes, policy }: SharedParts, region?: string, retired = false) {
    this.alias = attributes.aliasName;
    this.attributes = attributes;
    this.policy = policy;
    this.retired = retired;
    this.document = new KeyPolicyDocument(policy, region, retired);
  }
}
