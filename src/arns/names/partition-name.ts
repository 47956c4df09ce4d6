import { PARTITION } from '../deploy-time/deploy-time';
import { isDummy } from '../deploy-time/dummy-value';
import { toLiteral } from '../deploy-time/literal';
import { assertText } from '../options/option-type';

/** The name of an AWS partition, as part of a regular expression. A new one need not be known to this aws-cdk-lib. */
export const PARTITION_NAME = 'aws(?:-[a-z]+)*';

/** The partition of a key, or `PARTITION` where it is that of the key's own stack, or not looked up yet. */
export function ownPartition(partition: string, what: string): string {
  assertText(partition, what);
  if (isDummy(partition) || toLiteral(partition, what).value === PARTITION) { return PARTITION; }
  if (!new RegExp(`^${PARTITION_NAME}$`).test(partition)) {
    throw new Error(`${what} ${JSON.stringify(partition)} is not the name of an AWS partition; write one, such as "aws", "aws-cn" or "aws-us-gov"`);
  }
  return partition;
}
