import { RegionInfo } from 'aws-cdk-lib/region-info';

/** The AWS partition of a region. Undefined when this aws-cdk-lib does not know the region. */
export function partitionOf(region: string): string | undefined {
  return RegionInfo.get(region).partition;
}

/**
 * @param listed the Regions of the same list, none of which is the one that was meant.
 * @throws when this aws-cdk-lib does not know the region.
 */
export function partitionOfKnown(region: string, listed: readonly string[] = []): string {
  const partition = partitionOf(region);
  if (partition !== undefined) { return partition; }
  const nearest = nearestRegion(region, listed);
  const meant = nearest ? `write "${nearest}"` : 'write its code, such as "eu-west-1"';
  throw new Error(/^[a-z-]+-\d[a-z]$/.test(region)
    ? `region "${region}" is an Availability Zone, but keys are regional; ${meant}`
    : `region "${region}" is unknown to this version of aws-cdk-lib; ${meant}, or update aws-cdk-lib if the Region is new`);
}

/** The region that was probably meant. Undefined when none is near. */
function nearestRegion(text: string, listed: readonly string[]): string | undefined {
  const [nearest] = RegionInfo.regions
    .filter(({ name }) => !listed.includes(name))
    .map(({ name }) => ({ name, distance: editDistance(text.toLowerCase(), name) }))
    .sort((one, other) => one.distance - other.distance);
  return nearest?.distance <= 3 ? nearest.name : undefined;
}

/** Levenshtein's distance. */
function editDistance(from: string, to: string): number {
  const rows = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= from.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= to.length; column++) {
      const differs = from[row - 1] === to[column - 1] ? 0 : 1;
      rows[row].push(Math.min(rows[row - 1][column] + 1, rows[row][column - 1] + 1, rows[row - 1][column - 1] + differs));
    }
  }
  return rows[from.length][to.length];
}
