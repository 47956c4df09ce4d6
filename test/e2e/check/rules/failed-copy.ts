import { xmlAnswer } from '../answers';
import type { Rule } from '../recording-proxy';

/**
 * A copy of an EBS snapshot failed in an account and Region.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Snapshot.html
 */
export function failedCopy(account: string, region: string, snapshot: { keyArn: string; started: string; message: string }): Rule {
  return (call) => call.operation === 'DescribeSnapshots' && call.account === account && call.region === region
    ? xmlAnswer('<DescribeSnapshotsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><snapshotSet><item>'
      + '<snapshotId>snap-0123456789abcdef0</snapshotId><volumeId>vol-ffffffff</volumeId><status>error</status>'
      + `<statusMessage>${snapshot.message}</statusMessage><startTime>${snapshot.started}</startTime><progress>0%</progress>`
      + `<ownerId>${account}</ownerId><volumeSize>8</volumeSize><encrypted>true</encrypted><kmsKeyId>${snapshot.keyArn}</kmsKeyId>`
      + '</item></snapshotSet></DescribeSnapshotsResponse>')
    : undefined;
}
