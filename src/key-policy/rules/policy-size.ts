import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ACCOUNT, PARTITION, REGION } from '../../arns/deploy-time/deploy-time';

/**
 * The bytes of a policy, given as JSON text, as KMS counts them. A partition and an account that are known only during deployment count with their
 * usual length, a region with the greatest, as the policy of one region may be larger than that of another.
 */
export function policyBytes(text: string): number {
  const withOwner = text.replaceAll(PARTITION, 'aws').replaceAll(ACCOUNT, '111122223333');
  return Buffer.byteLength(withOwner.includes(REGION) ? withOwner.replaceAll(REGION, longestRegion()) : withOwner);
}

function longestRegion(): string {
  return RegionInfo.regions.map(({ name }) => name).reduce((longest, name) => name.length > longest.length ? name : longest);
}
