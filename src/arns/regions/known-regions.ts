import { RegionInfo } from 'aws-cdk-lib/region-info';
import { editDistance } from './edit-distance';

/** The AWS partition of a region. Undefined when this aws-cdk-lib does not know the region. */
export function partitionOf(region: string): string | undefined {
  return RegionInfo.get(region).partition;
}

/** How many characters may differ from the code of a Region that was meant. */
const MOST_EDITS = 3;

/**
 * @param listed the Regions of the same list, none of which is the one that was meant.
 * @throws when this aws-cdk-lib does not know the region.
 */
export function partitionOfKnown(region: string, listed: readonly string[] = []): string {
  const partition = partitionOf(region);
  if (partition !== undefined) { return partition; }
  const nearest = nearestRegions(region, listed).map((name) => `"${name}"`);
  const meant = nearest.length === 0 ? 'write its code, such as "eu-west-1"' : `write ${nearest.length === 1 ? nearest[0] : `one of ${nearest.join(', ')}`}`;
  throw new Error(/^[a-z-]+-\d[a-z]$/.test(region)
    ? `region "${region}" is an Availability Zone, but keys are regional; ${meant}`
    : `region "${region}" is unknown to this version of aws-cdk-lib; ${meant}, or update aws-cdk-lib if the Region is new`);
}

/** The Regions that were probably meant: several where all are as near. Empty where none is near. */
function nearestRegions(text: string, listed: readonly string[]): string[] {
  const ranked = RegionInfo.regions
    .filter(({ name }) => !listed.includes(name))
    .map(({ name }) => ({ name, distance: editDistance(text.toLowerCase(), name) }));
  const smallest = Math.min(...ranked.map(({ distance }) => distance));
  return smallest > MOST_EDITS ? [] : ranked.filter(({ distance }) => distance === smallest).map(({ name }) => name);
}
