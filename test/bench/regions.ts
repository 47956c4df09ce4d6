import { RegionInfo } from 'aws-cdk-lib/region-info';

/**
 * The regions of the partition `aws`, first those that every account has: of the others the library warns, which hand-written
 * CDK does not.
 */
export function commonRegions(): string[] {
  const known = RegionInfo.regions.filter(({ partition }) => partition === 'aws');
  return [...known.filter(({ isOptInRegion }) => !isOptInRegion), ...known.filter(({ isOptInRegion }) => isOptInRegion)].map(({ name }) => name);
}
