import { matchesText } from './text-match';
import type { Verdict } from './verdict';
import { tokensOf } from './wildcard';

/**
 * Whether an action is one of those that an element names.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchesAction(pattern: string, action: string): Verdict {
  if (pattern === '*') { return 'yes'; }
  // No page says what a wildcard in the name of a service does.
  if (!/^[a-z0-9-]+:[a-z0-9*?]+$/i.test(pattern)) { return 'unknown'; }
  return matchesText(tokensOf(pattern.toLowerCase(), { wildcards: true, variables: false }), action.toLowerCase());
}
