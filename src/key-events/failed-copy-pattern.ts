import type * as events from 'aws-cdk-lib/aws-events';

/**
 * Copies that failed, as the copying services themselves tell EventBridge. None of these events says which key the copy was for.
 *
 * RDS has no event for a copy that fails, but for one that it cancels: from another Region (0061) and in the same Region (0190). It
 * has none for snapshots of DB clusters.
 *
 * @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-cloud-watch-events.html
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/eventbridge.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export const FAILED_COPY_PATTERN: events.EventPattern = {
  source: ['aws.ec2', 'aws.backup', 'aws.rds'],
  detailType: ['EBS Snapshot Notification', 'Copy Job State Change', 'RDS DB Snapshot Event'],
  detail: {
    $or: [
      { event: ['copySnapshot'], result: ['failed'] },
      { state: ['FAILED'] },
      { EventID: ['RDS-EVENT-0061', 'RDS-EVENT-0190'] },
    ],
  },
};
