import { RegionInfo } from 'aws-cdk-lib/region-info';
import { assertRegion, partitionOf } from '../../src/check/regions';
import { UsageError } from '../../src/check/usage-error';

const REGIONS = RegionInfo.regions.map(({ name }) => name);

test('every Region that the CDK knows is one, and is in the partition that the CDK says', () => {
  expect(REGIONS.length).toBeGreaterThan(30);
  for (const region of REGIONS) { assertRegion(region); }
  expect(REGIONS.map((region) => [region, partitionOf(region)])).toEqual(REGIONS.map((region) => [region, RegionInfo.get(region).partition]));
});

// https://aws.amazon.com/about-aws/global-infrastructure/regions_az/, newer than the oldest CDK supported.
test.each([['mx-central-1', 'aws'], ['ap-southeast-7', 'aws'], ['ap-east-2', 'aws'], ['eusc-de-east-1', 'aws-eusc'], ['us-isof-south-1', 'aws-iso-f']])(
  '%s is a Region of %s, though the CDK may not know it', (region, partition) => {
    assertRegion(region);
    expect(partitionOf(region)).toBe(partition);
  },
);

function sentenceOf(text: string): string {
  try {
    assertRegion(text);
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}

test.each([
  ['eu-west1', 'eu-west-1'], ['euwest-1', 'eu-west-1'], ['eu-wset-1', 'eu-west-1'], ['EU-West-1', 'eu-west-1'], ['eu_central_1', 'eu-central-1'],
  ['us-gov-wst-1', 'us-gov-west-1'], ['usgov-west-1', 'us-gov-west-1'], ['ap-southeastt-2', 'ap-southeast-2'], [' eu-west-1', 'eu-west-1'], ['cn-nort-1', 'cn-north-1'],
])('"%s" is no Region, and %s was meant', (text, meant) => {
  expect(sentenceOf(text)).toBe(`region "${text}" is not the code of a Region; write "${meant}"`);
});

test.each(['eu-west-1a', 'us-gov-east-1c'])('%s is an Availability Zone', (zone) => {
  expect(sentenceOf(zone)).toBe(`region "${zone}" is an Availability Zone, but keys are regional; write "${zone.slice(0, -1)}"`);
});

test.each(['', 'Ireland', 'eu', '*', 'eu-west-1,eu-west-2', 'eu-west-1\n', 'arn:aws:kms:eu-west-1:111111111111:key/x'])('%j is no Region', (text) => {
  expect(sentenceOf(text)).toMatch(/^region "[^]*" is not the code of a Region; write (it as AWS does, such as )?"eu-west-1"$/);
});
