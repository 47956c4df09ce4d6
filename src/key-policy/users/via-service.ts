import { Token } from 'aws-cdk-lib';
import { assertText } from '../../arns/options/option-type';

/**
 * An AWS service that uses a replica key on behalf of a principal: one of the list, or any other with `ViaService.of`.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 * @example
 * new VaultReplicaKeys(app, 'ReplicaKeys', {
 *   alias: 'very_secret_key',
 *   regions: ['eu-west-1'],
 *   vaultAccount: '111111111111',
 *   protectedAccounts: ['222222222222'],
 *   viaServices: [ViaService.EBS, ViaService.RDS, ViaService.of('workmail')],
 * });
 */
export class ViaService {
  /** AWS Backup, which is `backup.REGION.amazonaws.com` in KMS. */
  public static readonly BACKUP = new ViaService('backup');

  /** Amazon DynamoDB, which is `dynamodb.REGION.amazonaws.com` in KMS. */
  public static readonly DYNAMODB = new ViaService('dynamodb');

  /** Amazon EBS, whose volumes and snapshots belong to Amazon EC2, which is `ec2.REGION.amazonaws.com` in KMS. */
  public static readonly EBS = new ViaService('ec2');

  /** Amazon EFS, which is `elasticfilesystem.REGION.amazonaws.com` in KMS. */
  public static readonly EFS = new ViaService('elasticfilesystem');

  /** Amazon FSx, which is `fsx.REGION.amazonaws.com` in KMS. */
  public static readonly FSX = new ViaService('fsx');

  /** Amazon RDS, and Amazon Aurora, Amazon Neptune and Amazon DocumentDB, which KMS sees as RDS: `rds.REGION.amazonaws.com`. */
  public static readonly RDS = new ViaService('rds');

  /** Amazon Redshift, which is `redshift.REGION.amazonaws.com` in KMS. */
  public static readonly REDSHIFT = new ViaService('redshift');

  /** Amazon S3, which is `s3.REGION.amazonaws.com` in KMS. */
  public static readonly S3 = new ViaService('s3');

  /** AWS Storage Gateway, which is `storagegateway.REGION.amazonaws.com` in KMS. */
  public static readonly STORAGE_GATEWAY = new ViaService('storagegateway');

  /** Amazon Timestream, which is `timestream.REGION.amazonaws.com` in KMS. */
  public static readonly TIMESTREAM = new ViaService('timestream');

  /**
   * Returns a service that is not in the list. AWS documents the services that use KMS, and their names.
   *
   * Throws when the name has characters other than lowercase letters, digits and hyphens.
   *
   * @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
   * @param serviceName the name of the service in KMS, up to the first period: `ec2` of `ec2.eu-west-1.amazonaws.com`.
   */
  public static of(serviceName: string): ViaService {
    assertText(serviceName, 'serviceName');
    if (Token.isUnresolved(serviceName)) {
      throw new Error('serviceName is a token, but the name of a service must be known before deployment; write the name of the service, such as "ec2"');
    }
    if (!/^[a-z0-9-]+$/.test(serviceName)) {
      const first = serviceName.toLowerCase().split('.')[0];
      throw new Error(`serviceName ${JSON.stringify(serviceName)} is not the name of a service, which has only lowercase letters, digits and hyphens; write ${/^[a-z0-9-]+$/.test(first) ? JSON.stringify(first) : 'it as KMS documents it, such as "ec2"'}`);
    }
    return new ViaService(serviceName);
  }

  /** @param serviceName The name of the service in KMS, without the Region. */
  private constructor(public readonly serviceName: string) {}
}
