import { elementsOf } from './aws/wire-format';
import type { Calls } from './calls';
import type { FailedCopy } from './live';
import { listOf } from './refused-error';

const OPERATION = 'ec2:DescribeSnapshots';

/** How long ago a copy may have failed to still be reported. */
const DAYS = 14;

/** The copies of EBS snapshots of a Region that failed lately, newest first. */
export async function readFailedCopies(calls: Calls, region: string): Promise<FailedCopy[]> {
  const own = { 'Owner.1': 'self', 'Filter.1.Name': 'status', 'Filter.1.Value.1': 'error', 'MaxResults': 1000 };
  const pages = await calls.pages(OPERATION, own, region);
  const since = new Date(Date.now() - DAYS * 24 * 60 * 60 * 1000).toISOString();
  return pages
    .flatMap(({ snapshotSet }) => listOf(elementsOf(snapshotSet, 'item'), OPERATION, 'snapshots'))
    .map(({ snapshotId, startTime, statusMessage, kmsKeyId }): FailedCopy => ({
      snapshotId: String(snapshotId),
      started: new Date(startTime).toISOString(),
      message: typeof statusMessage === 'string' ? statusMessage : '',
      ...typeof kmsKeyId === 'string' && { keyArn: kmsKeyId },
    }))
    .filter(({ started }) => started >= since)
    .sort((one, other) => other.started.localeCompare(one.started));
}
