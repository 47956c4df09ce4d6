import type { Unseen } from './unseen';
import type { Verdict } from '../evaluator/verdict';
import type { LiveAccount, Seen } from '../live/live';

/**
 * The Regions that every account of the `aws` partition has, and cannot disable. All later ones must be enabled.
 *
 * @see https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
 */
const ENABLED_BY_DEFAULT: ReadonlySet<string> = new Set([
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'ca-central-1', 'eu-central-1',
  'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2',
]);

/** Whether an account has to enable the Region before it can use keys there. The other partitions have no such Regions. */
export function mustBeEnabled(region: string, partition: string): boolean {
  return partition === 'aws' && !ENABLED_BY_DEFAULT.has(region);
}

/** Whether the account has enabled the Region. */
export function regionEnabled({ account, regions }: LiveAccount, region: string, partition: string, unseen: Unseen): Verdict {
  if (!mustBeEnabled(region, partition)) { return 'yes'; }
  const seen = unseen.see(regions, 'unknown', account);
  return !seen ? 'unknown' : seen.value.has(region) ? 'yes' : 'no';
}

/** The same after a question to KMS there: KMS only answers in Regions that are enabled. */
export function regionOfAnswerEnabled(
  account: LiveAccount, region: string, partition: string, answer: Seen<unknown> | undefined, unseen: Unseen,
): Verdict {
  return answer && 'value' in answer ? 'yes' : regionEnabled(account, region, partition, unseen);
}

/** Whether the account is known not to have enabled the Region, where KMS would not answer. */
export function isRegionDisabled({ regions }: LiveAccount, region: string, partition: string): boolean {
  return mustBeEnabled(region, partition) && 'value' in regions && !regions.value.has(region);
}
