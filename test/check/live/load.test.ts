import { NO_RETRIES, UserEnvironment } from './environment';
import { inspect } from '../../../src/check/inspect';
import { connect } from '../../../src/check/live/connect';
import { FakeAws } from '../fake-aws/fake-aws';
import { LARGE, largeExpectation, largeProfiles, largeWorld } from '../fake-aws/large-world';

/**
 * Who calls, the Regions, and the role: itself, its two lists, two inline and two managed policies, and a page of the simulator for each 1000 calls.
 */
const PER_ACCOUNT = 2 + 1 + 2 + 2 + 2 * 2 + 1;
/** In a Region: the rules, the targets of one, the trails, and whether the first of them is logging. */
const ALARMS = 1 + 1 + 1 + 1;
/** In each Region of the VAULT account: the key by its alias, three details, the aliases, failed copies, a stack of 230 resources, and alarms. */
const PER_REGION = 1 + 3 + 1 + 1 + 3 + ALARMS;
/** A key of a PROTECTED account: itself, two details, the aliases, and alarms. */
const PER_SOURCE_KEY = 1 + 2 + 1 + ALARMS;
/** What the trail of each account logs. */
const PER_TRAIL = 1;
/** The VAULT role calls each of 10 actions on 130 keys, so that its simulation has a second page. */
const SECOND_PAGE = 1;

test('30 Regions and 100 PROTECTED accounts work, by a bounded number of calls, of which at most 10 are open at once', async () => {
  const aws = await FakeAws.start(largeWorld());
  const user = new UserEnvironment(aws);
  try {
    user.writeProfiles('credentials', largeProfiles());
    // Each answer comes a little later, so that as many calls as may be are open.
    aws.delay = () => new Promise(setImmediate);
    const { profiles, regions, accounts: { length: accounts } } = LARGE;
    const { alarms, cases, findings } = await inspect(largeExpectation(), await connect({ profiles, region: regions[0] }, NO_RETRIES));
    expect(findings).toEqual([]);
    expect(new Set(alarms.flatMap(({ keyChanges, trail }) => [keyChanges, trail]))).toEqual(new Set(['yes']));
    expect(new Set(cases[0].regions.flatMap(({ A, B, C }) => [A, C, ...Object.values(B)]))).toEqual(new Set(['yes']));
    expect(aws.problems).toEqual([]);
    const bound = accounts * PER_ACCOUNT + regions.length * PER_REGION + (accounts - 1) * PER_SOURCE_KEY + accounts * PER_TRAIL + SECOND_PAGE;
    console.log(`${aws.calls.length} calls, at most ${bound}; ${aws.mostOpen} open at once`);
    expect(aws.calls.length).toBeLessThanOrEqual(bound);
    expect(aws.mostOpen).toBeLessThanOrEqual(10);
  } finally {
    user.restore();
    await aws.stop();
  }
});
