import { ACCOUNT, PARTITION, REGION } from './deploy-time';

/** As long as the longest name of a region. */
const LONGEST_REGION = 'ap-southeast-1';

/**
 * The bytes of the policy as KMS counts them. A partition and an account known at deployment only count with their usual length, a
 * region with the greatest, as the policy of one region may be larger than that of another.
 */
export function policyBytes(policy: any): number {
  return Buffer.byteLength(JSON.stringify(policy)
    .replaceAll(PARTITION, 'aws')
    .replaceAll(ACCOUNT, '111122223333')
    .replaceAll(REGION, LONGEST_REGION));
}
