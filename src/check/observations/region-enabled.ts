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

/** The same where KMS was asked for a key there: whatever the account says of its Regions, KMS answers in those that are enabled only. */
export function regionOfAnswerEnabled(
  account: LiveAccount, region: string, partition: string, answer: Seen<unknown> | undefined, unseen: Unseen,
): Verdict {
  return answer && 'value' in answer ? 'yes' : regionEnabled(account, region, partition, unseen);
}

/** Whether it is known that the account has not enabled the Region, so that there is no use in asking KMS. */
export function isRegionDisabled({ regions }: LiveAccount, region: string, partition: string): boolean {
  return mustBeEnabled(region, partition) && 'value' in regions && !regions.value.has(region);
}
