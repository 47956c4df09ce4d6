import { healthy } from './fixtures/healthy';
import { inspect } from '../../src/check/inspect';

test.each([false, true])('finds nothing where everything works (keys created by hand: %s)', async (byHand) => {
  const { expectation, world } = healthy({ byHand });
  const { cases, findings } = await inspect(expectation, (id) => world.account(id));
  expect(findings).toEqual([]);
  expect(cases).toEqual([{
    alias: 'alias/very_secret_key',
    vaultAccount: '111111111111',
    regions: [
      { region: 'eu-west-1', A: 'yes', B: { 'eu-west-1': 'yes', 'us-east-1': 'yes' }, C: 'yes' },
      { region: 'af-south-1', A: 'yes', B: { 'eu-west-1': 'yes', 'us-east-1': 'yes' }, C: 'yes' },
    ],
  }]);
});
