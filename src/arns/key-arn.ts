import { ACCOUNT_ID } from './names/account-id';
import { PARTITION_NAME } from './names/partition-name';

/** The parts of the ARN of a key or an alias. Values that are known only during deployment are `PARTITION`, `REGION` and `ACCOUNT`. */
export interface KeyArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `key/…` or `alias/…`. */
  readonly resource: string;
}

// The placeholders contain colons. The name of an alias is checked separately.
const ARN = new RegExp(`^arn:(\\$\\{AWS::Partition\\}|${PARTITION_NAME}):kms:(\\$\\{AWS::Region\\}|[^:$]+):(\\$\\{AWS::AccountId\\}|${ACCOUNT_ID}):(key/[\\w-]+|alias/[^]*)$`);

/** The parts of the ARN of a key or an alias. Undefined when it is the ARN of something else. */
export function parseKeyArn(arn: string): KeyArn | undefined {
  const [match, partition, region, account, resource] = ARN.exec(arn) ?? [];
  return match === undefined ? undefined : { partition, region, account, resource };
}

/** The ARN as text, which can contain `PARTITION`, `REGION` and `ACCOUNT`. */
export function renderKeyArn({ partition, region, account, resource }: KeyArn): string {
  return `arn:${partition}:kms:${region}:${account}:${resource}`;
}
