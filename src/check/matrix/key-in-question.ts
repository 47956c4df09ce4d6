import type { KeyPolicyJson } from '../../key-policy/key-policy-json';

/** A key, as far as it matters for who may do what with it. */
export interface KeyInQuestion {
  readonly arn: string;
  readonly policy: KeyPolicyJson;
  /** The names of its aliases. */
  readonly aliases: readonly string[];
  /** The services that the key is used through, as KMS calls them before the Region. Empty where that is not said. */
  readonly services: readonly string[];
}

/** Stands for the id of a key, which is known once the key is there. No policy depends on it. */
const SOME_KEY = 'key/1234abcd-12ab-34cd-56ef-1234567890ab';

/** Where a key is. */
export interface KeyPlace {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
}

/** The ARN of some key there. */
export function someKeyIn({ partition, region, account }: KeyPlace): string {
  return `arn:${partition}:kms:${region}:${account}:${SOME_KEY}`;
}
