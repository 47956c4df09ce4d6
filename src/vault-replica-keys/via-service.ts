/**
 * An AWS service that uses a replica key on behalf of somebody.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export enum ViaService {
  /** Amazon EBS, whose volumes and snapshots belong to Amazon EC2. */
  EBS = 'ec2',

  /** Amazon RDS, and Amazon Aurora. */
  RDS = 'rds',

  /** Amazon Redshift. */
  REDSHIFT = 'redshift',

  /** Amazon DynamoDB. */
  DYNAMODB = 'dynamodb',

  /** Amazon EFS. */
  EFS = 'elasticfilesystem',

  /** Amazon S3. */
  S3 = 's3',

  /** AWS Backup. */
  BACKUP = 'backup',
}
