import { PARTITION } from '../../src/arns/deploy-time/deploy-time';
import { centralBusTarget } from '../../src/key-events/central-bus-target';
import { VAULT } from '../fixtures/vault-app';

test.each(['aws', 'aws-cn'])('a bus in %s is accepted while the partition of the keys is not looked up', (partition) => {
  const region = { 'aws': 'eu-west-1', 'aws-cn': 'cn-north-1' }[partition]!;
  const bus = `arn:${partition}:events:${region}:${VAULT}:event-bus/key-alarms`;
  expect(() => centralBusTarget(bus, { partition: PARTITION, regions: ['dummy-value-for-x'] }, '')).not.toThrow();
});
