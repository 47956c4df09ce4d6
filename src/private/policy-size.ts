import { ACCOUNT, PARTITION, REGION } from './deploy-time';

/** The bytes of the policy as KMS counts them. A value known at deployment only counts with its usual length. */
export function policyBytes(policy: any): number {
  return Buffer.byteLength(JSON.stringify(policy)
    .replaceAll(PARTITION, 'aws')
    .replaceAll(ACCOUNT, '111122223333')
    .replaceAll(REGION, 'eu-west-1'));
}
