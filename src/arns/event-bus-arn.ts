import { Token } from 'aws-cdk-lib';
import { isDummy } from './deploy-time/dummy-value';
import { ACCOUNT_ID } from './names/account-id';
import { PARTITION_NAME } from './names/partition-name';
import { assertText } from './options/option-type';
import { partitionOf } from './regions/known-regions';

/** The parts of the ARN of a custom event bus. */
export interface EventBusArn {
  readonly partition: string;
  readonly region: string;
}

// A name with a slash is that of a partner's bus, which no rule can send events to.
const ARN = new RegExp(`^arn:(${PARTITION_NAME}):events:([^:]+):${ACCOUNT_ID}:event-bus/([\\w.-]{1,256})$`);

const FORM = '"arn:aws:events:eu-west-1:111122223333:event-bus/key-alarms"';

/**
 * The parts of the ARN of a custom event bus, or nothing for a dummy value, which is not judged.
 *
 * @param what the option of the ARN.
 * @throws when the ARN is a token, that of something else, or that of a default event bus.
 */
export function parseEventBusArn(arn: string, what: string): EventBusArn | undefined {
  assertText(arn, what);
  if (Token.isUnresolved(arn)) {
    throw new Error(`${what} is a token, whose value another stack would have to export; give the event bus a name, and write out its ARN, such as ${FORM}`);
  }
  if (isDummy(arn)) { return undefined; }
  const given = `${what} "${arn}"`;
  const [match, partition, region, name] = ARN.exec(arn) ?? [];
  if (match === undefined) {
    throw new Error(`${given} is not the ARN of a custom event bus; write one such as ${FORM}`);
  }
  const ofRegion = partitionOf(region);
  if (ofRegion === undefined) {
    throw new Error(`${given} is in region "${region}", which this aws-cdk-lib does not know; correct the region, or update aws-cdk-lib if it is new`);
  }
  if (ofRegion !== partition) {
    throw new Error(`${given} has the partition "${partition}", but region "${region}" is in "${ofRegion}"; write "arn:${ofRegion}:…"`);
  }
  if (name === 'default') {
    throw new Error(`${given} is a default event bus, where rules match the events that arrive as if they were its own, and may send them back; create a custom event bus, and write its ARN`);
  }
  return { partition, region };
}
