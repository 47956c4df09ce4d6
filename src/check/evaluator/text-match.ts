import type { Verdict } from './verdict';
import { canMatch, type Token, VARIABLE } from './wildcard';

/** Whether a text matches: it cannot be told if a policy variable would have to have the right value. */
export function matchesText(pattern: readonly Token[], text: string): Verdict {
  if (!canMatch(pattern, text)) { return 'no'; }
  return pattern.includes(VARIABLE) ? 'unknown' : 'yes';
}

/**
 * Whether an ARN matches. AWS's documentation compares the six parts one by one in some places and lets `*` go beyond a colon in others, so what
 * only matches by going beyond one cannot be told.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesArn(pattern: readonly Token[], arn: string): Verdict {
  if (!canMatch(pattern, arn)) { return 'no'; }
  if (pattern.includes(VARIABLE)) { return 'unknown'; }
  const parts = arnParts([...arn]);
  const patterns = arnParts(pattern);
  const byParts = parts.length === 6 && patterns.length === 6 && parts.every((part, index) => canMatch(patterns[index], part.join('')));
  return byParts ? 'yes' : 'unknown';
}

/** What is between the colons; the sixth part may contain more of them. */
function arnParts<T>(characters: readonly T[]): T[][] {
  const parts: T[][] = [[]];
  for (const character of characters) {
    if (character === ':' && parts.length < 6) {
      parts.push([]);
    } else {
      parts[parts.length - 1].push(character);
    }
  }
  return parts;
}
