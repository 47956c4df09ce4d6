import { partitionOfKnown } from '../../../src/arns/regions/known-regions';
import { errorOf } from '../../fixtures/error-of';

const refusal = (region: string) => errorOf(() => partitionOfKnown(region));

test.each([
  ['a swap', 'us-esat-2', 'us-east-2'],
  ['a letter too few', 'ap-southest-1', 'ap-southeast-1'],
  ['a letter too many', 'sa-eaast-1', 'sa-east-1'],
  ['another letter', 'ca-centrel-1', 'ca-central-1'],
  ['three mistakes', ' eu_west_1', 'eu-west-1'],
])('%s is seen', (_what, given, meant) => {
  expect(refusal(given)).toMatch(`; write "${meant}", or update aws-cdk-lib`);
});

test('Regions that are as near as each other are all suggested', () => {
  expect(refusal('eu-west-9')).toMatch('; write one of "eu-west-1", "eu-west-2", "eu-west-3", or update aws-cdk-lib');
});

test('a text that resembles no Region gets no suggestion', () => {
  expect(refusal('ireland')).toMatch('; write its code, such as "eu-west-1", or update aws-cdk-lib');
});

test.each([
  ['two zones', 'eu-west-1a,eu-west-1b'],
  ['a Local Zone', 'us-west-2-lax-1a'],
])('%s is not treated as an Availability Zone', (_what, given) => {
  expect(refusal(given)).toMatch(/is unknown to this version of aws-cdk-lib/);
});
