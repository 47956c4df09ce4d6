import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ACCOUNT, PARTITION, REGION } from '../arns/deploy-time';

/**
 * The bytes of the policy as KMS counts them. A partition and an account that are known only during deployment count with their usual length, a
 * region with the greatest, as the policy of one region may be larger than that of another.
 */
export function policyBytes(policy: unknown): number {
  const text = JSON.stringify(policy).replaceAll(PARTITION, 'aws').replaceAll(ACCOUNT, '111122223333');
  return Buffer.byteLength(text.includes(REGION) ? text.replaceAll(REGION, longestRegion()) : text);
}

function longestRegion(): string {
  return RegionInfo.regions.map(({ name }) => name).reduce((longest, name) => name.length > longest.length ? name : longest);
}
