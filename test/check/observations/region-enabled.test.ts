import { RegionInfo } from 'aws-cdk-lib/region-info';
import { mustBeEnabled } from '../../../src/check/observations/region-enabled';

test.each(RegionInfo.regions.map((info) => [info.name, info] as const))('whether %s must be enabled is as the CDK knows it', (name, info) => {
  expect(mustBeEnabled(name, info.partition!)).toBe(info.isOptInRegion);
});

test('a Region that AWS opens later must be enabled', () => {
  expect(mustBeEnabled('eu-north-9', 'aws')).toBe(true);
});
