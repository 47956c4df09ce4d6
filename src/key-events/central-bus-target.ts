import { EventBusTarget } from './event-bus-target';
import { PARTITION } from '../arns/deploy-time/deploy-time';
import { isDummy } from '../arns/deploy-time/dummy-value';
import { parseEventBusArn } from '../arns/event-bus-arn';

/** The only partition whose Regions send events to each other. */
const ROUTES_ACROSS_REGIONS = 'aws';

/** Where the keys are whose events are sent. */
export interface SendingKeys {
  /** `PARTITION` while it is not looked up. */
  readonly partition: string;
  readonly regions: readonly string[];
}

/**
 * The target of rules that send events to one bus from every Region.
 *
 * @param perRegion what to do where events cannot leave their Region.
 * @throws when EventBridge cannot send events from a Region of the keys to the bus.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-region.html
 */
export function centralBusTarget(eventBusArn: string, { partition, regions }: SendingKeys, perRegion: string): EventBusTarget {
  const bus = parseEventBusArn(eventBusArn, 'eventBusArn');
  if (bus) {
    const given = `eventBusArn "${eventBusArn}"`;
    if (partition !== PARTITION && bus.partition !== partition) {
      throw new Error(`${given} is in the partition "${bus.partition}", but the keys are in "${partition}", and EventBridge does not send events across partitions; use an event bus in "${partition}"`);
    }
    const elsewhere = regions.find((region) => region !== bus.region && !isDummy(region));
    if (elsewhere !== undefined && bus.partition !== ROUTES_ACROSS_REGIONS) {
      throw new Error(`${given} is in another region than the key in "${elsewhere}", but EventBridge does not send events across regions in the partition "${bus.partition}"; ${perRegion}`);
    }
  }
  return new EventBusTarget(eventBusArn);
}
