import { runAws } from '../fixtures/aws-cli';
import { BREAKS, broken } from '../fixtures/breaks';
import { casesIn, check } from '../fixtures/check';
import { ALIAS, healthy, type Scenario } from '../fixtures/healthy';
import { paste } from '../fixtures/paste';

/** Deploys what the CDK would: the alias and the stack that are gone. */
function deploy(scenario: Scenario, path: string): void {
  const deployed = healthy();
  for (const account of scenario.world.accounts()) {
    for (const [place, resources] of deployed.world.account(account.id).stacks) {
      const [region, name] = place.split(' ');
      if (name !== path.replace('/', '-') || account.stacks.has(place)) { continue; }
      account.stacks.set(place, resources);
      if (resources.has('Alias')) { account.setAlias(region, ALIAS, resources.get('Key')!); }
    }
  }
}

describe.each(BREAKS)('where $name', (given) => {
  test('there is one finding, of the right cause, level and place, and its sentence says what is wrong', async () => {
    const { findings: [finding, ...others] } = await check(broken(given));
    expect(others).toEqual([]);
    expect({ ...finding, key: undefined, text: undefined, remedy: undefined }).toEqual({ ...given.finding, region: given.finding.region });
    for (const words of given.says) { expect(finding.text).toMatch(typeof words === 'string' ? new RegExp(words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : words); }
    expect(finding.text).toMatch(/^[A-Z][ -~]*\.$/);
  });

  test('just the cases that need it fail', async () => {
    const allWork = casesIn(await check(healthy({ byHand: given.byHand })));
    expect(casesIn(await check(broken(given)))).toEqual({ ...allWork, ...given.cases });
  });

  test(given.heals ? 'the command heals it' : 'there is no command', async () => {
    const scenario = broken(given);
    const { findings: [{ remedy, account }] } = await check(scenario);
    if (!given.heals) {
      expect(remedy).toBeUndefined();
      return;
    }
    for (const [program, ...args] of paste(remedy!, scenario.expectation)) {
      if (program === 'aws') {
        runAws(scenario.world, account, args);
      } else if (args[0] === 'cdk') {
        expect(args.slice(0, 2)).toEqual(['cdk', 'deploy']);
        deploy(scenario, args[2]);
      }
    }
    expect((await check(scenario)).findings).toEqual([]);
  });
});
