import { NO_RETRIES, UserEnvironment } from './environment';
import { askEverything, LARGE, largeProfiles, largeWorld } from './large-world';
import { connect } from '../../../src/check/live/connect';
import { FakeAws } from '../fake-aws/fake-aws';

/** The most calls that are asked for in each account: who calls, the Regions, and its role with four policies and a simulation. */
const PER_ACCOUNT = 2 + 1 + 2 + 2 + 2 * 2 + 1;
/** The most in each Region of the VAULT account: alias and key, four details, the aliases, a stack of 230 resources, and failed copies. */
const PER_REGION = 2 + 4 + 1 + 3 + 1;
/** And a source key with its policy for each PROTECTED account. */
const PER_SOURCE_KEY = 2;

test('30 Regions and 100 PROTECTED accounts take few calls, at most 10 at once', async () => {
  const aws = await FakeAws.start(largeWorld());
  const user = new UserEnvironment(aws);
  try {
    user.writeProfiles('credentials', largeProfiles());
    // Each answer comes a little later, so that as many calls as may be are open.
    aws.delay = () => new Promise(setImmediate);
    const accounts = await connect({ profiles: LARGE.profiles, region: LARGE.regions[0] }, NO_RETRIES);
    const answers = await askEverything(accounts);
    expect(answers.filter((answer) => !('value' in answer))).toEqual([]);
    expect(aws.problems).toEqual([]);
    expect(aws.mostOpen).toBeLessThanOrEqual(10);
    const bound = 101 * PER_ACCOUNT + 30 * PER_REGION + 100 * PER_SOURCE_KEY;
    console.log(`${aws.calls.length} calls, at most ${bound}; ${aws.mostOpen} open at once`);
    expect(aws.calls.length).toBeLessThanOrEqual(bound);
  } finally {
    user.restore();
    await aws.stop();
  }
});
