import { ACCOUNT_ID } from './account-id';
import { PARTITION_NAME } from './partition-name';

/** The parts of the ARN of a key or an alias. What is known at deployment only is `PARTITION`, `REGION` and `ACCOUNT`. */
export interface KeyArn {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  /** `key/…` or `alias/…`. */
  readonly resource: string;
}

// The placeholders hold colons of their own. The name of an alias is judged apart.
const ARN = new RegExp(`^arn:(\\$\\{AWS::Partition\\}|${PARTITION_NAME}):kms:(\\$\\{AWS::Region\\}|[^:$]+):(\\$\\{AWS::AccountId\\}|${ACCOUNT_ID}):(key/[\\w-]+|alias/[^]*)$`);

/** The parts of the ARN of a key or an alias. Undefined when it is the ARN of something else. */
export function parseKeyArn(arn: string): KeyArn | undefined {
  const [match, partition, region, account, resource] = ARN.exec(arn) ?? [];
  return match === undefined ? undefined : { partition, region, account, resource };
}

/** The ARN as text, in which `PARTITION`, `REGION` and `ACCOUNT` may stand. */
export function renderKeyArn({ partition, region, account, resource }: KeyArn): string {
  return `arn:${partition}:kms:${region}:${account}:${resource}`;
}
