/**
 * An AWS service that uses a replica key on behalf of somebody.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
export enum ViaService {
  /** Amazon EBS, whose volumes and snapshots belong to Amazon EC2: `ec2.REGION.amazonaws.com` to KMS. */
  EBS = 'ec2',

  /** Amazon RDS, Amazon Aurora, Amazon Neptune and Amazon DocumentDB: `rds.REGION.amazonaws.com` to KMS. */
  RDS = 'rds',

  /** Amazon Redshift: `redshift.REGION.amazonaws.com` to KMS. */
  REDSHIFT = 'redshift',

  /** Amazon DynamoDB: `dynamodb.REGION.amazonaws.com` to KMS. */
  DYNAMODB = 'dynamodb',

  /** Amazon EFS: `elasticfilesystem.REGION.amazonaws.com` to KMS. */
  EFS = 'elasticfilesystem',

  /** Amazon S3: `s3.REGION.amazonaws.com` to KMS. */
  S3 = 's3',

  /** AWS Backup: `backup.REGION.amazonaws.com` to KMS. */
  BACKUP = 'backup',
}
