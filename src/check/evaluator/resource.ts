import { matchesArn } from './text-match';
import type { Verdict } from './verdict';
import { tokensOf } from './wildcard';

/**
 * Whether a key is one of those that an element names. In a key policy, `*` is the key itself.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html
 */
export function matchesResource(pattern: string, keyArn: string, variables: boolean): Verdict {
  return pattern === '*' ? 'yes' : matchesArn(tokensOf(pattern, { wildcards: true, variables }), keyArn);
}
