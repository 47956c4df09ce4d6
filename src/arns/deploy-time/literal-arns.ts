import { Stack } from 'aws-cdk-lib';
import { mapStrings, PARTITION, substitute } from './deploy-time';
import { referencedResources, toLiteral } from './literal';
import { partitionOf } from '../regions/known-regions';

/**
 * The JSON with literal ARNs for the roles and users of other stacks, so that no export couples the stacks.
 * What has no name stays a reference.
 */
export function withLiteralArns<T>(json: T, stack: Stack): T {
  const isElsewhere = (text: string) => referencedResources(text).some((resource) => Stack.of(resource) !== stack);
  return mapStrings(json, (text) => isElsewhere(text) ? literalOrReference(text, stack) : text);
}

function literalOrReference(text: string, { region }: Stack): unknown {
  try {
    const { value } = toLiteral(text, 'statement');
    return substitute(mapStrings(value, (literal) => literal.replaceAll(PARTITION, () => partitionOf(region) ?? PARTITION)));
  } catch {
    return text;
  }
}
